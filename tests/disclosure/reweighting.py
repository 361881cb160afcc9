"""What reweighted figures tell of regions that are suppressed.

The figure as counted adds up the answers of the regions; the reweighted one adds up their shares or means, each by the
Members of its region. What the shown regions leave of both is of the suppressed ones, and few answers fit it.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple


class Region(NamedTuple):
    """How many Members a region has, and how many of them sent a submission."""

    members: int
    submissions: int


class Sums(NamedTuple):
    """How many answered, and how many gave each answer, or how many points they gave."""

    base: int
    given: dict[Hashable, int]


# The least and the most of a region's base (no answer) or of what it gave of an answer.
Ranges = dict[tuple[str, Hashable | None], tuple[int, int]]


def possible(
    regions: Mapping[str, Region],
    shown: Mapping[str, Sums],
    together: Sums,
    reweighted: Mapping[Hashable, float],
    score: tuple[int, int] = (0, 1),
) -> Ranges:
    """What suppressed regions can have answered, in all ways that fit the figures as counted and the reweighted ones.

    shown: of the regions that are not suppressed. together: of all regions. score: the least and the most that one
    respondent adds to what is given.
    """
    hidden = [name for name in regions if name not in shown]
    ranges: Ranges = {}
    for bases in _splits(
        together.base - sum(sums.base for sums in shown.values()), [(0, regions[name].submissions) for name in hidden]
    ):
        base_of = dict(zip(hidden, bases, strict=True))
        answered = {name for name in regions if (base_of[name] if name in base_of else shown[name].base)}
        members = sum(regions[name].members for name in answered)
        fitting: dict[Hashable, list[tuple[int, ...]]] = {}
        for answer, figure in reweighted.items():
            left = figure * members - sum(
                regions[name].members * sums.given[answer] / sums.base for name, sums in shown.items() if sums.base
            )
            fitting[answer] = [
                given
                for given in _splits(
                    together.given[answer] - sum(sums.given[answer] for sums in shown.values()),
                    [(score[0] * base, score[1] * base) for base in bases],
                )
                if abs(_reweighted(hidden, regions, given, bases) - left) < 1e-9 * members
            ]
        if all(fitting.values()):
            for place, name in enumerate(hidden):
                _widen(ranges, (name, None), [bases[place]])
                for answer, ways in fitting.items():
                    _widen(ranges, (name, answer), [given[place] for given in ways])
    return ranges


def _splits(total: int, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Every way to split a total into whole parts within their bounds."""
    if not bounds:
        if total == 0:
            yield ()
        return
    low, high = bounds[0]
    rest_low, rest_high = (sum(bound[end] for bound in bounds[1:]) for end in (0, 1))
    for part in range(max(low, total - rest_high), min(high, total - rest_low) + 1):
        for rest in _splits(total - part, bounds[1:]):
            yield (part, *rest)


def _reweighted(
    names: Sequence[str], regions: Mapping[str, Region], given: Sequence[int], bases: Sequence[int]
) -> float:  # fmt: skip
    return sum(
        regions[name].members * part / base for name, part, base in zip(names, given, bases, strict=True) if base
    )


def _widen(ranges: Ranges, key: tuple[str, Hashable | None], values: Sequence[int]) -> None:
    low, high = ranges.get(key, (min(values), max(values)))
    ranges[key] = (min(low, *values), max(high, *values))
