"""From the cells of a response to its rows of raw answers, fast: what a cell means is worked out once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from pipeline.codebook.codes import Codebook
from pipeline.landing.cells import Answer, CellError, Cells, reader_of
from pipeline.landing.mapping import MappedQuestion, ReadAs, SurveyMapping
from pipeline.landing.words import words

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


class _Memo(dict[str | tuple[str, ...], tuple[str, ...] | None]):
    """From the cell, or the cells, of a reader to ends of rows; None where they cannot be read."""

    def __init__(self, read: Callable[[Cells], list[Answer]]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, key: str | tuple[str, ...]) -> tuple[str, ...] | None:
        try:
            value = tuple(map(answer_row, self.read(_cells(key))))
        except CellError:
            return None
        if len(self) < _MOST_KEPT and sum(map(len, _cells(key))) <= _LONGEST_KEPT:
            self[key] = value
        return value


@dataclass(frozen=True)
class Converted:
    """Ends of rows of raw_answers, or the faults of cells that cannot be read."""

    rows: Sequence[str]
    faults: Sequence[CellError]


class AnswerConverter:
    """Reads the answers of one response after the other, as a mapping says."""

    def __init__(self, mapping: SurveyMapping, codebook: Codebook) -> None:
        respondent = {question.code for question in codebook.respondent_questions}
        self._readers: list[tuple[_Memo, Callable[[Sequence[str]], str | tuple[str, ...]]]] = []
        for mapped in mapping.questions:
            if mapped.question.code in respondent:
                continue
            other = words().other_texts.get(mapped.question.code, "")
            takes_other = other in {question.code for question in codebook.questions} and mapping.find(other) is None
            for part in _parts(mapped):
                memo = _Memo(reader_of(part, other_text=other if takes_other else ""))
                self._readers.append((memo, itemgetter(*(column.position for column, _ in part.columns))))

    def convert(self, cells: Sequence[str]) -> Converted:
        """The answers that the cells of a response give."""
        found = [memo[pick(cells)] for memo, pick in self._readers]
        if None in found:
            return Converted((), list(self._faults(cells)))
        return Converted(list(chain.from_iterable(filter(None, found))), ())

    def _faults(self, cells: Sequence[str]) -> Iterator[CellError]:
        for memo, pick in self._readers:
            try:
                memo.read(_cells(pick(cells)))
            except CellError as error:
                yield error


def _parts(mapped: MappedQuestion) -> list[MappedQuestion]:
    if mapped.read_as not in _READ_BY_COLUMN or mapped.question.maximum_choices:
        return [mapped]
    return [
        MappedQuestion(mapped.question, mapped.read_as, (pair,), mapped.answers, mapped.items)
        for pair in mapped.columns
    ]


def _cells(key: str | tuple[str, ...]) -> Cells:
    return (key,) if isinstance(key, str) else key
