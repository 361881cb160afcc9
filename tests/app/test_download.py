"""CSV files that open well in a spreadsheet and run nothing there."""

import csv
import io

import pandas as pd
import pytest

from app.download import to_csv
from app.language import Language
from app.release import current_release


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_spreadsheets_see_that_it_is_utf_8():
    content = to_csv(pd.DataFrame({"region_name_fr": ["Amériques et Caraïbes"]}), "suppressed")
    assert content.startswith(b"\xef\xbb\xbf")
    assert _rows(content)[1] == ["Amériques et Caraïbes"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("dtype", ["object", "string", "str"])
def test_text_that_begins_like_a_formula_is_defused(start, dtype):
    rows = pd.DataFrame({"need": pd.Series([f"{start}1+1", "a=b", None], dtype=dtype)})
    assert _rows(to_csv(rows, "suppressed"))[1:] == [[f"'{start}1+1"], ["a=b"], [""]]


def test_negative_numbers_stay_numbers():
    rows = pd.DataFrame({"difference": [-1, 2], "mean": [-0.5, None]})
    assert _rows(to_csv(rows, "suppressed"))[1:] == [["-1", "-0.5"], ["2", ""]]


def test_the_rows_that_were_given_stay_as_they_are():
    rows = pd.DataFrame({"need": ["=1"]})
    to_csv(rows, "suppressed")
    assert rows["need"].tolist() == ["=1"]


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize("mart", ["participation_summary", "participation_by_region", "participation_timeline"])
def test_a_download_has_the_columns_and_all_rows_of_the_mart(mart):
    rows = current_release().mart(mart, "SCS2024")
    written = _rows(to_csv(rows, "suppressed"))
    assert written[0] == list(rows.columns)
    assert len(written) == len(rows) + 1


@pytest.mark.usefixtures("project_with_release")
def test_dates_are_iso_8601():
    written = _rows(to_csv(current_release().mart("participation_timeline", "SCS2024"), "suppressed"))
    place = written[0].index("submitted_on")
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
    assert _rows(to_csv(rows, Language(language).suppressed))[1:] == [
        ["MENA", "1", word, word, "True"],
        ["EUR", "1", "0", "", "False"],
        ["AP", "1", "4", "0.5", "False"],
    ]
