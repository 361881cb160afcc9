"""The options of a question with all choices in one cell, found from the cells alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

# Microsoft Forms and EUSurvey; Google Forms; Qualtrics, which leaves no space after a comma between options.
_JOINTS = {";": re.compile(r"; ?"), ", ": re.compile(", "), ",": re.compile(r",(?! )")}
_FEWEST_TOGETHER = 5
_MOST_MERGES = 20
_NUMBERS = re.compile(r"\d{1,3}(?:,\d{1,3})*")
_FEWEST_NUMBERS = 3


def joined_options(texts: Mapping[str, int], are_options: Callable[[Counter[str]], bool]) -> Counter[str]:
    """How often each option was chosen, from how often each cell occurs; empty where cells are no lists of options.

    An option may hold what joins options: parts that never stand apart are one option. are_options: whether texts
    with their counts can be those of a closed question.
    """
    for joint, pattern in _JOINTS.items():
        cells = [
            ([part.strip() for part in pattern.split(text) if part.strip()], times) for text, times in texts.items()
        ]
        if joint != ";":
            cells = _whole(cells, joint)
        options: Counter[str] = Counter()
        for parts, times in cells:
            options.update(dict.fromkeys(parts, times))
        is_list = any(len(parts) > 1 for parts, _ in cells)
        # One option can have a comma in it; those of several choices come back in other company.
        if is_list and len(options) < len(texts) and are_options(options):
            return options
        if joint == ";" and all(text.endswith(";") for text in texts) and are_options(options):
            return options
    return Counter()


def are_lists_of_numbers(texts: Iterable[str]) -> bool:
    """Whether cells are numbers of options, each list ascending, as Qualtrics writes them; not decimals."""
    lists = [list(map(int, text.split(","))) if _NUMBERS.fullmatch(text) else [] for text in texts]
    return any(len(numbers) >= _FEWEST_NUMBERS for numbers in lists) and all(
        numbers and numbers == sorted(set(numbers)) for numbers in lists
    )


def _whole(cells: list[tuple[list[str], int]], joint: str) -> list[tuple[list[str], int]]:
    """The cells with options put together again that hold the joint: parts that only ever follow each other."""
    for _ in range(_MOST_MERGES):
        alone: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for parts, times in cells:
            alone.update(dict.fromkeys(parts, times))
            pairs.update(dict.fromkeys(pairwise(parts), times))
        merged = next((pair for pair, times in pairs.items() if _is_one(pair, times, alone)), None)
        if merged is None:
            break
        cells = [(_merged(parts, merged, joint), times) for parts, times in cells]
    return cells


def _is_one(pair: tuple[str, str], times: int, alone: Counter[str]) -> bool:
    first, second = pair
    # Options begin with a capital where the language has them.
    is_sure = second[:1].islower() or times >= _FEWEST_TOGETHER
    return is_sure and alone[first] == alone[second] == times


def _merged(parts: list[str], pair: tuple[str, str], joint: str) -> list[str]:
    found: list[str] = []
    for part in parts:
        if found and (found[-1], part) == pair:
            found[-1] = f"{found[-1]}{joint}{part}"
        else:
            found.append(part)
    return found
