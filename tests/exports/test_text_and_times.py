"""Text without HTML, and times as tools write them."""

from datetime import datetime, timedelta

import pytest

from pipeline.exports.tables import letters, told_apart
from pipeline.exports.text import shortened, without_html
from pipeline.exports.times import DateOrder, find_order, read_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Where do <b>you</b> stand?</p>", "Where do you stand?"),
        ("first<br>second<br/>third", "first second third"),
        ('<span style="color: red">R&amp;D</span>&nbsp;', "R&D"),
        ("<script>x</script>", "x"),
        ("a < b and c > d", "a < b and c > d"),
        ("<none>", "<none>"),
        ("Q&A, AT&T; &unknown;", "Q&A, AT&T; &unknown;"),
        ("&lt;b&gt;", "<b>"),
        ("&#233;t&#xe9;", "été"),
    ],
)
def test_only_html_is_taken_out_of_a_text(text: str, expected: str) -> None:
    assert without_html(text) == expected


def test_many_open_tags_take_no_longer_than_their_length() -> None:
    assert without_html("<b" * 400_000) == "<b" * 400_000


def test_a_text_is_shortened_to_one_line() -> None:
    assert shortened("one\ntwo  three", 7) == "one tw…"
    assert shortened("one\ntwo", 7) == "one two"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-01T09:10:00", datetime(2026, 5, 1, 9, 10)),
        ("5/1/2026 9:10", datetime(2026, 5, 1, 9, 10)),
        ("05/01/2026 12:10:00 AM", datetime(2026, 5, 1, 0, 10)),
        ("05/01/2026 12:10:00 p.m.", datetime(2026, 5, 1, 12, 10)),
        ("2026/05/01 9:10:00 PM", datetime(2026, 5, 1, 21, 10)),
        ("13/32/2026 9:10", None),
        ("5/1/2026 25:10", None),
        ("2026/05/01 9:10:00 AM IST", None),
        ("soon", None),
        ("", None),
        ("Apr 17, 2024 9:30:05 PM", datetime(2024, 4, 17, 21, 30, 5)),
        ("Apr 17, 2024, 9:30:05\u202fAM", datetime(2024, 4, 17, 9, 30, 5)),
        ("Abc 17, 2024 9:30:05 AM", None),
        ("2024/4/17 下午9:30:05", datetime(2024, 4, 17, 21, 30, 5)),
        ("2024/04/17 9:30:05 ص", datetime(2024, 4, 17, 9, 30, 5)),
    ],
)
def test_a_time_is_read_or_is_none(text: str, expected: datetime | None) -> None:
    assert read_time(text, is_day_first=False) == expected


@pytest.mark.parametrize(
    ("zone", "hours"), [("UTC", 0), ("CEST", 2), ("GMT+5:30", 5.5), ("UTC-3", -3), ("EST", -5), ("+0200", 2)]
)
def test_a_time_zone_that_means_one_offset_is_read(zone: str, hours: float) -> None:
    time = read_time(f"2026/05/01 9:10:00 AM {zone}", is_day_first=False)
    assert time is not None
    assert time.utcoffset() == timedelta(hours=hours)


def test_the_order_of_day_and_month_is_found_or_said_to_be_taken() -> None:
    order = find_order(["4/5/2026 9:00", "31/5/2026 9:00"], is_day_first=False)
    assert order == DateOrder(True, "day before month, as '31/5/2026 9:00' shows")
    order = find_order(["4/5/2026 9:00", "5/31/2026 9:00"], is_day_first=True)
    assert order == DateOrder(False, "month before day, as '5/31/2026 9:00' shows")
    assert find_order(["2026-05-31 09:00:00"], is_day_first=True) == DateOrder(True)
    assert find_order(["5/5/2026 9:00"], is_day_first=True) == DateOrder(True)
    order = find_order(["4/5/2026 9:00"], is_day_first=False)
    assert order.why.startswith("month before day by the language of the headings: no date shows it")
    assert (order.is_day_first, order.undecided) == (False, "4/5/2026 9:00")
    order = find_order(["31/5/2026 9:00", "5/31/2026 9:00", "4/5/2026 9:00"], is_day_first=False)
    assert order.why.endswith("both orders of day and month occur")
    assert order.undecided
    assert find_order(["4/5/2026 9:00"], is_day_first=False, told=True) == DateOrder(True, "day before month, as told")


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(position) for position in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert told_apart(["a", "b", "a"]) == ["a (column A)", "b", "a (column C)"]
