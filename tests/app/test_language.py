"""How each language writes numbers, percents, dates and punctuation."""

import datetime as dt

import pandas as pd
import pytest

from app.language import Language, whole_percent

ENGLISH, FRENCH = Language("en"), Language("fr")
NO_BREAK = "\u00a0"
NARROW = "\u202f"


def test_percents():
    assert ENGLISH.percent(116, 186) == "62%"
    assert FRENCH.percent(116, 186) == f"62{NARROW}%"


@pytest.mark.parametrize(
    ("count", "base", "percent"),
    [(23, 40, 58), (1, 200, 1), (1, 201, 0), (0, 5, 0), (5, 5, 100), (19, 33, 58), (9, 18, 50)],
)
def test_whole_percents_round_half_up_in_integers(count, base, percent):
    assert whole_percent(count, base) == percent


@pytest.mark.parametrize(("count", "base"), [(0, 0), (None, 5), (5, None), (float("nan"), 5), (pd.NA, pd.NA)])
def test_a_share_without_a_base_or_a_count_is_a_dash(count, base):
    assert ENGLISH.percent(count, base) == "–"
    assert FRENCH.percent(count, base) == "–"


def test_thousands():
    assert ENGLISH.number(12345) == "12,345"
    assert FRENCH.number(12345) == f"12{NARROW}345"
    assert ENGLISH.number(None) == "–"


def test_dates():
    day = dt.date(2024, 6, 24)
    assert ENGLISH.date(day) == "24 June 2024"
    assert FRENCH.date(day) == "24 juin 2024"
    assert FRENCH.date(dt.date(2024, 3, 1)) == "1er mars 2024"
    assert FRENCH.date(dt.date(2024, 3, 11)) == "11 mars 2024"
    assert ENGLISH.day_and_month(day) == "24 Jun"
    assert FRENCH.day_and_month(day) == "24 juin"


def test_moments_say_that_they_are_utc():
    moment = dt.datetime(2026, 11, 23, 9, 5, 7)
    assert ENGLISH.timestamp(moment) == "23 November 2026 at 09:05 UTC"
    assert FRENCH.timestamp(moment) == "23 novembre 2026 à 09:05 UTC"


def test_listings():
    assert ENGLISH.listing(["a", "b", "c"]) == "a, b and c"
    assert FRENCH.listing(["a", "b", "c"]) == "a, b et c"


def test_french_punctuation_does_not_start_a_line():
    assert FRENCH.typeset("Base : 5 ; quoi ? « oui »") == (
        f"Base{NO_BREAK}: 5{NARROW}; quoi{NARROW}? «{NO_BREAK}oui{NO_BREAK}»"
    )
    assert ENGLISH.typeset("Base : 5 ; what ?") == "Base : 5 ; what ?"


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        ENGLISH.text("no.such.key")
