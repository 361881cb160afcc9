"""Tables of pages: numbers that are suppressed, and what columns are called."""

import pandas as pd
import pytest

from app.columns import headings, shown_table
from app.context import PageContext
from app.language import NO_VALUE, Language
from app.release import current_release

pytestmark = pytest.mark.quick

ROWS = pd.DataFrame(
    {
        "region_name_en": ["MENA", "EUR", "AP"],
        "region_name_fr": ["MENA", "EUR", "AP"],
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
    _, shown = shown_table(ROWS, ["region_name", "submission_count", "share"], context)
    cells = [
        [cell["display_value"] for cell in row if cell["type"] == "td"] for row in shown._translate(True, True)["body"]
    ]
    visible = [row[1:] for row in cells]
    assert visible == [[word, word], ["0", NO_VALUE], [thousand, percent]]


def test_headings_tell_a_rank_within_a_region_from_a_rank():
    one = pd.DataFrame({"region_code": ["EUR", "AP"], "share_rank": [1, 2]})
    several = pd.concat([one, one])
    assert headings(one[["share_rank"]], one, Language("en")) == {"share_rank": "Rank"}
    assert headings(several[["share_rank"]], several, Language("en")) == {"share_rank": "Rank, within the region"}
