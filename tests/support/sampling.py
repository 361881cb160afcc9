"""What every run tries, and what is left to `make test-all`: the rest of many cases that are alike."""

from collections.abc import Sequence
from typing import Any

import pytest

slow = pytest.mark.slow


def by_turns(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """All pairs as parameters of a test. Every run tries each of the first with one of the second, taken by turns."""
    return [
        pytest.param(one, other, marks=() if (row + column) % len(second) == 0 else slow)
        for row, one in enumerate(first)
        for column, other in enumerate(second)
    ]


def by_turns_together(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """The same for a fixture, whose parameter is a pair."""
    return [pytest.param(pair.values, marks=pair.marks) for pair in by_turns(first, second)]
