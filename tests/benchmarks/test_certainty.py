"""The coverage that `make bench-certainty` tells: what is missed is counted, and rounds are of one population."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.certainty import BLANK, CASES, QUESTIONS, coverage, rounds


def _truth() -> pd.DataFrame:
    """Two items, of which the first is ahead."""
    rows = [(question, item, total) for question in QUESTIONS for item, total in (("00", 30), ("01", 20))]
    truth = pd.DataFrame(rows, columns=["question_code", "item_code", "value_sum"])
    return truth.assign(respondent_count=100)


def _found(truth: pd.DataFrame, **changed: float) -> pd.DataFrame:
    """One round of which every statement is true, but for what is changed of the first item of the first question."""
    found = truth[["question_code", "item_code"]].assign(
        survey_code="R0000", lowest_possible=0.1, low=0.15, high=0.4, highest_possible=0.6,
        rank_from=1, rank_to=2, rank_best_possible=1, rank_worst_possible=2,
    )  # fmt: skip
    for column, value in changed.items():
        found[column] = found[column].astype(float)
        found.loc[0, column] = value
    return found


@pytest.mark.parametrize(
    ("changed", "missed", "share"),
    [
        ({}, None, 1.0),
        ({"low": 0.31}, "interval", 0.5),
        ({"highest_possible": 0.29}, "bounds", 0.5),
        # One wrong range is enough for a ranking to be missed.
        ({"rank_from": 2}, "ranks", 0.0),
        ({"rank_best_possible": 2}, "ranks_possible", 0.0),
    ],
)
def test_what_is_missed_is_counted(changed: dict[str, float], missed: str | None, share: float) -> None:
    truth = _truth()
    of_first = coverage(_found(truth, **changed), truth).iloc[0]
    assert of_first.to_dict() == {
        column: share if column == missed else 1.0 for column in ("interval", "bounds", "ranks", "ranks_possible")
    }


def test_rounds_are_of_one_population_in_which_some_are_silent() -> None:
    case = CASES[0]
    of_rounds, truth = rounds(case, np.random.default_rng(0), 3)
    assert of_rounds["survey_code"].nunique() == 3
    assert set(truth["respondent_count"]) == {case.members}
    choices = of_rounds[of_rounds["question_code"] == "choice of several"]
    assert set(choices["respondent_count"]) == {case.respondents}
    assert choices.groupby("item_code")["value_sum"].nunique().max() > 1
    scores = of_rounds[of_rounds["is_mean"]]
    assert scores["respondent_count"].mean() == pytest.approx(case.respondents * (1 - BLANK), rel=0.1)
    assert (scores["square_sum"] >= scores["value_sum"]).all()
