"""Tables of pages: numbers that are suppressed, and text that is no markup."""

import pandas as pd
import pytest

from app.context import PageContext
from app.language import NO_VALUE, Language
from app.markup.tables import html_table
from app.release import current_release

pytestmark = pytest.mark.quick

ROWS = pd.DataFrame(
    {
        "region_name_en": ["<b>MENA</b>", "EUR", "AP"],
        "region_name_fr": ["<b>MENA</b>", "EUR", "AP"],
        "submission_count": pd.array([None, 0, 1200], dtype="Int32"),
        "share": [None, None, 0.5],
        "is_suppressed": [True, False, False],
    }
)


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize(
    ("code", "word", "thousand", "percent"),
    [("en", "suppressed", "1,200", "50%"), ("fr", "non divulgué", "1\u202f200", "50\u202f%")],
)
def test_a_suppressed_number_in_a_table_is_a_word_and_neither_a_dash_nor_0(code, word, thousand, percent):
    context = PageContext(current_release(), "SCS2024", Language(code))
    html = html_table(ROWS, ["region_name", "submission_count", "share"], context, caption="Rows")
    for written in (f">{word}<", ">0<", f">{NO_VALUE}<", f">{thousand}<", f">{percent}<"):
        assert written in html
    assert html.count(f">{word}<") == 2
    assert "<b>" not in html
    assert "&lt;b&gt;MENA&lt;/b&gt;" in html
