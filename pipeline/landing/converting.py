"""From the cells of a response to its rows of raw answers, fast: what a cell means is worked out once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import getitem, itemgetter

from pipeline.codebook.codes import Codebook
from pipeline.landing.cells import Answer, CellError, Cells, reader_of
from pipeline.landing.mapping import MappedQuestion, ReadAs, SurveyMapping
from pipeline.landing.words import words

# The cell, or the cells, of a reader.
_Key = str | tuple[str, ...]
# Cells of a column, or of the columns of a question, whose meaning is kept; long texts hardly come twice.
_MOST_KEPT = 20_000
_LONGEST_KEPT = 200
# A question whose columns can be read each for itself has fewer different cells than all of them together.
_READ_BY_COLUMN = (ReadAs.ANSWER, ReadAs.EACH_ITEM)


def csv_field(text: str) -> str:
    """A value as a field of a CSV file."""
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text


def answer_row(answer: Answer) -> str:
    """The end of a row of raw_answers, after survey_code and submission_id."""
    return f",{','.join(map(csv_field, answer))}\n"


class _Memo(dict[_Key, tuple[str, ...] | None]):
    """From the cell, or the cells, of a reader to ends of rows; None where they cannot be read."""

    def __init__(self, read: Callable[[Cells], list[Answer]]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, key: _Key) -> tuple[str, ...] | None:
        try:
            value = tuple(map(answer_row, self.read(_cells(key))))
        except CellError:
            return None
        if len(self) < _MOST_KEPT and sum(map(len, _cells(key))) <= _LONGEST_KEPT:
            self[key] = value
        return value


@dataclass(frozen=True)
class Converted:
    """Ends of rows of raw_answers of all cells that can be read, and the faults of those that cannot."""

    rows: Sequence[str]
    faults: Sequence[CellError]


class AnswerConverter:
    """Reads the answers of one response after the other, as a mapping says."""

    def __init__(self, mapping: SurveyMapping, codebook: Codebook) -> None:
        parts = [
            (part, _other_text(mapped, mapping, codebook))
            for mapped in mapping.questions
            if mapped.question in codebook.questions
            for part in _parts(mapped)
        ]
        # Cells that are read each for itself come first: they are picked in one go.
        parts.sort(key=lambda pair: len(pair[0].columns) > 1)
        positions = [[column.position for column, _ in part.columns] for part, _ in parts]
        self._memos = [_Memo(reader_of(part, other_text=other_text)) for part, other_text in parts]
        self._single = [of_part[0] for of_part in positions if len(of_part) == 1]
        self._pick_single = itemgetter(*self._single) if len(self._single) > 1 else None
        self._pick_several = [itemgetter(*of_part) for of_part in positions if len(of_part) > 1]

    def convert(self, cells: Sequence[str]) -> Converted:
        """The answers that the cells of a response give."""
        keys = self._keys(cells)
        found = list(map(getitem, self._memos, keys))
        if None in found:
            return Converted(list(chain.from_iterable(filter(None, found))), list(self._faults(keys)))
        return Converted(list(chain.from_iterable(filter(None, found))), ())

    def _keys(self, cells: Sequence[str]) -> list[_Key]:
        """What each reader reads."""
        single = self._pick_single(cells) if self._pick_single else [cells[position] for position in self._single]
        return [*single, *(pick(cells) for pick in self._pick_several)]

    def _faults(self, keys: Sequence[_Key]) -> Iterator[CellError]:
        for memo, key in zip(self._memos, keys, strict=True):
            try:
                memo.read(_cells(key))
            except CellError as error:
                yield error


def _other_text(mapped: MappedQuestion, mapping: SurveyMapping, codebook: Codebook) -> str:
    """The text question that takes what a list of choices holds beside them, unless it has a column of its own."""
    other_text = words().other_texts.get(mapped.question.code, "")
    is_asked = any(question.code == other_text for question in codebook.questions)
    return other_text if is_asked and mapping.find(other_text) is None else ""


def _parts(mapped: MappedQuestion) -> list[MappedQuestion]:
    if mapped.read_as not in _READ_BY_COLUMN or mapped.question.maximum_choices:
        return [mapped]
    return [
        MappedQuestion(mapped.question, mapped.read_as, (pair,), mapped.answers, mapped.items)
        for pair in mapped.columns
    ]


def _cells(key: _Key) -> Cells:
    return (key,) if isinstance(key, str) else key
