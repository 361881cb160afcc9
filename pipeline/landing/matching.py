"""Which question of the survey a column answers, found from its codes or else from its texts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.codebook.codes import Codebook, Question
from pipeline.exports.export import Column, Role
from pipeline.landing.lookup import LONGEST_ITEM_CODE, codes_by_text, codes_by_tool_code
from pipeline.landing.mapping import MappedQuestion, ReadAs, Target
from pipeline.landing.sample import Sample
from pipeline.landing.texts import code_like, comparable, letters, shortened, without_numbering
from pipeline.landing.vocabulary import Vocabulary
from pipeline.landing.words import words

_LAST_NUMBER = re.compile(r"([0-9]{1,2})\D*$")


@dataclass(frozen=True)
class Matches:
    """columns: each with its target, in the order of the file. faults: one line per heading that cannot be decided.

    several: the targets that more than one column may answer.
    """

    columns: tuple[tuple[Column, Target], ...]
    faults: tuple[str, ...]
    several: Mapping[Target, Sequence[Column]] = field(default_factory=dict)


def match_columns(columns: Iterable[Column], codebook: Codebook, file: str) -> Matches:
    """Match every column that may hold an answer. file: how faults name the export."""
    matcher = _Matcher(codebook)
    faults: list[str] = []
    found: dict[Target, list[Column]] = {}
    summaries: list[tuple[Column, Target]] = []
    for column in columns:
        targets = matcher.targets(column)
        if len(targets) > 1:
            faults.append(
                f"{file}, column {named(column)}: found a heading that matches {' and '.join(map(str, targets))}, "
                "expected it to match one question; say in a mapping which"
            )
        elif targets and column.role is Role.SUMMARY:
            summaries.append((column, targets[0]))
        elif targets:
            found.setdefault(targets[0], []).append(column)
    answered = {target.question_code for target in found}
    for column, target in summaries:
        if target.question_code not in answered:
            found.setdefault(target, []).append(column)
    faults += _faults_of_parts(found, file)
    decided = [(columns[0], target) for target, columns in found.items() if len(columns) == 1]
    several = {target: columns for target, columns in found.items() if len(columns) > 1}
    return Matches(tuple(sorted(decided, key=lambda pair: pair[0].position)), tuple(faults), several)


def settle_several(matches: Matches, codebook: Codebook, sample: Sample, file: str) -> Matches:
    """The matches, where of several columns one alone has answers to the question; a fault for all others.

    sample: has the texts of all columns that may hold answers.
    """
    found, faults = list(matches.columns), list(matches.faults)
    for target, columns in matches.several.items():
        meant = [column for column in columns if has_answers(codebook.question(target.question_code), column, sample)]
        if len(meant) == 1:
            found.append((meant[0], target))
        else:
            faults.append(
                f"{file}, columns {' and '.join(map(named, columns))}: found {len(columns)} columns that match "
                f"{target}, expected one; say in a mapping which"
            )
    return Matches(tuple(sorted(found, key=lambda pair: pair[0].position)), tuple(faults))


def has_answers(question: Question, column: Column, sample: Sample, item_code: str = "") -> bool:
    """Whether most texts in the cells of a column are answers to a question, or to one of its items."""
    texts = sample.get(column.position, ())
    if question.type == "text":
        return bool(texts)
    vocabulary = Vocabulary(MappedQuestion(question, ReadAs.ANSWER, ()))
    known = [
        vocabulary.answer(text) is not None
        or (question.type == "multiple" and (bool(vocabulary.listed(text)[0]) or vocabulary.tick(text, item_code)))
        for text in texts
    ]
    return bool(texts) and 2 * sum(map(bool, known)) >= len(known)


def named(column: Column) -> str:
    """A column as messages name it: its letter in a spreadsheet and its heading."""
    return f"{letters(column.position)} '{shortened(column.heading)}'"


def _faults_of_parts(found: dict[Target, list[Column]], file: str) -> Iterator[str]:
    for question_code in dict.fromkeys(target.question_code for target in found):
        whole = found.get(Target(question_code))
        parts = [columns[0] for target, columns in found.items() if target.question_code == question_code]
        if whole and len(parts) > 1:
            others = [column for column in parts if column not in whole]
            yield (
                f"{file}, columns {named(whole[0])} and {named(others[0])}: found both {question_code} as a whole and "
                "its items, expected one or the other; say in a mapping which"
            )


class _Matcher:
    def __init__(self, codebook: Codebook) -> None:
        questions = codebook.all_questions
        self._questions = {question.code: question for question in questions}
        self._by_code = codes_by_tool_code(self._questions, LONGEST_ITEM_CODE)
        self._items_by_code = {
            question.code: codes_by_tool_code((item.code for item in question.items), LONGEST_ITEM_CODE)
            for question in questions
        }
        self._items_by_text = {question.code: codes_by_text(question.items) for question in questions}
        self._by_text: dict[str, set[Target]] = {}
        self._by_joined_text: dict[str, set[Target]] = {}
        for question in questions:
            for text in map(comparable, _texts(question)):
                self._by_text.setdefault(text, set()).add(Target(question.code))
                for item_text, item_code in self._items_by_text[question.code].items():
                    target = Target(question.code, item_code)
                    self._by_joined_text.setdefault(f"{text} {item_text}", set()).add(target)

    def targets(self, column: Column) -> list[Target]:
        """What a column may answer: nothing, one thing, or several where its texts do not decide."""
        if column.role is Role.OTHER_TEXT:
            found = {self._other_text(target) for target in self._questions_of(column)} - {None}
        elif column.role is Role.PERSONAL:
            found = {target for target in self._questions_of(column) if target.question_code in words().filled}
        elif column.role in (Role.ANSWER, Role.SUMMARY):
            found = self._answered(column)
        else:
            found = set()
        return sorted((target for target in found if target), key=str)

    def _answered(self, column: Column) -> set[Target | None]:
        in_parts = {self._with_item(target.question_code, column) for target in self._questions_of(column)} - {None}
        if in_parts:
            return in_parts
        whole = (column.heading, column.question_text, f"{column.question_text} {column.item_text}")
        found: set[Target | None] = set()
        for text in map(comparable, whole):
            found |= self._by_joined_text.get(text) or self._by_joined_text.get(without_numbering(text), set())
        return found

    def _questions_of(self, column: Column) -> set[Target]:
        """The questions that a column belongs to: by its code, else by its text."""
        if question_code := self._by_code.get(code_like(column.question_code)):
            return {Target(question_code)}
        text = comparable(column.question_text or column.heading)
        return self._by_text.get(text) or self._by_text.get(without_numbering(text), set())

    def _with_item(self, question_code: str, column: Column) -> Target | None:
        question = self._questions[question_code]
        has_item = bool(column.item_code or column.item_text)
        if not question.items:
            is_one_column = not has_item or comparable(column.item_text) in words().one_column
            return Target(question_code) if is_one_column else None
        if not has_item:
            return Target(question_code) if question.type == "multiple" else None
        item_code = (
            self._items_by_code[question_code].get(code_like(column.item_code))
            or self._items_by_text[question_code].get(comparable(column.item_text))
            or self._items_by_code[question_code].get(code_like(column.item_text))
        )
        if item_code:
            return Target(question_code, item_code)
        # A column per rank; whether its cells name items is looked at when they are read.
        rank = _LAST_NUMBER.search(column.item_code) or _LAST_NUMBER.search(column.item_text)
        return Target(question_code, rank=int(rank[1])) if question.maximum_choices and rank and int(rank[1]) else None

    def _other_text(self, target: Target) -> Target | None:
        other = words().other_texts.get(target.question_code, "")
        return Target(other) if other in self._questions else None


def _texts(question: Question) -> Iterator[str]:
    yield question.code
    yield from words().headings.get(question.code, ())
    for texts in (question.names, question.wordings):
        yield from (*texts.values(), " ".join(texts.values()))
    for language, name in question.names.items():
        yield f"{name} {question.wordings[language]}"
