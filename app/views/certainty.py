"""How sure is this? Three readings of every figure: as counted, if silence is random, whatever the silent would say."""

import altair as alt
import pandas as pd
import streamlit as st

from app import choices
from app.certainty import with_ranges, written_range
from app.charts.ranges import nested_ranges
from app.columns import written
from app.context import ALL_MEMBERS, PageContext, Row
from app.drawn import label
from app.escape import as_text
from app.parts import headline, nothing_to_draw, table

_READINGS = {"counted": "value", "random": "value_range", "any": "value_possible"}
_TABLE = [
    *("value", "value_range", "value_possible", "value_rank", "rank_range", "rank_possible"),
    *("submission_count", "respondent_count", "item_response_rate", "member_response_rate", "value_basis"),
]
# The ranking that a reader finds without a choice.
_SHOWN_FIRST = "capacity_building_needs"
# Columns of ranges that are written here, and of what: which figure, from which column, to which.
_RANGES = (
    ("value_possible", "value", "value_lowest_possible", "value_highest_possible"),
    ("rank_range", "value_rank", "rank_from", "rank_to"),
    ("rank_possible", "value_rank", "rank_best_possible", "rank_worst_possible"),
)


def page(context: PageContext) -> None:
    """Draw the page."""
    summary, number = context.summary(), context.language.number
    submissions, members = summary["submission_count"], summary["member_count"]
    counted = {"submissions": number(submissions), "members": number(members), "silent": number(members - submissions)}
    headline(context.text("certainty.headline", **counted), context.text("certainty.lead", **counted))
    rows, title = _ranking(context)
    st.header(title, anchor="readings")
    if nothing := nothing_to_draw(rows):
        st.markdown(context.text(nothing))
    else:
        _readings(next(iter(rows.to_dict("records"))), context)
        st.caption(context.text(f"certainty.chart_{rows['unit_code'].iloc[0]}"))
        alternative = context.text("certainty.alternative", indicator=title)
        st.altair_chart(_chart(rows, context), theme=None, alt=alternative)
    if len(rows):
        name = "item_name" if rows["item_code"].any() else "answer_name"
        table(rows, [name, *_TABLE], context, title)
    st.caption(f"{context.text('certainty.base')} {context.source_line('marts.indicators')}")
    st.markdown(context.text("certainty.method"))


def _ranking(context: PageContext) -> tuple[pd.DataFrame, str]:
    """The rows of the ranking that the reader chose, in its order and with its ranges as written, and its title."""
    every = context.mart("indicators")
    # Of all Members, too: what is suppressed in a region has no rank there.
    every = every[every["indicator_code"].isin(every.loc[every["value_rank"].notna(), "indicator_code"])]
    every = every[every["region_code"] == (context.region_code or ALL_MEMBERS)]
    names = {code: name for code, name in context.names("indicators").items() if code in set(every["indicator_code"])}
    if not names:
        return every, context.text("certainty.readings")
    default = _SHOWN_FIRST if _SHOWN_FIRST in names else next(iter(names))
    indicator = choices.choose("ranking", names, context.language, label="explore.indicator", default=default)
    rows, title = every[every["indicator_code"] == indicator], as_text(names[indicator])
    # Of a grid, items are ranked for each answer; of one question, answers are.
    if rows["item_code"].any() and len(set(rows["answer_code"])) > 1:
        answers = dict(zip(rows["answer_code"], rows[context.language.column("answer_name")], strict=True))
        answer = choices.choose(
            "answer", answers, context.language, label="certainty.answer", default=next(iter(answers))
        )
        rows, title = rows[rows["answer_code"] == answer], f"{title}: {as_text(answers[answer])}"
    rows = with_ranges(context.ordered(rows, "value_rank", "item_code", "answer_code"), ("value",), context)
    for name, figure, low, high in _RANGES:
        rows[name] = [written_range(figure, *ends, context) for ends in zip(rows[low], rows[high], strict=True)]
    return rows, title


def _readings(first: Row, context: PageContext) -> None:
    """The three readings of the figure that is counted first."""
    name = context.name(first, "item" if first["item_code"] else "answer")
    number = context.language.number
    counts = {"answered": number(first["respondent_count"]), "name": name}
    ranks = {"counted": number(first["value_rank"]), "random": first["rank_range"], "any": first["rank_possible"]}
    shown = {**first, "value": written("value", first["value"], context)}
    columns = st.columns(len(_READINGS))
    for column, (reading, figure) in zip(columns, _READINGS.items(), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(context.text(f"certainty.{reading}.title"), shown[figure])
            st.markdown(context.text(f"certainty.{reading}.meaning", **counts, rank=ranks[reading]))


def _chart(rows: pd.DataFrame, context: PageContext) -> alt.LayerChart:
    is_mean = rows["unit_code"].iloc[0] == "mean"
    of = "item" if rows["item_code"].any() else "answer"
    drawn = pd.DataFrame(
        {
            "name": rows[context.language.column(f"{of}_name")],
            "value": rows["value"],
            "low": rows["value_low"],
            "high": rows["value_high"],
            "lowest": rows["value_lowest_possible"],
            "highest": rows["value_highest_possible"],
            "label": [label(row, _label(row, context), context) for row in rows.to_dict("records")],
        }
    )
    domain, axis = ((1, 5), ".1f") if is_mean else ((0, 1), ".0%")
    return nested_ranges(drawn, context.language, domain=domain, written=axis)


def _label(row: Row, context: PageContext) -> str:
    value = written("value", row["value"], context)
    return context.text("certainty.label", value=value, range=row["value_range"], possible=row["value_possible"])
