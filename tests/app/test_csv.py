"""CSV files that open well in a spreadsheet and run nothing there."""

import csv
import io

import pandas as pd
import pytest

from app.downloads.csv_file import to_csv
from app.language import Language
from app.release import current_release

ENGLISH = Language("en")


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_spreadsheets_see_that_it_is_utf_8():
    content = to_csv(pd.DataFrame({"region_name_fr": ["Amériques et Caraïbes"]}), ENGLISH)
    assert content.startswith(b"\xef\xbb\xbf")
    assert _rows(content)[1] == ["Amériques et Caraïbes"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("dtype", ["object", "string", "str"])
def test_text_that_begins_like_a_formula_is_defused(start, dtype):
    rows = pd.DataFrame({"need_name_en": pd.Series([f"{start}1+1", "a=b", None], dtype=dtype)})
    assert _rows(to_csv(rows, ENGLISH))[1:] == [[f"'{start}1+1"], ["a=b"], [""]]


@pytest.mark.parametrize(
    ("text", "defused"),
    [
        (" =1+1", "' =1+1"),
        ('"=1+1', "'\"=1+1"),
        ("'=1+1", "''=1+1"),
        ("\n=1+1", "'\n'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        # A French spreadsheet divides at semicolons, quoted as for commas or not.
        ("Survey;=cmd|' /C calc'!A0", "Survey;'=cmd|' /C calc'!A0"),
        ("Survey; @SUM(1)", "Survey;' @SUM(1)"),
        ("Survey\t-1", "Survey\t'-1"),
    ],
)
def test_a_formula_behind_spaces_quotes_or_a_divider_is_defused(text, defused):
    assert _rows(to_csv(pd.DataFrame({"survey_name_en": [text]}), ENGLISH))[1:] == [[defused]]


@pytest.mark.parametrize("text", ["a-b", "1 + 1", "62 %; of 116", "", "É=", "a; b", "x@y"])
def test_text_that_is_no_formula_stays_as_it_is(text):
    assert _rows(to_csv(pd.DataFrame({"name": ["first", text]}), ENGLISH))[2] == ([text] if text else [""])


@pytest.mark.usefixtures("project_with_release")
def test_planted_names_of_a_release_run_nothing(publish):
    publish(
        """update marts.participation_by_region set survey_name_en = '=HYPERLINK("http://evil.example";"x")',"""
        " region_name_fr = 'Région;+1+1', submission_count = -1"
    )
    header, *rows = _rows(to_csv(current_release().mart("participation_by_region", "SCS2024"), ENGLISH))
    by_name = [dict(zip([heading.split("[")[1][:-1] for heading in header], row, strict=True)) for row in rows]
    assert {row["survey_name_en"] for row in by_name} == {"""'=HYPERLINK("http://evil.example";"x")"""}
    assert {row["region_name_fr"] for row in by_name} == {"Région;'+1+1"}
    assert {row["submission_count"] for row in by_name} == {"-1"}


def test_negative_numbers_stay_numbers():
    rows = pd.DataFrame({"difference": [-1, 2], "impact_mean": [-0.5, None]})
    assert _rows(to_csv(rows, ENGLISH))[1:] == [["-1", "-0.5"], ["2", ""]]


def test_the_rows_that_were_given_stay_as_they_are():
    rows = pd.DataFrame({"need_name_en": ["=1"]})
    to_csv(rows, ENGLISH)
    assert rows["need_name_en"].tolist() == ["=1"]


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("en", "Region (en) [region_name_en],Participation [participation_rate]"),
        ("fr", "Région (en) [region_name_en],Participation [participation_rate]"),
    ],
)
def test_a_heading_is_the_name_in_the_language_and_the_column(code, heading):
    rows = pd.DataFrame({"region_name_en": ["x"], "participation_rate": [0.5]})
    assert to_csv(rows, Language(code)).decode("utf-8-sig").splitlines()[0] == heading


@pytest.mark.usefixtures("project_with_release")
def test_dates_are_iso_8601():
    written = _rows(to_csv(current_release().mart("participation_timeline", "SCS2024"), ENGLISH))
    place = written[0].index("Day (UTC) [submitted_on]")
    assert [row[place] for row in written[1:3]] == ["2024-04-17", "2024-04-18"]


@pytest.mark.parametrize(("language", "word"), [("en", "suppressed"), ("fr", "non divulgué")])
def test_a_suppressed_number_is_a_word_and_neither_empty_nor_0(language, word):
    rows = pd.DataFrame(
        {
            "region_code": ["MENA", "EUR", "AP"],
            "maturity_level": [1, 1, 1],
            "submission_count": pd.array([None, 0, 4], dtype="Int32"),
            "share": [None, None, 0.5],
            "is_suppressed": [True, False, False],
        }
    )
    assert _rows(to_csv(rows, Language(language)))[1:] == [
        ["MENA", "1", word, word, "True"],
        ["EUR", "1", "0", "", "False"],
        ["AP", "1", "4", "0.5", "False"],
    ]
