"""The different texts at the beginning of an export, from which is told how its questions are to be read."""

from collections.abc import Iterable, Mapping
from itertools import islice

from pipeline.exports.export import Column, Export

SAMPLED_RESPONSES = 5_000
_MOST_TEXTS_OF_A_COLUMN = 300
# Longer ones are no answers to a question with options.
_LONGEST_TEXT = 2_000

# Of each column by position: the different texts of its cells, in the order in which they came, without the blanks.
Sample = Mapping[int, tuple[str, ...]]


def read_sample(export: Export, columns: Iterable[Column]) -> Sample:
    """The texts of some columns in the first responses."""
    texts: dict[int, dict[str, None]] = {column.position: {} for column in columns}
    for response in islice(export.responses(), SAMPLED_RESPONSES):
        for position, of_column in texts.items():
            cell = response.cells[position]
            if cell and len(of_column) < _MOST_TEXTS_OF_A_COLUMN and len(cell) <= _LONGEST_TEXT:
                of_column[cell] = None
    return {position: tuple(of_column) for position, of_column in texts.items()}
