"""Responses that cannot be landed: set aside with the reason, and counted by what is wrong."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from pipeline.exports.export import Column, Response
from pipeline.landing.cells import CellError
from pipeline.landing.texts import shortened

# The original is kept, so that a text may be cut here.
_LONGEST_CELL = 10_000
REJECT_COLUMNS = ("survey_code", "source_file", "row", "column", "value", "reason", "cells")


@dataclass
class Reason:
    """What is wrong with several responses. first_row: of the first of them; found: what was found there."""

    kind: str
    column: str
    count: int
    first_row: int
    found: str

    def __str__(self) -> str:
        where = f" in column '{shortened(self.column)}'" if self.column else ""
        return f"{self.count} rejected: {self.kind}{where}, first in row {self.first_row}: {self.found}"


class Rejects:
    """Counts rejected responses, and writes each as a row of rejects.csv.

    kept: the columns whose cells are kept there for people to mend; personal ones are not among them.
    """

    def __init__(self, survey_code: str, source_file: str, kept: Sequence[Column]) -> None:
        self.survey_code = survey_code
        self.source_file = source_file
        self._kept = kept
        self._reasons: dict[tuple[str, str], Reason] = {}

    @property
    def reasons(self) -> list[Reason]:
        """Each kind of reason, the most frequent first."""
        return sorted(self._reasons.values(), key=lambda reason: -reason.count)

    def writer(self, file: TextIO) -> Callable[[Response, Sequence[CellError]], None]:
        """Set a response aside in a file, for all that is wrong with it."""
        rows = csv.writer(file, lineterminator="\n")

        def reject(response: Response, faults: Sequence[CellError]) -> None:
            first = faults[0]
            self._note(response, first)
            reasons = [first.reason, *(f"column '{_heading(fault)}': {fault.reason}" for fault in faults[1:])]
            cells = {column.heading: response.cells[column.position][:_LONGEST_CELL] for column in self._kept}
            rows.writerow(
                [
                    self.survey_code,
                    self.source_file,
                    response.row,
                    _heading(first),
                    first.value[:_LONGEST_CELL],
                    "; ".join(reasons),
                    json.dumps(cells, ensure_ascii=False),
                ]
            )

        return reject

    def _note(self, response: Response, fault: CellError) -> None:
        key = (fault.kind, _heading(fault))
        reason = self._reasons.setdefault(key, Reason(*key, 0, response.row, fault.reason))
        reason.count += 1


def _heading(fault: CellError) -> str:
    return fault.column.heading if fault.column else ""
