"""The questions of an export with their type and options, as far as the answers show them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.exports.export import Column, Export, Role
from pipeline.exports.text import shortened
from pipeline.exports.times import read_iso
from pipeline.inspection.counting import ColumnCount, Counts
from pipeline.inspection.joined import are_lists_of_numbers, joined_options
from pipeline.inspection.privacy import may_be_shown, says_no_tick, says_whether_ticked, without_fillers, word_list

MOST_OPTIONS = 30
_LONGEST_OPTION = 100
_MOST_OPTIONS_OF_A_CHOICE = 200
# Texts that hardly occur twice are what people wrote, and may name them.
_FEWEST_ANSWERS_PER_OPTION = 2
_FEW_NUMBERS = 11
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
# Answers that occur once in a question with a list, such as what stands beside an "other" choice.
_FEW_WRITTEN = 3
_SHARE_WRITTEN = 0.2


class QuestionType(StrEnum):
    """What kind of question the answers look like."""

    SINGLE_CHOICE = "single choice"
    MULTIPLE_CHOICE = "multiple choice"
    GRID = "grid"
    RANKING = "ranking"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Item:
    """A row, choice or rank of a question."""

    code: str
    text: str
    answered_count: int


@dataclass(frozen=True)
class Question:
    """A question as found.

    columns: their headings. answered_count: of its column with the most answers. options: the most frequent first, with
    how often each was chosen, at most 30 of option_count; none of a free text, nor any that may name somebody.
    """

    code: str
    text: str
    type: QuestionType
    columns: tuple[str, ...]
    items: tuple[Item, ...]
    options: tuple[tuple[str, int], ...]
    option_count: int
    answered_count: int


def find_questions(export: Export, counts: Counts, known: Collection[str]) -> list[Question]:
    """The questions in the order of their first columns. known: comparable texts of options that name nobody."""
    grouped: dict[tuple[str, str], list[Column]] = {}
    for column in export.columns:
        if column.position in counts.columns:
            grouped.setdefault((column.question_code, column.question_text), []).append(column)
    return [_question(columns, counts, known) for columns in grouped.values()]


def _question(columns: Sequence[Column], counts: Counts, known: Collection[str]) -> Question:
    answers = [column for column in columns if column.role is Role.ANSWER]
    has_summary = any(column.role is Role.SUMMARY for column in columns)
    found = {column.position: counts.columns[column.position] for column in columns}
    is_of_headings = has_summary or _are_ticks(answers, found)
    if is_of_headings:
        kind, options = QuestionType.MULTIPLE_CHOICE, _ticked(answers, found)
    elif len(answers) > 1:
        kind, options = _type_of_several(answers, found, counts.sample)
    else:
        kind, options = _type_of_one(answers, found)
    may_name_people = _is_about_people(columns) and not all(map(says_whether_ticked, options))
    harmless = options if is_of_headings else may_be_shown(options, known)
    shown = [] if may_name_people else harmless.most_common(MOST_OPTIONS)
    return Question(
        code=columns[0].question_code,
        text=columns[0].question_text,
        type=kind,
        columns=tuple(column.heading for column in columns),
        items=tuple(
            Item(column.item_code, column.item_text, found[column.position].answered_count)
            for column in columns
            if column.item_code or column.item_text
        ),
        options=tuple((shortened(text, _LONGEST_OPTION), times) for text, times in shown),
        option_count=len(options),
        answered_count=max(column.answered_count for column in found.values()),
    )


def _is_about_people(columns: Sequence[Column]) -> bool:
    texts = [text for column in columns for text in (column.heading, column.question_code, column.question_text)]
    found = {word for text in texts for word in re.split(r"[\W_]+", text.casefold())}
    # Chinese has no spaces between words.
    return any(
        word in found or (not word.isascii() and word in text) for word in word_list("about_people") for text in texts
    )


def _are_ticks(columns: Sequence[Column], found: dict[int, ColumnCount]) -> bool:
    """Whether the columns are the choices of one question: each holds ticks only, or its own text."""
    texts = [found[column.position].texts for column in columns]
    if len(columns) < 2 or not any(texts):
        return False
    return all(
        column_texts is not None and all(says_whether_ticked(text) or text == column.item_text for text in column_texts)
        for column, column_texts in zip(columns, texts, strict=True)
    )


def _ticked(columns: Sequence[Column], found: dict[int, ColumnCount]) -> Counter[str]:
    """How often each choice was ticked."""
    options: Counter[str] = Counter()
    for column in columns:
        for text, times in (found[column.position].texts or {}).items():
            if not says_no_tick(text):
                options[column.item_text or column.item_code or column.heading] += times
    return options


def _type_of_several(
    columns: Sequence[Column], found: dict[int, ColumnCount], sample: Sequence[tuple[str, ...]]
) -> tuple[QuestionType, Counter[str]]:
    together: Counter[str] = Counter()
    for column in columns:
        texts = found[column.position].texts
        if texts is None:
            return QuestionType.TEXT, Counter()
        together.update(texts)
    kind, options = _type_of_texts(together)
    if kind is not QuestionType.SINGLE_CHOICE:
        return kind, options
    return (QuestionType.RANKING if _is_ranking(columns, together, sample) else QuestionType.GRID), options


def _is_ranking(columns: Sequence[Column], texts: Iterable[str], sample: Sequence[tuple[str, ...]]) -> bool:
    """Whether the columns are the ranks 1, 2, 3 … or hold them, and no response gives the same answer twice."""
    ranks = [str(rank) for rank in range(1, len(columns) + 1)]
    if [column.item_code for column in columns] != ranks and not set(texts) <= set(ranks):
        return False
    for cells in sample:
        given = [cells[column.position] for column in columns if cells[column.position]]
        if len(given) != len(set(given)):
            return False
    return True


def _type_of_one(columns: Sequence[Column], found: dict[int, ColumnCount]) -> tuple[QuestionType, Counter[str]]:
    texts = found[columns[0].position].texts if columns else None
    if texts is None:
        return QuestionType.TEXT, Counter()
    if columns[0].is_closed and texts:
        options: Counter[str] = Counter()
        for text, times in texts.items():
            options.update(dict.fromkeys(text.split(";"), times))
        is_multiple = any(";" in text for text in texts)
        return QuestionType.MULTIPLE_CHOICE if is_multiple else QuestionType.SINGLE_CHOICE, options
    return _type_of_texts(texts)


def _type_of_texts(texts: Counter[str]) -> tuple[QuestionType, Counter[str]]:
    if not texts:
        return QuestionType.UNANSWERED, Counter()
    answers = without_fillers(texts)
    if not answers:
        return QuestionType.TEXT, Counter()
    if are_lists_of_numbers(answers):
        return QuestionType.MULTIPLE_CHOICE, joined_options(answers, _are_options)
    if all(map(_NUMBER.fullmatch, answers)) and not (len(answers) <= _FEW_NUMBERS and _are_options(answers)):
        return QuestionType.NUMBER, Counter()
    if all(map(read_iso, answers)) and not all(text.isdigit() for text in answers):
        return QuestionType.DATE, Counter()
    joined = joined_options(answers, _are_options)
    if joined:
        return QuestionType.MULTIPLE_CHOICE, joined
    return (QuestionType.SINGLE_CHOICE, texts) if _are_options(answers) else (QuestionType.TEXT, Counter())


def _are_options(texts: Counter[str]) -> bool:
    """Whether texts come back often enough to be chosen from a list, and are not mostly what one person wrote."""
    if all(map(says_whether_ticked, texts)):
        return bool(texts)
    once = sum(times == 1 for times in texts.values())
    return (
        len(texts) <= _MOST_OPTIONS_OF_A_CHOICE
        and texts.total() >= _FEWEST_ANSWERS_PER_OPTION * len(texts)
        and (once <= _FEW_WRITTEN or once <= _SHARE_WRITTEN * texts.total())
        # Nobody writes so much twice.
        and not any("@" in text or (len(text) > _LONGEST_OPTION and times < 2) for text, times in texts.items())
    )
