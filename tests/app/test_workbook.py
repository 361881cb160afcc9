"""Workbooks that open well in a spreadsheet and run nothing there."""

import datetime as dt
import io
import zipfile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from app.downloads.workbook import to_workbook
from app.language import Language
from app.provenance import Provenance

ENGLISH = Language("en")
KNOWN = Provenance(
    title="Needs",
    survey="A survey",
    base="Base: 3.",
    note="",
    source="Source: marts.needs, release r0001.",
    origin="",
    filter="",
    file_stem="needs",
)


def _rows(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(1)", " =1", "{=1+1}", '=HYPERLINK("http://evil.example")', "http://evil.example", "12"],
)
def test_text_stays_a_plain_string(text):
    content = to_workbook(pd.DataFrame({"need_name_en": [text]}), KNOWN, ENGLISH)
    assert _rows(content) == [[text]]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<f " not in sheet
        assert "<hyperlink" not in sheet
        # A cell of kind s is a string.
        assert '<c r="A2" t="s">' in sheet


def test_what_a_file_says_of_itself_is_no_formula_either():
    known = Provenance(**{**vars(KNOWN), "title": "=1+1", "survey": "=2+2", "note": "@SUM(1)"})
    content = to_workbook(pd.DataFrame({"need_name_en": ["x"]}), known, ENGLISH)
    about = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    assert [row[1] for row in about[:3]] == ["=1+1", "=2+2", "Base: 3."]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "<f" not in parts.read("xl/worksheets/sheet2.xml").decode().replace("<fo", "")


def test_each_kind_of_value_keeps_its_kind():
    rows = pd.DataFrame(
        {
            "difference": [-1, 2],
            "share": [0.5, None],
            "is_selected": pd.array([True, None], dtype="boolean"),
            "submitted_on": pd.to_datetime(["2024-04-17", None]),
            "need_name_en": ["É", None],
        }
    )
    first, second = _rows(to_workbook(rows, KNOWN, ENGLISH))
    assert first == [-1, 0.5, True, dt.date(2024, 4, 17), "É"]
    assert second == [2, "", "", "", ""]


@pytest.mark.parametrize(("code", "word"), [("en", "suppressed"), ("fr", "non divulgué")])
def test_a_suppressed_number_is_a_word_and_neither_empty_nor_0(code, word):
    rows = pd.DataFrame(
        {
            "region_code": ["MENA", "EUR", "AP"],
            "submission_count": pd.array([None, 0, 4], dtype="Int32"),
            "share": [None, None, 0.5],
            "is_suppressed": [True, False, False],
        }
    )
    assert _rows(to_workbook(rows, KNOWN, Language(code))) == [
        ["MENA", word, word, True],
        ["EUR", 0, "", False],
        ["AP", 4, 0.5, False],
    ]


def test_what_there_is_nothing_to_say_about_has_no_line():
    content = to_workbook(pd.DataFrame({"need_name_en": ["x"]}), KNOWN, ENGLISH)
    about = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    assert [row[0] for row in about] == ["Title", "Survey", "Base", "Source", "", "Column of the mart", "need_name_en"]


def test_no_rows_are_a_workbook_with_headings():
    content = to_workbook(pd.DataFrame({"need_name_en": []}), KNOWN, ENGLISH)
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python() == [["Need (en)"]]
