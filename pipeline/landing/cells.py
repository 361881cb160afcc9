"""From the cells of a question to answers in codes; a cell that cannot be read is a fault, never a guess."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.exports.export import Column
from pipeline.landing.mapping import MappedQuestion, ReadAs
from pipeline.landing.texts import cleaned, comparable, nearest, plain, shortened
from pipeline.landing.vocabulary import Vocabulary
from pipeline.landing.words import words
from pipeline.seeds.reading import garbled

# An answer of a question: its code, the code of its item or "", the code of the answer or free text.
Answer = tuple[str, str, str]
Cells = Sequence[str]
_RANK = re.compile(r"([1-9][0-9]?)(?:[.,]0+)?")
_MOST_OPTIONS_IN_A_MESSAGE = 12
# The kind of a fault where a text may name one Member or another.
SEVERAL = "several Members"


@dataclass(eq=False)
class CellError(Exception):
    """A cell that cannot be read. kind: the same for all faults that are told in one line.

    unknown: the texts in it that a code may be given, each with its question.
    """

    kind: str
    column: Column | None
    value: str
    expected: str
    unknown: Sequence[tuple[str, str]] = ()

    @property
    def reason(self) -> str:
        """What was found and what was expected."""
        return f"found '{shortened(self.value)}', expected {self.expected}"


@dataclass(frozen=True)
class _Reading:
    """A question with what its cells are compared with; see `reader_of`."""

    mapped: MappedQuestion
    vocabulary: Vocabulary
    known_names: Sequence[str]
    other_text: str

    def cells(self, cells: Cells) -> Iterator[tuple[Column, str, int | None, str]]:
        """Column, item code, rank and text of each cell."""
        for (column, target), cell in zip(self.mapped.columns, cells, strict=True):
            yield column, target.item_code, target.rank, cell

    def unknown_answer(self, column: Column, cell: str) -> CellError:
        candidates = self.vocabulary.candidates(cell)
        if candidates == [""]:
            expected = "a Member, and this is the name of somebody who is none"
            return CellError("unknown answer", column, cell, expected, self._texts(cell))
        if candidates:
            names = {answer.code: answer.names["en"] for answer in self.mapped.question.answers}
            listed = " or ".join(f"{code} ({names[code]})" if code else "no Member" for code in candidates)
            expected = f"one Member, and this may be {listed}: say in a mapping which"
            return CellError(SEVERAL, column, cell, expected, self._texts(cell))
        if self.known_names:
            listed = f"a name or code of the codebook; the nearest are {', '.join(nearest(cell, self.known_names))}"
        else:
            options = [
                answer.code if comparable(answer.names["en"]) == comparable(answer.code)
                else f"{answer.code} ({answer.names['en']})"
                for answer in self.mapped.question.answers[:_MOST_OPTIONS_IN_A_MESSAGE]
            ]  # fmt: skip
            listed = f"one of {', '.join(options)}"
        return CellError("unknown answer", column, cell, listed, self._texts(cell))

    def unknown_choice(self, column: Column, *texts: str) -> CellError:
        listed = "; ".join(item.names["en"] or item.code for item in self.mapped.question.items)
        expected = f"only choices of {self.mapped.question.code}: {listed}"
        return CellError("unknown choice", column, ", ".join(texts), expected, self._texts(*texts))

    def unknown_ticks(self, faulty: Sequence[tuple[Column, str, str]]) -> CellError:
        (column, item_code, cell), *_ = faulty
        expected = "a tick such as Y, 1 or Yes, the name of the choice, or nothing, for "
        expected += f"{self.mapped.question.code}/{item_code}"
        return CellError("unknown tick", column, cell, expected, self._texts(*(cell for _, _, cell in faulty)))

    def _texts(self, *texts: str) -> Sequence[tuple[str, str]]:
        return [(self.mapped.question.code, text) for text in texts]


def reader_of(
    mapped: MappedQuestion, known_names: Sequence[str] = (), other_text: str = ""
) -> Callable[[Cells], list[Answer]]:
    """How the cells of a question's columns, in their order, become answers; blanks give none.

    known_names: what a fault suggests where the answers are too many to list. other_text: the text question that takes
    what a list of choices holds beside the choices; without one that is a fault. The reader raises CellError.
    """
    readers: Mapping[ReadAs, Callable[[_Reading, Cells], Iterator[Answer]]] = {
        ReadAs.ANSWER: _read_answers,
        ReadAs.TEXT: _read_text,
        ReadAs.EACH_ITEM: _read_answers,
        ReadAs.TICKS: _read_ticks,
        ReadAs.LIST: _read_list,
        ReadAs.RANKS: _read_ranks,
        ReadAs.RANKED_ITEMS: _read_ranked_items,
        ReadAs.FILLED: _read_filled,
    }
    reading = _Reading(mapped, Vocabulary(mapped), known_names, other_text)
    read = readers[mapped.read_as]
    question = mapped.question

    def checked(cells: Cells) -> list[Answer]:
        answers = list(read(reading, cells))
        if question.maximum_choices is not None and len(answers) > question.maximum_choices:
            chosen = ", ".join(item_code for _, item_code, _ in answers)
            expected = f"at most {question.maximum_choices} choices of {question.code}, not {len(answers)}"
            raise CellError("more choices than allowed", mapped.columns[0][0], chosen, expected)
        return answers

    return checked


def _read_answers(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    for column, item_code, _, cell in reading.cells(cells):
        code = reading.vocabulary.answer(cell)
        if code is None:
            raise reading.unknown_answer(column, cell)
        if code:
            yield (reading.mapped.question.code, item_code, code)


def _read_text(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    for column, _, _, cell in reading.cells(cells):
        text = _free_text(column, cell)
        # A mark alone, such as a point, is no text.
        if any(map(str.isalnum, text)) and comparable(text) not in words().nothing:
            yield (reading.mapped.question.code, "", text)


def _free_text(column: Column, cell: str) -> str:
    text = cleaned(cell)
    if part := garbled(text):
        raise CellError("damaged text", column, part, "the letters that stood there; export the file as UTF-8")
    return text


def _read_ticks(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    question_code = reading.mapped.question.code
    answers = []
    faulty = []
    for column, item_code, _, cell in reading.cells(cells):
        code = reading.vocabulary.tick(cell, item_code)
        if code is None:
            faulty.append((column, item_code, cell))
        elif code:
            answers.append((question_code, item_code, code))
    if faulty:
        raise reading.unknown_ticks(faulty)
    # Without one tick nobody knows whether the question was seen at all.
    if any(code == "yes" for _, _, code in answers):
        yield from answers


def _read_list(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    for column, _, _, cell in reading.cells(cells):
        items, rest = reading.vocabulary.listed(cell)
        if rest and not reading.other_text:
            raise reading.unknown_choice(column, *rest)
        yield from ((reading.mapped.question.code, item_code, "yes") for item_code in items)
        if rest:
            yield (reading.other_text, "", _free_text(column, ", ".join(rest)))


def _read_ranks(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    question = reading.mapped.question
    for column, item_code, _, cell in reading.cells(cells):
        if cell == "" or comparable(cell) in words().blank:
            continue
        rank = _RANK.fullmatch(plain(cell))
        if rank is None:
            raise CellError("unknown rank", column, cell, f"a rank from 1, for {question.code}/{item_code}")
        if int(rank[1]) <= (question.maximum_choices or 0):
            yield (question.code, item_code, "yes")


def _read_ranked_items(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    question = reading.mapped.question
    items: dict[str, None] = {}
    for column, _, rank, cell in reading.cells(cells):
        item_code = reading.vocabulary.item(cell)
        if item_code is None:
            raise reading.unknown_choice(column, cell)
        if item_code and (rank or 0) <= (question.maximum_choices or 0):
            items[item_code] = None
    yield from ((question.code, item_code, "yes") for item_code in items)


def _read_filled(reading: _Reading, cells: Cells) -> Iterator[Answer]:
    for _, _, _, cell in reading.cells(cells):
        code = reading.vocabulary.answer(cell)
        if code is None:
            code = "no" if comparable(cell) in words().nobody else "yes"
        if code:
            yield (reading.mapped.question.code, "", code)
