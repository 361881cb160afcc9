"""Shares, whole percents and ranks, in exact fractions."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from math import floor
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Number = int | Fraction


def share(count: int | None, base: int | None) -> Fraction | None:
    """Rule 5: a fraction, unrounded; none over a base of 0, and none of a number that is not shown."""
    return Fraction(count, base) if count is not None and base else None


def whole_percent(fraction: Fraction | None) -> int | None:
    """Rule 6: half up, without floating point."""
    return None if fraction is None else floor(100 * fraction + Fraction(1, 2))


def ranks(values: Mapping[Key, Number | None]) -> dict[Key, int | None]:
    """Rule 7: one more than the number of greater values, so that equal ones share a rank (1, 2, 2, 4)."""
    known = [value for value in values.values() if value is not None]
    return {key: None if value is None else 1 + sum(other > value for other in known) for key, value in values.items()}
