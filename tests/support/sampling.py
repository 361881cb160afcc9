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


def one_in(count: int, cases: Sequence[Any]) -> list[Any]:
    """Parameters of a test, of which every run tries one in so many of those that it would try without this."""
    params = [case if hasattr(case, "marks") else pytest.param(*case) for case in cases]
    tried = [param for param in params if all(mark.name != slow.name for mark in param.marks)]
    left_out = [param for place, param in enumerate(tried) if place % count]
    return [pytest.param(*param.values, marks=slow) if param in left_out else param for param in params]


def by_turns_together(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    """The same for a fixture, whose parameter is a pair."""
    return [pytest.param(pair.values, marks=pair.marks) for pair in by_turns(first, second)]
