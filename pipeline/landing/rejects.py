"""Responses that cannot be landed, and answers that are left out: set aside with the reason, and counted."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from pipeline.exports.export import Column, Response
from pipeline.landing.cells import CellError
from pipeline.landing.texts import shortened

# The original is kept, so that a text may be cut here.
_LONGEST_CELL = 10_000
REJECT_COLUMNS = ("survey_code", "source_file", "row", "column", "value", "reason", "cells")


REJECTED, LEFT_OUT = "rejected", "left out"


@dataclass
class Reason:
    """What is wrong with several responses. first_row: of the first of them; found: what was found there.

    fate: rejected, or left out where that became of the answer alone.
    """

    kind: str
    column: str
    count: int
    first_row: int
    found: str
    fate: str = REJECTED

    def __str__(self) -> str:
        where = f" in column '{shortened(self.column)}'" if self.column else ""
        return f"{self.count} {self.fate}: {self.kind}{where}, first in row {self.first_row}: {self.found}"


class Rejects:
    """Counts rejected responses, and writes each as a row of rejects.csv.

    kept: the columns whose cells are kept there for people to mend; personal ones are not among them. unknown: how many
    responses have a text that nobody knows, by question and text.
    """

    def __init__(self, survey_code: str, source_file: str, kept: Sequence[Column]) -> None:
        self.survey_code = survey_code
        self.source_file = source_file
        self._kept = kept
        self._reasons: dict[tuple[str, str, str], Reason] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()

    @property
    def reasons(self) -> list[Reason]:
        """Each kind of reason, the most frequent first."""
        return sorted(self._reasons.values(), key=lambda reason: -reason.count)

    def writer(self, file: TextIO) -> Callable[[Response, Sequence[CellError], bool], None]:
        """Set a response aside in a file for all that is wrong with it, or each of its answers that is left out."""
        write = csv.writer(file, lineterminator="\n").writerow

        def set_aside(response: Response, faults: Sequence[CellError], is_rejected: bool) -> None:
            self.unknown.update({text for fault in faults for text in fault.unknown})
            if is_rejected:
                first = faults[0]
                self._note(response, first, REJECTED)
                reasons = [first.reason, *(f"column '{_heading(fault)}': {fault.reason}" for fault in faults[1:])]
                cells = {column.heading: response.cells[column.position][:_LONGEST_CELL] for column in self._kept}
                write(self._row(response, first, "; ".join(reasons), cells))
                return
            for fault in faults:
                self._note(response, fault, LEFT_OUT)
                write(self._row(response, fault, f"{LEFT_OUT}, the response landed: {fault.reason}", {}))

        return set_aside

    def _row(self, response: Response, fault: CellError, reason: str, cells: Mapping[str, str]) -> Sequence[str | int]:
        where = (self.survey_code, self.source_file, response.row, _heading(fault))
        return [*where, fault.value[:_LONGEST_CELL], reason, json.dumps(cells, ensure_ascii=False)]

    def _note(self, response: Response, fault: CellError, fate: str) -> None:
        kind, heading = fault.kind, _heading(fault)
        reason = self._reasons.setdefault(
            (kind, heading, fate), Reason(kind, heading, 0, response.row, fault.reason, fate)
        )
        reason.count += 1


def _heading(fault: CellError) -> str:
    return fault.column.heading if fault.column else ""
