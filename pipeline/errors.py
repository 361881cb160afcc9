"""Errors that a user can cause and mend, each told in one line."""

from collections.abc import Sequence


class InputError(Exception):
    """Wrong use, or input that cannot be loaded at all: exit code 2.

    `lines` holds one line per fault, all that were found and not the first only.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


# What fits on a terminal: of a longer line, its two ends; of more lines, how many.
_MOST_CHARACTERS = 600
_MOST_LINES = 100


def shortened(lines: Sequence[str]) -> list[str]:
    """Lines of faults as a user can read them, however many there are and whatever was found."""
    shown = [line if len(line) <= _MOST_CHARACTERS else f"{line[:400]} ... {line[-190:]}" for line in lines]
    if len(shown) > _MOST_LINES:
        shown[_MOST_LINES:] = [f"and {len(lines) - _MOST_LINES:,} more faults like these"]
    return shown
