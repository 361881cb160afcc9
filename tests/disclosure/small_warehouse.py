"""A warehouse with nothing but what the rule between releases reads: one collected survey of two questions.

Members answer yes or no, or the name of a status; regions below the threshold or of one answer are suppressed, with
all that are smaller, and the next smallest where one is alone, as the models do it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import duckdb

SURVEY = "TST2025"
THRESHOLD = 5
CLOSED_ON = "2025-03-31"
_ANSWERS = {"it_strategy": ("yes", "no"), "technology_status": ("adopted", "in_development", "not_planned")}


@dataclass(frozen=True)
class Member:
    """region, and the answer to each question; None is a blank."""

    region: str
    it_strategy: str | None = "yes"
    technology_status: str | None = "adopted"

    def answer(self, question: str) -> str | None:
        return str(getattr(self, question)) if getattr(self, question) else None


Members = Mapping[str, Member]


class Options(TypedDict, total=False):
    """What a test says of a warehouse beside its Members."""

    threshold: int
    hidden: set[tuple[str, str]]


def write_warehouse(
    path: Path, members: Members, threshold: int = THRESHOLD, hidden: set[tuple[str, str]] | None = None
) -> Path:
    """Write the warehouse of a survey that Members answered. hidden: pairs of region and question, where given."""
    path.unlink(missing_ok=True)
    regions = ("AMS", "AP", "EUR", "MENA")
    counted = {
        (region, question): Counter(
            member.answer(question)
            for member in members.values()
            if member.region == region and member.answer(question)
        )
        for region in regions
        for question in _ANSWERS
    }
    if hidden is None:
        hidden = {
            (region, question) for question in _ANSWERS for region in _suppressed(regions, question, counted, threshold)
        }
    with duckdb.connect(str(path)) as warehouse:
        warehouse.execute(
            """
            create schema core; create schema codebook; create schema disclosure;
            create table core.dim_surveys (
                survey_code text, origin_code text, disclosure_threshold int, closed_on date
            );
            create table core.respondent_answers (
                survey_code text, submission_id text, respondent_code text, region_code text, answers text[]
            );
            create table core.answer_counts (
                survey_code text, region_code text, question_code text, item_code text, answer_code text,
                submission_count int, respondent_count int
            );
            create table core.coded_need_counts (survey_code text, need_code text, submission_count int);
            create table codebook.questions (question_code text, question_type text);
            insert into codebook.questions values ('it_strategy', 'yes_no'), ('technology_status', 'grid');
            create table disclosure.shown_answer_counts (
                survey_code text, region_code text, question_code text, item_code text, is_suppressed boolean
            );
            create table disclosure.suppressed_blocks (
                survey_code text, region_code text, question_code text, is_too_small boolean,
                is_unanimous boolean
            );
            """
        )
        warehouse.execute(
            "insert into core.dim_surveys values (?, 'collected', ?, ?), ('SYN', 'synthetic', 0, ?)",
            [SURVEY, threshold, CLOSED_ON, CLOSED_ON],
        )
        for code, member in members.items():
            answers = [f"{question}||{member.answer(question)}|" for question in _ANSWERS if member.answer(question)]
            warehouse.execute(
                "insert into core.respondent_answers values (?, ?, ?, ?, ?)",
                [SURVEY, f"S-{code}", code, member.region, answers or None],
            )
        for (region, question), answers_of in counted.items():
            base = answers_of.total()
            for answer in _ANSWERS[question]:
                warehouse.execute(
                    "insert into core.answer_counts values (?, ?, ?, '', ?, ?, ?)",
                    [SURVEY, region, question, answer, answers_of[answer], base],
                )
            warehouse.execute(
                "insert into disclosure.shown_answer_counts values (?, ?, ?, '', ?)",
                [SURVEY, region, question, (region, question) in hidden],
            )
            warehouse.execute(
                "insert into disclosure.suppressed_blocks values (?, ?, ?, ?, ?)",
                [SURVEY, region, question, base < threshold, len(answers_of) == 1],
            )
    return path


def _suppressed(
    regions: tuple[str, ...], question: str, counted: Mapping[tuple[str, str], Counter[str | None]], threshold: int
) -> list[str]:
    by_size = sorted(regions, key=lambda region: (counted[region, question].total(), region))
    sensitive = [
        place
        for place, region in enumerate(by_size, start=1)
        if counted[region, question].total() < threshold or len(counted[region, question]) == 1
    ]
    return by_size[: max(*sensitive, 2)] if sensitive else []
