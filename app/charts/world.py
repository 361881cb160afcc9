"""The map of participation: each Member in the colour of its region's rate, whether it answered itself or not."""

import json
import math
from base64 import b64encode
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

import altair as alt
import pandas as pd

from app.charts.theme import FAINT, INK, SEQUENTIAL, TOLD, TOOLTIP, finished, telling
from app.language import Language

_MAPS = files("app") / "maps"
# Turned so that the seam is in the Bering Strait: at the date line it would cut through Russia and Fiji.
_PROJECTION: dict[str, Any] = {
    "type": "equalEarth",
    "rotate": [-11, 0, 0],
    "pointRadius": 3,
    # As large as the chart lets it be, without the empty south.
    "scale": alt.ExprRef("min(width / 5.5, height / 2.6)"),
    "translate": alt.ExprRef("[width / 2, height * 0.55]"),
}
_HEIGHT = 340


def participation_map(members: pd.DataFrame, regions: pd.DataFrame, language: Language) -> alt.LayerChart:
    """The world with the Members in the colour of their region's rate, and the rate of each region on it.

    `members`: rows of marts.frame_members; `regions`: rows of marts.participation_by_region, whose order is that of the
    legend. A region without a base has no rate: its Members are as neutral as territories without a Member.
    """
    rated = _rated(regions, language)
    drawn = members[["member_code", "region_code", language.column("member_name")]].merge(rated, on="region_code")
    drawn = telling(drawn, language.column("member_name"), "region", "percent", "count")
    picture = alt.LayerChart(layer=[_countries(drawn, rated), *_labels(rated)], height=_HEIGHT)
    return finished(picture, language)


def _rated(regions: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The regions that have a rate, with what is written of each."""
    rated = regions.dropna(subset="participation_rate")
    counts = list(zip(rated["submission_count"], rated["member_count"], strict=True))
    return pd.DataFrame(
        {
            "region_code": rated["region_code"],
            "region": rated[language.column("region_name")],
            "rate": rated["participation_rate"],
            "percent": [language.percent(*pair) for pair in counts],
            "count": [
                language.text("part.count_of_base", count=language.number(submissions), base=language.number(base))
                for submissions, base in counts
            ],
        }
    )


def _countries(drawn: pd.DataFrame, rated: pd.DataFrame) -> alt.LayerChart:
    """All countries of the map: those of `drawn` in the colour of their rate, and the others in none."""
    outlined = alt.Chart().project(**_PROJECTION)
    neutral = outlined.mark_geoshape(fill=INK, fillOpacity=FAINT, stroke=INK, strokeOpacity=0.25, strokeWidth=0.4)
    coloured = outlined.mark_geoshape(aria=True, stroke=INK, strokeOpacity=0.5, strokeWidth=0.4).encode(
        fill=alt.Fill(
            "rate:Q",
            scale=alt.Scale(domain=_domain(rated["rate"]), range=list(SEQUENTIAL)),
            legend=_legend(rated),
        ),
        description=TOLD,
        tooltip=TOOLTIP,
    )
    # As an address that holds the map itself: Streamlit takes other data within a chart for a table.
    geodata = alt.UrlData(url=_world(), format=alt.TopoDataFormat(type="topojson", feature="countries"))
    # A territory without a Member that is too small for an area is not drawn at all: a circle would make it large.
    is_neutral = "!isValid(datum.rate) && datum.geometry.type !== 'Point'"
    return alt.LayerChart(
        data=geodata,
        layer=[neutral.transform_filter(is_neutral), coloured.transform_filter("isValid(datum.rate)")],
    ).transform_lookup(lookup="id", from_=alt.LookupData(data=drawn, key="member_code", fields=["rate", "told"]))


@cache
def _world() -> str:
    """The map as TopoJSON in an address; app/maps/world.md says where it is from."""
    return f"data:application/json;base64,{b64encode((_MAPS / 'world.json').read_bytes()).decode()}"


@cache
def _label_places() -> pd.DataFrame:
    """One row per region: where on the map its rate is written, in degrees."""
    return pd.read_csv(StringIO((_MAPS / "labels.csv").read_text(encoding="utf-8")))


def _domain(rates: pd.Series) -> list[float]:
    """The range of the colours: the tens of percent around the rates."""
    if rates.empty:
        return [0, 1]
    low = min(math.floor(10 * rates.min()), 9)
    return [low / 10, max(math.ceil(10 * rates.max()), low + 1) / 10]


def _legend(rated: pd.DataFrame) -> alt.Legend:
    """One entry per rate, with the regions that have it; in one column where there is no room for two."""
    groups = [group for _, group in rated.groupby("rate", sort=False)]
    rates = [float(group["rate"].iloc[0]) for group in groups]
    texts = [f"{group['percent'].iloc[0]} {', '.join(group['region'])}" for group in groups]
    return alt.Legend(
        type="symbol",
        values=rates,
        labelExpr=f"{json.dumps(texts, ensure_ascii=False)}[indexof({json.dumps(rates)}, datum.value)]",
        columns=alt.ExprRef("width < 520 ? 1 : 2"),
        symbolStrokeWidth=0,
        symbolSize=140,
    )


def _labels(rated: pd.DataFrame) -> list[alt.Chart]:
    """The rate of each region on the map, dark on a light halo, so that it is readable on every colour."""
    places = _label_places().merge(rated, on="region_code")
    labels = (
        alt.Chart(places)
        .project(**_PROJECTION)
        .encode(longitude="longitude:Q", latitude="latitude:Q", text="percent:N")
    )
    return [
        labels.mark_text(fontWeight="bold", stroke="white", strokeWidth=3.5, strokeJoin="round", opacity=0.9),
        labels.mark_text(fontWeight="bold", color="#10222E"),
    ]
