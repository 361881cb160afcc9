"""Choices of a few items each, such that each item is chosen a fixed number of times."""

from collections.abc import Mapping, Sequence

from pipeline.errors import InputError
from pipeline.synthesis.randomness import Stream

# Enough for choices to follow preferences closely in a round of a hundred; more would only make them follow exactly.
_EXCHANGES_EACH = 150

Preferences = Mapping[tuple[str, str], float]


def shared_out(
    question_code: str,
    maximums: Mapping[str, int],
    item_counts: Mapping[str, int],
    preferences: Preferences,
    stream: Stream,
) -> dict[str, list[str]]:
    """submission_id to the items it chooses, at most its maximum and each once; each item as often as its count says.

    preferences: (submission_id, item_code) to how much that submission would like that item. Where the counts add up to
    the maximums, everybody chooses as many as its maximum. Raises InputError where the counts do not fit the maximums.
    """
    chosen = _any_choices(question_code, maximums, item_counts, preferences)
    # Two that exchange an item change neither how many each chose nor how often the items are chosen.
    submission_ids = list(chosen)
    for _ in range(_EXCHANGES_EACH * len(submission_ids) if len(submission_ids) > 1 else 0):
        place = stream.integer(0, len(submission_ids) - 1)
        one = submission_ids[place]
        other = submission_ids[place - stream.integer(1, len(submission_ids) - 1)]
        gives = [item for item in chosen[one] if item not in chosen[other]]
        takes = [item for item in chosen[other] if item not in chosen[one]]
        if gives and takes:
            given, taken = (items[stream.integer(0, len(items) - 1)] for items in (gives, takes))
            gain = preferences[one, taken] + preferences[other, given]
            loss = preferences[one, given] + preferences[other, taken]
            if gain > loss:
                chosen[one][chosen[one].index(given)] = taken
                chosen[other][chosen[other].index(taken)] = given
    return chosen


def _any_choices(
    question_code: str, maximums: Mapping[str, int], item_counts: Mapping[str, int], preferences: Preferences
) -> dict[str, list[str]]:
    """Choices that have the counts, whoever they suit: each item goes to those with most choices left."""
    left = dict(maximums)
    chosen: dict[str, list[str]] = {submission_id: [] for submission_id in maximums}
    for item_code, count in sorted(item_counts.items(), key=lambda pair: (-pair[1], pair[0])):
        willing = [submission_id for submission_id in left if left[submission_id] > 0]
        if len(willing) < count:
            raise InputError(
                f"question {question_code} {item_code}: found {len(willing)} respondents with a choice left, expected "
                f"at least {count}; make the counts in pipeline/synthesis/calibration.py fit each other"
            )
        willing.sort(key=lambda submission_id: (-left[submission_id], -preferences[submission_id, item_code]))
        for submission_id in willing[:count]:
            chosen[submission_id].append(item_code)
            left[submission_id] -= 1
    return chosen


def maximums_of(submission_ids: Sequence[str], choosers: Mapping[int, int]) -> dict[str, int]:
    """submission_id to how many items it may choose; `choosers` says how many of them may choose so many."""
    maximums = [maximum for maximum, count in choosers.items() for _ in range(count)]
    return dict(zip(submission_ids, maximums, strict=False))
