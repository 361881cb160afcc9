"""What each form of chart makes of its rows: places, order, labels, and what has no value."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from app.charts.bars import labelled_bars
from app.charts.dots import dots_by_group
from app.charts.stacked import stacked_bars
from app.charts.timeline import timeline
from app.language import Language

ENGLISH = Language("en")
# A chart as Vega-Lite takes it.
Spec = dict[str, Any]


def _rows(spec: Spec, column: str) -> list[dict[str, Any]]:
    """The rows of a chart that have this column; the heads of bars repeat some of them."""
    return max((rows for rows in spec["datasets"].values() if rows and column in rows[0]), key=len)


def _layers(spec: Spec, mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


# --- bars


BARS = pd.DataFrame({"name": ["second", "first"], "value": [0.25, 1], "label": ["25%", "100%"]})


def test_bars_keep_the_order_of_their_rows_and_end_at_their_value():
    spec = labelled_bars(BARS, ENGLISH, whole=1).to_dict()
    _, bar = _layers(spec, "bar")
    assert bar["encoding"]["y"]["sort"] == ["second", "first"]
    assert bar["encoding"]["x"]["scale"]["domain"] == [0, 1]
    assert [(row["name"], row["value"], row["label"]) for row in _rows(spec, "value")] == [
        ("second", 0.25, "25%"),
        ("first", 1.0, "100%"),
    ]


def test_bars_have_a_mark_where_one_is_asked_for():
    assert _layers(labelled_bars(BARS, ENGLISH, whole=1).to_dict(), "tick") == []
    marked = labelled_bars(BARS, ENGLISH, whole=1, mark=0.6).to_dict()
    (tick,) = _layers(marked, "tick")
    assert tick["encoding"]["x"]["scale"] == {"domain": [0, 1], "nice": False}
    assert {row["mark"] for row in _rows(marked, "value")} == {0.6}


# --- stacked bars


def _stacked(values: dict[str, list[float | None]], **options: Any) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Start and end of each part of each bar. values: the parts of each name, one after the other."""
    rows = pd.DataFrame(
        [
            {"name": name, "part": part, "value": value, "label": str(value), "total": name}
            for name, some in values.items()
            for part, value in zip(("low", "middle", "high"), some, strict=True)
        ]
    )
    spec = stacked_bars(rows, ENGLISH, colours=["red", "grey", "blue"], inks=["white"] * 3, **options).to_dict()
    return {(row["name"], row["part"]): (row["start"], row["end"]) for row in _rows(spec, "start")}


def test_parts_of_a_bar_follow_one_another():
    placed = _stacked({"a": [0.25, 0.5, 0.25], "b": [0, 0.5, 0.5]}, whole=1)
    assert placed["a", "low"] == (0, 0.25)
    assert placed["a", "middle"] == (0.25, 0.75)
    assert placed["a", "high"] == (0.75, 1)
    assert placed["b", "low"] == (0, 0)
    assert placed["b", "high"] == (0.5, 1)


def test_bars_that_diverge_have_the_middle_of_one_part_on_one_line():
    placed = _stacked({"a": [0.25, 0.5, 0.25], "b": [0.75, 0.25, 0]}, around="middle")
    for name in ("a", "b"):
        start, end = placed[name, "middle"]
        assert (start + end) / 2 == pytest.approx(0)
    assert placed["b", "low"] == pytest.approx((-0.875, -0.125))


def test_a_bar_without_values_has_no_parts_and_a_word_in_its_place():
    rows = pd.DataFrame(
        {
            "name": ["a", "b"],
            "part": ["one", "one"],
            "value": [1.0, None],
            "label": ["1", "suppressed"],
            "total": ["", ""],
        }
    )
    spec = stacked_bars(rows, ENGLISH, colours=["red"], inks=["white"]).to_dict()
    words = {row["name"]: row["word"] for row in _rows(spec, "word")}
    assert words == {"a": "", "b": "suppressed"}
    assert {row["name"]: row["end"] for row in _rows(spec, "start")} == {"a": 1.0, "b": None}


# --- dots


def _dots(**options: Any) -> Spec:
    rows = pd.DataFrame(
        {
            "name": ["need", "need", "need"],
            "group": ["A", "B", "C"],
            "value": [0.5, None, 0.75],
            "label": ["50%", "suppressed", "75%"],
            "overall": [0.6, 0.6, 0.6],
        }
    )
    return dots_by_group(rows, ENGLISH, domain=(0, 1), written=".0%", **options).to_dict()


def test_a_group_without_a_value_has_no_dot_and_keeps_its_colour_and_shape():
    spec = _dots()
    (dots,) = _layers(spec, "point")
    assert [row["group"] for row in spec["datasets"][dots["data"]["name"]]] == ["A", "C"]
    for channel in ("color", "shape"):
        scale = dots["encoding"][channel]["scale"]
        assert scale["domain"] == ["A", "B", "C"]
        assert len(set(scale["range"])) == 3


def test_a_tick_marks_all_groups_together_where_that_is_known():
    assert len(_layers(_dots(), "tick")) == 1
    rows = pd.DataFrame({"name": ["n"], "group": ["A"], "value": [1.0], "label": ["1"]})
    assert _layers(dots_by_group(rows, ENGLISH, domain=(1, 5), written=".1f").to_dict(), "tick") == []


def test_the_group_that_the_reader_chose_stands_out():
    (dots,) = _layers(_dots(marked="C"), "point")
    spec = _dots(marked="C")
    assert {row["group"]: row["is_marked"] for row in _rows(spec, "label") if row["value"] is not None} == {
        "A": False,
        "C": True,
    }
    assert dots["encoding"]["opacity"]["condition"]["value"] > dots["encoding"]["opacity"]["value"]


# --- timeline


def _timeline(member_count: int = 186) -> Spec:
    first = dt.datetime(2024, 4, 17)
    days = pd.DataFrame(
        {
            "submitted_on": pd.to_datetime([first + dt.timedelta(days=number) for number in range(4)]),
            "phase_code": ["initial", "initial", "extension", "late"],
            "phase_name_en": ["Initial", "Initial", "Extension", "Late"],
            "submission_count": [1, 0, 2, 3],
            "cumulative_submission_count": [1, 1, 3, 6],
        }
    )
    # Days may come in any order.
    return timeline(days.iloc[::-1], member_count, ENGLISH).to_dict()


def test_the_timeline_is_in_the_order_of_days_and_as_high_as_there_are_members():
    spec = _timeline()
    (bar,) = _layers(spec, "bar")
    rows = spec["datasets"][bar["data"]["name"]]
    assert [(row["day"], row["so_far"], row["of_the_day"]) for row in rows] == [
        ("2024-04-17", 1, 1),
        ("2024-04-18", 1, 0),
        ("2024-04-19", 3, 2),
        ("2024-04-20", 6, 3),
    ]
    assert bar["encoding"]["y"]["scale"]["domain"] == [0, 186]


def test_the_end_of_each_phase_is_marked_with_what_it_was():
    spec = _timeline()
    (rule,) = _layers(spec, "rule")
    ends = spec["datasets"][rule["data"]["name"]]
    assert [(row["day"], row["end"]) for row in ends] == [
        ("2024-04-18", "Deadline"),
        ("2024-04-19", "Extended deadline"),
        ("2024-04-20", "Closing"),
    ]


@pytest.mark.parametrize(
    ("member_count", "heights"),
    [(186, [0, 50, 100, 150, 186]), (9, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), (1, [0, 1]), (0, [0])],
)
def test_the_grid_has_round_heights_and_the_number_of_members_on_top(member_count, heights):
    (bar,) = _layers(_timeline(member_count), "bar")
    assert bar["encoding"]["y"]["axis"]["values"] == heights
