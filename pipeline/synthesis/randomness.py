"""Random numbers that are the same on every machine and Python version for the same seed."""

import math
import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Stream:
    """A stream of random numbers of its own for one purpose, so that a new question shifts no other question's answers.

    Everything is made from random(): Python promises that it repeats for a seed, and makes no such promise of its
    other methods. Sums are exact (fsum): sum() of the same floats differs between Python 3.11 and 3.12.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._random = random.Random(f"{seed}/{purpose}")

    def uniform(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self._random.random()

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def bell(self) -> float:
        """A number around 0 with standard deviation 1: the sum of twelve uniform numbers, less six."""
        return math.fsum(self._random.random() for _ in range(12)) - 6

    def shuffled(self, items: Iterable[Item]) -> list[Item]:
        """The items in random order."""
        return [item for _, item in sorted(((self._random.random(), item) for item in items), key=lambda pair: pair[0])]

    def chosen(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        """One of the items, with probabilities in proportion to the weights."""
        point = self._random.random() * math.fsum(weights)
        for item, weight in zip(items, weights, strict=True):
            point -= weight
            if point < 0:
                return item
        return items[-1]


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """`total` split into whole numbers in proportion to the weights, by largest remainder."""
    exact = [total * weight / math.fsum(weights) for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
