"""Counts the responses of an export, and what stands in each column, in one pass and in bounded memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipeline.exports.export import Export, Response, Role, State

# A column with more different texts holds free text; they are not kept.
MOST_TEXTS = 1_000
_SAMPLE_RESPONSES = 500
_BATCH = 2_000
_COUNTED_ROLES = (Role.ANSWER, Role.SUMMARY, Role.OTHER_TEXT, Role.COMMENT)


@dataclass
class ColumnCount:
    """answered_count: responses with a text in the column. texts: how often each occurs; None where they are many."""

    answered_count: int = 0
    texts: Counter[str] | None = field(default_factory=Counter)

    def add(self, cells: Iterable[str], *, keep_texts: bool) -> None:
        counted = Counter(cells)
        self.answered_count += counted.total() - counted.pop("", 0)
        if not keep_texts:
            self.texts = None
        elif self.texts is not None:
            self.texts.update(counted)
            if len(self.texts) > MOST_TEXTS:
                self.texts = None


@dataclass
class Counts:
    """columns: by position, those that hold answers. sample: the cells of the first responses."""

    states: Counter[State] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    columns: dict[int, ColumnCount] = field(default_factory=dict)
    sample: list[tuple[str, ...]] = field(default_factory=list)


def count(export: Export, tell: Callable[[int], None] = lambda _: None) -> Counts:
    """Read all responses once; tell: is given how many were read, now and then.

    Texts of personal columns are not read at all, those beside a choice only counted.
    """
    counts = Counts()
    roles = {column.position: column.role for column in export.columns if column.role in _COUNTED_ROLES}
    counts.columns = {position: ColumnCount() for position in roles}
    for batch in _batches(export.responses()):
        counts.states.update(response.state for response in batch)
        counts.languages.update(response.language for response in batch if response.language)
        by_column = list(zip(*(response.cells for response in batch), strict=True))
        for position, role in roles.items():
            keep_texts = role in (Role.ANSWER, Role.SUMMARY)
            counts.columns[position].add(by_column[position], keep_texts=keep_texts)
        counts.sample.extend(response.cells for response in batch[: _SAMPLE_RESPONSES - len(counts.sample)])
        tell(counts.states.total())
    return counts


def _batches(responses: Iterator[Response]) -> Iterator[list[Response]]:
    while batch := list(islice(responses, _BATCH)):
        yield batch
