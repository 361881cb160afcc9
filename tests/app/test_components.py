"""Parts of pages that show numbers."""

import pandas as pd
import pytest
from app.components import with_suppressed

from app.language import NO_VALUE, Language

ROWS = pd.DataFrame(
    {
        "region_code": ["MENA", "EUR", "AP"],
        "submission_count": pd.array([None, 0, 1200], dtype="Int32"),
        "percent": [None, None, 50],
        "is_suppressed": [True, False, False],
    }
)


@pytest.mark.parametrize(
    ("code", "word", "thousand"), [("en", "suppressed", "1,200"), ("fr", "non divulgué", "1\u202f200")]
)
def test_a_suppressed_number_in_a_table_is_a_word_and_neither_a_dash_nor_0(code, word, thousand):
    language = Language(code)
    shown = with_suppressed(ROWS, {"submission_count": language.number, "percent": language.percent_sign}, language)
    assert shown["submission_count"].tolist() == [word, "0", thousand]
    assert shown["percent"].tolist() == [word, NO_VALUE, language.percent_sign(50)]
    assert shown["region_code"].tolist() == ["MENA", "EUR", "AP"]


def test_the_rows_that_were_given_stay_numbers():
    language = Language("en")
    with_suppressed(ROWS, {"submission_count": language.number}, language)
    assert ROWS["submission_count"].dtype == "Int32"
