"""Why a release was made: a code, and a line of text for its readers. docs/revisions.md says which reason is which."""

from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.errors import InputError

ReasonCode = Literal["routine", "correction", "method"]
REASONS: tuple[ReasonCode, ...] = get_args(ReasonCode)

_MOST_CHARACTERS = 300


@dataclass(frozen=True)
class Revision:
    """reason_code: see docs/revisions.md. reason_note: what a reader is told of it, one line; empty for nothing."""

    reason_code: ReasonCode = "routine"
    reason_note: str = ""

    def check(self) -> None:
        """Raise InputError for a correction or a change of method that says nothing of itself, and for a long note."""
        note = self.reason_note.strip()
        if self.reason_code != "routine" and not note:
            raise InputError(f"--reason {self.reason_code}: found no --note, expected --note TEXT; readers are told it")
        if not note.isprintable() or len(note) > _MOST_CHARACTERS:
            raise InputError(
                f"--note: found {len(note)} characters on {len(note.splitlines())} lines, expected one line of "
                f"{_MOST_CHARACTERS} characters at most; shorten it"
            )
