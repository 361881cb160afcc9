"""Section IV: what impact technologies are expected to have, and how difficult they are to adopt, in every survey."""

import great_expectations.expectations as gxe

from expectations.suites.answers import Claim, answer_suite, base_of_members, base_of_region, basis, ranked
from expectations.suites.suite import MartSuite, are_equal, expect

_QUESTIONS = {"impact": "expected_impact", "difficulty": "adoption_difficulty"}


def suites() -> list[MartSuite]:
    """The structural suites of the two marts on impact and difficulty."""
    return [
        answer_suite(
            "impact_difficulty",
            "IV",
            ["survey_code", "technology_code"],
            list(_QUESTIONS.values()),
            [
                *(claim for side in _QUESTIONS for claim in _scores(side, ["survey_code"])),
                *(_asked(side) for side in _QUESTIONS),
                *(base_of_members(f"{side}_respondent_count") for side in _QUESTIONS),
                basis("figure_basis"),
            ],
        ),
        answer_suite(
            "impact_difficulty_by_region",
            "IV",
            ["survey_code", "technology_code", "region_code"],
            list(_QUESTIONS.values()),
            [
                *(claim for side in _QUESTIONS for claim in _scores(side, ["survey_code", "region_code"])),
                *(_asked_and_shown(side) for side in _QUESTIONS),
                _suppressed(),
                *(base_of_region(f"{side}_respondent_count") for side in _QUESTIONS),
                basis("figure_basis"),
            ],
        ),
    ]


def _scores(side: str, by: list[str]) -> list[Claim]:
    """The mean is one of scores from 1 to 5 of so many respondents, and ranked."""
    mean, base = f"{side}_mean", f"{side}_respondent_count"
    return [
        Claim(
            [
                expect(
                    gxe.ExpectColumnValuesToBeBetween,
                    f"{mean} is from 1 to 5",
                    column=mean,
                    min_value=1,
                    max_value=5,
                ),
                expect(gxe.ExpectColumnValuesToBeBetween, f"{base} is 0 or more", column=base, min_value=0),
                are_equal(
                    f"has_{side}_base", f"has_{mean}", f"there is a {mean} where somebody answered, and nowhere else"
                ),
                are_equal(
                    f"nearest_{side}_sum",
                    f"{side}_sum",
                    f"{mean} times {base} is a whole number, for every score is one",
                ),
            ],
            {
                f"has_{side}_base": f"coalesce({base} > 0, false)",
                f"has_{mean}": f"{mean} is not null",
                # To six places, which floating point is good for; NaN and infinity have no nearest number.
                f"{side}_sum": f"case when isfinite({mean}) then round({mean} * {base}, 6) end",
                f"nearest_{side}_sum": f"case when isfinite({mean}) then round({mean} * {base}) end",
            },
        ),
        ranked(f"{side}_rank", mean, base, by),
    ]


def _was_asked(side: str) -> str:
    return f"""exists (
        select 1 from codebook.survey_items
        where survey_items.survey_code = mart.survey_code
            and survey_items.item_code = mart.technology_code
            and survey_items.question_code = '{_QUESTIONS[side]}'
    )"""


def _asked(side: str) -> Claim:
    """The base is null exactly where the survey did not ask for this score of the technology."""
    base = f"{side}_respondent_count"
    return Claim(
        [are_equal(f"was_{side}_asked", f"has_{base}", f"there is a {base} where the survey asked, and nowhere else")],
        {f"was_{side}_asked": _was_asked(side), f"has_{base}": f"{base} is not null"},
    )


def _asked_and_shown(side: str) -> Claim:
    """The same in rows that are not suppressed; in the others either side may be hidden."""
    base = f"{side}_respondent_count"
    return Claim(
        [
            are_equal(
                f"was_{side}_asked",
                f"has_{base}",
                f"there is a {base} where the survey asked and where it is not suppressed, and nowhere else",
            )
        ],
        {
            f"was_{side}_asked": f"""{_was_asked(side)}
                and ({base} is not null or not coalesce(is_suppressed, false))""",
            f"has_{base}": f"{base} is not null",
        },
    )


def _suppressed() -> Claim:
    """A row that is suppressed hides at least one side that the survey asked for, and another hides none."""
    hidden = " or ".join(f"({side}_respondent_count is null and {_was_asked(side)})" for side in _QUESTIONS)
    return Claim(
        [
            are_equal("hides", "suppression", "is_suppressed is true where a number is hidden, and nowhere else"),
        ],
        {
            "hides": f"case when {hidden} then 'suppressed' else 'shown' end",
            "suppression": """case
                when is_suppressed then 'suppressed'
                when not is_suppressed then 'shown'
                else 'is_suppressed is empty'
            end""",
        },
    )
