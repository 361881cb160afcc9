"""Explore: one indicator as the reader wants to see it, by item, answer, region or round, and the SQL behind it."""

from collections.abc import Mapping

import altair as alt
import pandas as pd
import streamlit as st

from app import choices
from app.charts.bars import labelled_bars
from app.charts.dots import dots_by_group
from app.charts.theme import COLOURS
from app.context import ALL_MEMBERS, PageContext
from app.drawn import label, share_label
from app.escape import as_text
from app.parts import headline, nothing_to_draw, table

# What an indicator can be broken down by, as columns of marts.indicators.
_DIMENSIONS = ("item", "answer", "region", "survey")


def page(context: PageContext) -> None:
    """Draw the page."""
    text, names = context.text, context.names("indicators")
    indicator = choices.choose(
        "indicator", names, context.language, label="explore.indicator", default=next(iter(names))
    )
    every = context.current.query(f"select * from marts.indicators where indicator_code = '{indicator}'")
    chosen = {name: _chosen(name, every, context) for name in _DIMENSIONS}
    several = [name for name, codes in chosen.items() if len(codes) > 1] or ["region"]
    ways = {name: text(f"explore.by_{name}") for name in several}
    by = choices.choose("by", ways, context.language, label="explore.by", default=several[0])

    sql = _sql(indicator, chosen, every)
    rows = context.current.query(sql)
    headline(as_text(names[indicator]), as_text(context.definition("indicators", indicator)))
    groups = [name for name in several if name != by]
    drawn = _drawn(rows, by, groups, context)
    nothing = nothing_to_draw(rows)
    if nothing:
        st.info(text(nothing))
    elif drawn["group"].nunique() > len(COLOURS):
        st.info(text("explore.too_many", count=drawn["group"].nunique(), most=len(COLOURS)))
    else:
        st.caption(text(f"explore.chart_{rows['unit_code'].iloc[0]}"))
        alternative = text("explore.alternative", indicator=names[indicator], by=ways[by])
        st.altair_chart(_chart(drawn, rows, context), theme=None, alt=alternative)
    shown = [f"{name}_name" for name in (by, *groups)]
    table(rows, [*shown, "value", "submission_count", "respondent_count", "value_basis"], context, names[indicator])
    st.caption(f"{text('explore.base')} {context.source_line('marts.indicators')}")
    with st.expander(text("explore.sql"), icon=":material/database:"):
        st.code(sql, language="sql")


def _chosen(dimension: str, rows: pd.DataFrame, context: PageContext) -> list[str]:
    """The codes of a dimension that the reader chose: by default all items and answers, all Members, this survey."""
    column = context.language.column(f"{dimension}_name")
    pairs = rows[[f"{dimension}_code", column]].drop_duplicates().dropna()
    names: Mapping[str, str] = dict(pairs.itertuples(index=False))
    if len(names) < 2:
        return list(names)
    default = {"region": [ALL_MEMBERS], "survey": [context.survey_code]}.get(dimension, list(names))
    if dimension == "answer" and rows["item_code"].nunique() > 1:
        default = default[:1]
    parameter = {"region": "regions", "survey": "rounds"}.get(dimension, dimension)
    return choices.choose_several(parameter, names, context.language, label=f"explore.{dimension}", default=default)


def _sql(indicator: str, chosen: Mapping[str, list[str]], every: pd.DataFrame) -> str:
    """The query of the page, as a reader can run it. Codes come from the release, never from an address."""
    conditions = [f"indicator_code = '{indicator}'"]
    for name, codes in chosen.items():
        if 0 < len(codes) < every[f"{name}_code"].nunique():
            quoted = ", ".join(f"'{code}'" for code in codes)
            conditions.append(f"{name}_code in ({quoted})")
    where = "\n    and ".join(conditions)
    return f"select *\nfrom marts.indicators\nwhere {where}\norder by survey_code, region_code, item_code, answer_code"


def _drawn(rows: pd.DataFrame, by: str, groups: list[str], context: PageContext) -> pd.DataFrame:
    """What charts take of the rows: name, group, value and label."""
    column = context.language.column
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "name": rows[column(f"{by}_name")],
            "group": [" · ".join(str(row[column(f"{name}_name")]) for name in groups) for row in records],
            "value": rows["value"],
            "label": [
                label(
                    row,
                    context.language.decimal(row["value"])
                    if row["unit_code"] == "mean"
                    else share_label(row["value"], row["submission_count"], row["respondent_count"], context),
                    context,
                )
                for row in records
            ],
        }
    )


def _chart(drawn: pd.DataFrame, rows: pd.DataFrame, context: PageContext) -> alt.LayerChart:
    """Bars of one group, dots of several; ordered by the values of the first group."""
    is_mean = rows["unit_code"].iloc[0] == "mean"
    first_group = drawn[drawn["group"] == drawn["group"].iloc[0]].sort_values("value", ascending=False)
    places = {name: place for place, name in enumerate(first_group["name"])}
    drawn = drawn.sort_values("name", key=lambda names: names.map(places), kind="stable")
    if drawn["group"].nunique() == 1:
        return labelled_bars(drawn, context.language, whole=5 if is_mean else 1)
    domain, written = ((1, 5), ".1f") if is_mean else ((0, 1), ".0%")
    return dots_by_group(drawn, context.language, domain=domain, written=written)
