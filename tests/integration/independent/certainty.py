"""How certain figures and ranks are, by docs/statistics.md: three readings of a figure of those who answered.

Sums and variances are exact fractions; only roots are taken in floating point.
"""

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple, TypeVar

from independent.arithmetic import ranks, share
from independent.codebook import MartRow
from independent.survey import Survey

Key = TypeVar("Key", bound=Hashable)
RATES = ("item_response_rate", "member_response_rate")
MEASURES = ("lowest_possible", "highest_possible", "standard_error", "low", "high")
RANKS = ("rank_from", "rank_to", "rank_best_possible", "rank_worst_possible")
# What is known as exactly as its figure, and stands on the same answers: it has no basis of its own.
WITHOUT_BASIS = (*RATES, *MEASURES)


class Figure(NamedTuple):
    """What is shown of those who answered something: a share counts 1 for each who gave an answer, and 0 for others.

    squares: the sum of squares; none where it is not shown. sent: submissions. members: at least as many as answered.
    """

    answered: int
    total: int
    squares: int | None
    sent: int
    members: int
    least: int = 0
    most: int = 1

    @property
    def value(self) -> Fraction | None:
        return share(self.total, self.answered)

    @property
    def silent(self) -> int:
        return self.members - self.answered

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """If all the silent said the least, and if all said the most."""
        low, high = (self.total + each * self.silent for each in (self.least, self.most))
        return Fraction(low, self.members), Fraction(high, self.members)

    @property
    def standard_error(self) -> float | None:
        """Of a sample without replacement."""
        if not self.silent:
            return 0.0
        if self.squares is None or self.answered < 2:
            return None
        mean = Fraction(self.total, self.answered)
        variance = (self.squares - self.answered * mean**2) / (self.answered - 1)
        return sqrt(Fraction(self.silent, self.members) * variance / self.answered)

    @property
    def interval(self) -> tuple[float, float]:
        """Of a share by Wilson with the effective size of the sample, of a mean by its error; within the bounds."""
        value, error = float(Fraction(self.total, self.answered)), self.standard_error
        low, high = map(float, self.bounds)
        z = NormalDist().inv_cdf(0.975)
        if not self.silent:
            return value, value
        if (self.least, self.most) == (0, 1):
            size = (self.answered - 1) * self.members / self.silent
            middle = (size * value + z**2 / 2) / (size + z**2)
            half = z * sqrt(size * value * (1 - value) + z**2 / 4) / (size + z**2)
            return max(low, middle - half), min(high, middle + half)
        if error is None:
            return low, high
        return max(low, value - z * error), min(high, value + z * error)


def share_of(survey: Survey, count: int, answered: int, region_code: str | None = None) -> Figure:
    sent, members = _all(survey, region_code)
    return Figure(answered, count, count, sent, max(members, answered))


def mean_of(survey: Survey, values: list[int], region_code: str | None = None, *, has_squares: bool) -> Figure:
    """Of scores from 1 to 5. Where any region is hidden, how far they spread is not told, of any region."""
    sent, members = _all(survey, region_code)
    squares = sum(value**2 for value in values) if has_squares else None
    return Figure(len(values), sum(values), squares, sent, max(members, len(values)), 1, 5)


def _all(survey: Survey, region_code: str | None) -> tuple[int, int]:
    sent = len(survey.members_of(region_code))
    return sent, survey.frame[region_code] if region_code else sum(survey.frame.values())


def certainty(figure: Figure | None, name: str, prefix: str = "") -> MartRow:
    """The columns beside a figure of this name; all null of one that is not shown."""
    values: list[Fraction | None] = [None] * len(MEASURES)
    if figure and figure.answered:
        error = figure.standard_error
        found = (*figure.bounds, error, *figure.interval)
        values = [None if each is None else Fraction(each) for each in found]
    rates = (share(figure.answered, figure.sent), share(figure.answered, figure.members)) if figure else (None, None)
    return {
        **{f"{prefix}{rate}": value for rate, value in zip(RATES, rates, strict=True)},
        **{f"{name}_{measure}": value for measure, value in zip(MEASURES, values, strict=True)},
    }


def rank_ranges(
    figures: Mapping[Key, Figure | None],
    *,
    same_respondents: bool = False,
    prefix: str = "",
    error_of: Callable[[Key, Key], float | None] | None = None,
) -> dict[Key, MartRow]:
    """The ranges of the ranks of a ranking, by its keys; null of what has no rank.

    error_of: the standard error of a difference, where more is known than what is shown of either.
    """
    known = {key: figure for key, figure in figures.items() if figure and figure.answered}
    places = _places(known)
    found: dict[Key, MartRow] = {}
    for key in figures:
        row: list[int | None] = [None] * len(RANKS)
        if key in known:
            surely = {other for other in known if _surely_apart(known[key], known[other])}
            told = {
                other
                for other in known
                if _told_apart(
                    known[key],
                    known[other],
                    len(known),
                    error_of(key, other) if error_of else _most_error(known[key], known[other], same_respondents),
                )
            }
            row = []
            for apart in (surely | told, surely):
                above = sum(places[other] < places[key] for other in apart)
                row += [1 + above, len(known) - (len(apart) - above)]
        found[key] = {f"{prefix}{name}": end for name, end in zip(RANKS, row, strict=True)}
    return found


def figure_ranks(figures: Mapping[Key, Figure | None]) -> dict[Key, int | None]:
    """Shares rank by their counts, means by themselves."""
    known = {key: figure for key, figure in figures.items() if figure and figure.answered}
    return {**dict.fromkeys(figures), **_places(known)}


def _places(known: Mapping[Key, Figure]) -> dict[Key, int]:
    found = ranks({key: _ranked_by(figure) for key, figure in known.items()})
    return {key: place for key, place in found.items() if place is not None}


def _ranked_by(figure: Figure) -> Fraction:
    return Fraction(figure.total, 1 if figure.most == 1 else figure.answered)


def _in_order(one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    """The one that ranks above first; none of equals."""
    if _ranked_by(one) == _ranked_by(other):
        return None
    return (one, other) if _ranked_by(one) > _ranked_by(other) else (other, one)


def _surely_apart(one: Figure, other: Figure) -> bool:
    """Whatever the silent would say."""
    ordered = _in_order(one, other)
    return ordered is not None and ordered[0].bounds[0] > ordered[1].bounds[1]


def _told_apart(one: Figure, other: Figure, item_count: int, error: float | None) -> bool:
    """At 95 % for all pairs of the ranking at once."""
    ordered = _in_order(one, other)
    if ordered is None or error is None:
        return False
    upper, lower = (Fraction(figure.total, figure.answered) for figure in ordered)
    pairs = item_count * (item_count - 1) // 2
    return upper - lower > NormalDist().inv_cdf(1 - 0.05 / (2 * pairs)) * error


def _most_error(one: Figure, other: Figure, same_respondents: bool) -> float | None:
    """The most that the error of the difference can be, by what is shown of each."""
    if same_respondents:
        both = one.total + other.total
        return error_of_difference(one, other, min(both, 2 * one.answered - both))
    errors = [figure.standard_error for figure in (one, other)]
    return None if None in errors else sum(error for error in errors if error is not None)


def error_of_difference(one: Figure, other: Figure, chose_one_alone: int) -> float | None:
    """Of two shares of the same respondents, of whom so many chose one of the two and not the other."""
    n = one.answered
    if not one.silent:
        return 0.0
    if n < 2:
        return None
    mean = Fraction(one.total - other.total, n)
    variance = (chose_one_alone - n * mean**2) / (n - 1)
    return sqrt(Fraction(one.silent, one.members) * variance / n)
