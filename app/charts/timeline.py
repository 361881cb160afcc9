"""Submissions over time: how many had come by each day or week, and what the deadlines did."""

import json
import math
from collections.abc import Hashable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, GREEN, INK, MUTED, TOLD, TOOLTIP, VERMILION, finished
from app.language import Language

_PHASE_COLOURS = {"initial": BLUE, "extension": VERMILION, "late": GREEN}
_PHASE_ENDS = {
    "initial": "participation.timeline.deadline",
    "extension": "participation.timeline.extended_deadline",
    "late": "participation.timeline.closing",
}


def timeline(days: pd.DataFrame, member_count: int, language: Language) -> alt.LayerChart:
    """One bar per day, or per week: submissions so far, coloured by its phase, with the end of each phase marked.

    `days`: rows of marts.participation_timeline. The chart is as high as there are Members.
    """
    days = days.sort_values("submitted_on")
    rows = _daily_rows(days, language)
    ends = rows.groupby("phase", sort=False).tail(1)
    marked = rows[rows["day"].isin([rows["day"].iloc[0], *ends["day"]])]
    dates = json.dumps(dict(zip(marked["day"], marked["day_and_month"], strict=True)), ensure_ascii=False)

    bars = alt.Chart(rows).encode(
        x=alt.X(
            "day:O",
            axis=alt.Axis(
                values=marked["day"].tolist(),
                labelExpr=f"{dates}[datum.value]",
                labelAngle=0,
                labelOverlap=False,
                # The outer dates stay inside the chart: one that sticks out is dropped at some widths.
                labelAlign={
                    "condition": [
                        {"test": "datum.index == 0", "value": "left"},
                        {"test": "datum.index == 1", "value": "right"},
                    ],
                    "value": "center",
                },
                title=None,
            ),
            scale=alt.Scale(paddingInner=0.15, paddingOuter=0),
        ),
        y=alt.Y(
            "so_far:Q",
            scale=alt.Scale(domain=[0, member_count], nice=False),
            axis=alt.Axis(values=_heights(member_count), format=",d", title=None, domain=False, ticks=False),
        ),
        color=alt.Color(
            "phase:N",
            scale=alt.Scale(
                domain=ends["phase"].tolist(), range=[_PHASE_COLOURS[code] for code in days["phase_code"].unique()]
            ),
        ),
        description=TOLD,
        tooltip=TOOLTIP,
    )
    marks = alt.Chart(ends).encode(x=alt.X("day:O", bandPosition=1))
    names = marks.encode(y=alt.value(0), text="end:N")
    in_the_middle = alt.datum.end == language.text(_PHASE_ENDS["extension"])
    layers = [
        bars.mark_bar(aria=True),
        marks.mark_rule(color=INK, opacity=MUTED, strokeDash=[3, 3]).encode(y=alt.value(0), y2=alt.value("height")),
        # The name of the extended deadline has its room on the right, the others on the left.
        names.transform_filter(~in_the_middle).mark_text(align="right", baseline="top", dx=-5),
        names.transform_filter(in_the_middle).mark_text(align="left", baseline="top", dx=5),
        marks.mark_text(align="right", dx=-5, dy=-8, fontWeight="bold").encode(
            y="so_far:Q", text=alt.Text("so_far:Q", format=",d")
        ),
    ]
    return finished(alt.LayerChart(layer=layers, height=280), language)


def _daily_rows(days: pd.DataFrame, language: Language) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "told": [_told(day, language) for day in days.to_dict("records")],
            # Days are names, not moments: a time axis would shift them with the reader's time zone.
            "day": days["submitted_on"].dt.strftime("%Y-%m-%d"),
            "day_and_month": [language.day_and_month(day) for day in days["submitted_on"]],
            "phase": days[language.column("phase_name")],
            "end": [language.text(_PHASE_ENDS[phase]) for phase in days["phase_code"]],
            "of_the_day": days["submission_count"],
            "so_far": days["cumulative_submission_count"],
        }
    )


def _told(day: Mapping[Hashable, Any], language: Language) -> str:
    days = day.get("day_count", 1)
    return language.text(
        "participation.timeline.told" if days == 1 else "participation.timeline.told_of_days",
        date=language.date(day["submitted_on"]),
        so_far=language.number(day["cumulative_submission_count"]),
        of_the_day=language.number(day["submission_count"]),
        days=language.number(days),
        phase=day[language.column("phase_name")],
    )


def _heights(member_count: int) -> list[int]:
    """Round heights for the grid, and the number of Members on top."""
    step = max(1, 10 ** math.floor(math.log10(max(member_count, 1))) // 2)
    return [*range(0, member_count - step // 2, step), member_count]
