"""Grids whose columns are headed by their rows alone: told apart by what their cells say, then by their order.

KoboToolbox writes labels so where groups are left out, and Microsoft Forms a Likert question, with a number after a
heading that it has written before (`Drones2`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from pipeline.codebook.codes import Codebook, Question
from pipeline.exports.export import Column, Role
from pipeline.landing.lookup import codes_by_text
from pipeline.landing.mapping import Target
from pipeline.landing.matching import Matches, has_answers, named
from pipeline.landing.sample import Sample
from pipeline.landing.texts import comparable

_REPEATED = re.compile(r"(.*\S)[._ ]?\d{1,2}")
_FEWEST_ROWS = 2
_MOST_WAYS = 100_000


@dataclass
class _Run:
    """Columns that follow each other and may be the rows of one of several questions."""

    columns: list[tuple[Column, str]]
    questions: list[Question]


def match_rows_alone(
    columns: Sequence[Column], matches: Matches, codebook: Codebook, sample: Sample, left_out: Iterable[str], file: str
) -> Matches:
    """The matches, with the columns of such grids. left_out: codes of questions that the file need not have.

    sample: has the texts of all columns that may hold answers.
    """
    answered = {target.question_code for _, target in matches.columns}
    open_questions = [question for question in codebook.questions if question.items and question.code not in answered]
    runs = list(_runs(columns, {column.position for column, _ in matches.columns}, open_questions))
    found, faults = list(matches.columns), list(matches.faults)
    for run, questions in zip(runs, _decided(runs, open_questions, sample, set(left_out)), strict=True):
        if len(questions) == 1:
            (question,) = questions
            items = codes_by_text(question.items)
            found += [(column, Target(question.code, items[text])) for column, text in run.columns]
        else:
            codes = " or ".join(question.code for question in questions or run.questions)
            faults.append(
                f"{file}, columns {named(run.columns[0][0])} to {named(run.columns[-1][0])}: found rows of a question "
                f"without the question, which may be {codes}, expected their order or answers to decide; say in a "
                "mapping which"
            )
    return Matches(tuple(sorted(found, key=lambda pair: pair[0].position)), tuple(faults))


def _runs(columns: Sequence[Column], taken: set[int], questions: Sequence[Question]) -> Iterator[_Run]:
    answers = [column for column in columns if column.role is Role.ANSWER]
    texts = {comparable(column.question_text or column.heading) for column in answers}
    rows = {question.code: codes_by_text(question.items).keys() for question in questions}
    run = _Run([], [])
    for column in answers:
        text = comparable(column.question_text or column.heading)
        repeated = _REPEATED.fullmatch(text)
        if repeated and repeated[1] in texts:
            text = repeated[1]
        fitting = [question for question in questions if text in rows[question.code]]
        if column.position in taken:
            fitting = []
        elif not fitting:
            # A comment beside a row.
            continue
        shared = [question for question in run.questions if question in fitting]
        if run.columns and (not shared or text in [before for _, before in run.columns]):
            yield from _whole(run)
            run = _Run([], [])
        if fitting:
            run = _Run([*run.columns, (column, text)], shared if run.columns else fitting)
    yield from _whole(run)


def _whole(run: _Run) -> Iterator[_Run]:
    """The run, if it has enough of the rows of a question: one column may have the name of a row by chance."""
    run.questions = [question for question in run.questions if len(question.items) <= 2 * len(run.columns)]
    if len(run.columns) >= _FEWEST_ROWS and run.questions:
        yield run


def _decided(
    runs: Sequence[_Run], order: Sequence[Question], sample: Sample, left_out: set[str]
) -> Iterator[list[Question]]:
    """The questions that each run may be, of all ways to give the runs a question each: at best one.

    None, where its cells are answers to none of them.
    """
    fitting = [[question for question in run.questions if _fits(question, run, sample)] for run in runs]
    candidates = [questions for questions in fitting if questions]
    ways: list[tuple[Question, ...]] = []
    if prod(map(len, candidates)) <= _MOST_WAYS:
        ways = [way for way in product(*candidates) if len({question.code for question in way}) == len(way)]
    if len(ways) > 1:
        places = {question.code: place for place, question in enumerate(order)}
        in_order = [way for way in ways if list(way) == sorted(way, key=lambda question: places[question.code])]
        ways = in_order or ways
    if len(ways) > 1:
        ways = [way for way in ways if left_out.isdisjoint(question.code for question in way)] or ways
    decided = ({question.code: question for question in of_run}.values() for of_run in zip(*ways, strict=True))
    for questions in fitting:
        yield list(next(decided, ())) if questions else []


def _fits(question: Question, run: _Run, sample: Sample) -> bool:
    """Whether the cells of all columns that hold any are answers to a question."""
    items = codes_by_text(question.items)
    return all(
        has_answers(question, column, sample, items[text])
        for column, text in run.columns
        if sample.get(column.position)
    )
