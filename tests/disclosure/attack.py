"""The attack on a release: what its numbers together tell of those that it suppresses.

The attacker has the marts of a release and nothing else. Every number that they suppress is an unknown. The equations:
counts are whole and not negative, the regions sum to all regions together, answers sum to their base, a base is at
most the region's submissions, and the regions' shares and means make the reweighted one. Whatever has the same value
in every solution has been recovered; docs/disclosure.md.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

import duckdb
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.disclosure.reweighting import Region, Sums, possible

Terms = dict[int, int]  # factors by the place of the unknown
Key = frozenset[tuple[int, int]]

SCORES = (1, 2, 3, 4, 5)
DETAILS = ("adopted", "in_development", "under_consideration")

# Every number in the marts of a release, and what the attack makes of it; tests/integration/test_new_marts.py names
# those that are not here.
NUMBERS_USED = {
    "participation_by_region": {"submission_count", "member_count"},
    "participation_summary": {"details_count"},
    "technology_adoption": {"submission_count"},
    "technology_adoption_by_region": {"submission_count", "respondent_count", "share"},
    "technology_status_totals": {"selection_count"},
    "development_potential": {"adopted_count", "in_development_count", "under_consideration_count"},
    "maturity_distribution": {"submission_count"},
    "maturity_by_region": {"submission_count", "respondent_count", "share"},
    "it_strategy": {"yes_count", "respondent_count"},
    "it_strategy_by_region": {"yes_count", "respondent_count", "yes_share"},
    "performance_contribution": {"submission_count", "respondent_count"},
    "performance_contribution_by_region": {"submission_count", "respondent_count", "share"},
    "capacity_building_needs": {"submission_count", "respondent_count"},
    "capacity_building_needs_by_region": {"submission_count", "respondent_count", "share"},
    "impact_difficulty": {
        "impact_mean",
        "impact_respondent_count",
        "impact_mean_standard_error",
        "difficulty_mean",
        "difficulty_respondent_count",
        "difficulty_mean_standard_error",
    },
    "impact_difficulty_by_region": {
        "impact_mean",
        "impact_respondent_count",
        "impact_mean_standard_error",
        "difficulty_mean",
        "difficulty_respondent_count",
        "difficulty_mean_standard_error",
    },
    "reweighted_indicators": {"reweighted_value"},
}
# Of all regions together, and a sum, quotient or order of numbers above: they add nothing.
NUMBERS_THAT_FOLLOW = {
    "participation_by_region": {"participation_rate", "participation_percent", "participation_rank"},
    "participation_summary": {"submission_count", "participation_rate", "details_share"},
    "participation_timeline": {"cumulative_submission_count", "cumulative_participation_rate"},
    "technology_adoption": {"respondent_count", "share"},
    "technology_status_totals": {"all_selection_count", "selection_share"},
    "development_potential": {"respondent_count", "potential_count", "potential_rank"},
    "maturity_distribution": {"respondent_count", "share", "share_rank"},
    "it_strategy": {"yes_share"},
    "performance_contribution": {"share", "share_rank"},
    "capacity_building_needs": {"share", "share_rank"},
    "impact_difficulty": {"impact_rank", "difficulty_rank"},
    "flagship_selection": {"potential_count", "potential_rank", "impact_rank", "difficulty_rank"},
    # Numbers of other marts once more: indicators_show_what_the_wide_marts_show, and so on.
    "technology_profile": {
        "status_respondent_count",
        "adopted_count",
        "adopted_rank",
        "potential_count",
        "potential_rank",
        "impact_mean",
        "impact_respondent_count",
        "impact_rank",
        "difficulty_mean",
        "difficulty_respondent_count",
        "difficulty_rank",
        "citation_count",
        "citation_respondent_count",
        "citation_rank",
        "case_study_offer_count",
        "case_study_offer_respondent_count",
        "case_study_offer_rank",
    },
    "indicators": {"submission_count", "respondent_count", "value", "value_rank"},
    # Two shown figures of indicators and their difference: indicator_changes_show_what_indicators_show.
    "indicator_changes": {
        "respondent_count",
        "value",
        "previous_respondent_count",
        "previous_value",
        "value_change",
    },
    # The error is shown with the reweighted figure alone, and that only where no region is suppressed.
    "reweighted_indicators": {"respondent_count", "value", "covered_member_count", "reweighted_error"},
    # Orders of numbers above, and how often they come first.
    "flagship_robustness": {"group_rank", "selected_variant_count"},
    "reconciliation_figures": {"difference"},
    "reconciliation_rankings": {"computed_position"},
    # Orders within a region: of what is shown they follow, of what is not they are suppressed; docs/disclosure.md.
    "maturity_by_region": {"share_rank"},
    "performance_contribution_by_region": {"share_rank"},
    "capacity_building_needs_by_region": {"share_rank"},
    "impact_difficulty_by_region": {"impact_rank", "difficulty_rank"},
}
# How columns end that say how certain a figure is: they follow from counts that are shown and from the numbers of
# Members and submissions, but for the error of a mean, which tells how far the scores spread.
ENDINGS_THAT_FOLLOW = (
    "_response_rate",
    "_lowest_possible",
    "_highest_possible",
    "_standard_error",
    "_low",
    "_high",
    "rank_from",
    "rank_to",
    "rank_best_possible",
    "rank_worst_possible",
)
# Of questions that no regional mart shows, of agencies and days, and what is no answer at all.
NUMBERS_OF_OTHER_THINGS = {
    "participation_summary": {
        "member_count",
        "case_study_count",
        "willing_count",
        "willing_respondent_count",
        "willing_share",
        "contact_point_count",
        "partner_agency_count",
    },
    "participation_timeline": {"day_count", "submission_count"},
    "partner_agencies": {"submission_count"},
    "capacity_building_needs_other": {"submission_count"},
    "case_study_offers": {"submission_count", "respondent_count"},
    "flagship_selection": {"citation_count", "citation_respondent_count", "citation_rank", "group_rank"},
    "reconciliation_rankings": {"printed_position_from", "printed_position_to"},
    "maturity_distribution": {"maturity_level"},
    "maturity_by_region": {"maturity_level"},
    "codes": {"position"},
    "surveys": {"disclosure_threshold"},
    "reweighted_indicators": {"member_count"},
    "flagship_robustness": {"kept_count", "variant_count"},
}


# The count of an answer, by what it is of: region, item and answer.
Counts = dict[tuple[str, str, Any], Terms]
# In the place of the mart of a cell: the change of a count from the release before.
DIFFERENCE = "difference"


class Moved(NamedTuple):
    """Between two releases: Members whose answers are there now and were not before, and the reverse."""

    came: int
    went: int


@dataclass(frozen=True)
class Cell:
    """One number of a mart. region_code: empty for all regions together. release: its place among those attacked."""

    mart: str
    region_code: str
    key: str
    column: str
    release: int = 0


@dataclass
class Findings:
    """What the attack on a survey found.

    suppressed: all cells that the release does not show. given_away: those that all regions together and the public
    submissions of a region tell, whatever regional marts show. recovered: the others that have a single value, with it;
    `nothing` for a mean without answers. differences: what the counts of answers changed by from the release before,
    where that can be told.
    """

    suppressed: set[Cell]
    given_away: set[Cell]
    recovered: dict[Cell, Fraction | None]
    differences: dict[Cell, int] = field(default_factory=dict)


def attack(release: duckdb.DuckDBPyConnection, survey_code: str) -> Findings:
    """Try to recover every suppressed number of a survey from the marts of a release."""
    return attack_together([release], survey_code, [])


def attack_together(
    releases: Sequence[duckdb.DuckDBPyConnection], survey_code: str, moves: Sequence[Mapping[str, Moved]]
) -> Findings:
    """Try to recover every suppressed number of a survey from releases that follow one another, put together.

    moves: between each and the next, by region how many Members came and went; a Member that sends again does both.
    """
    states = [_Marts(release, survey_code, place) for place, release in enumerate(releases)]
    suppressed: set[Cell] = set()
    recovered: dict[Cell, Fraction | None] = {}
    for system in _systems(states, moves, uses_regions=True):
        suppressed |= set(system.cells)
        recovered |= system.determined()
    given_away: set[Cell] = set()
    for system in _systems(states, moves, uses_regions=False):
        system.cells = {cell: terms for cell, terms in system.cells.items() if cell in recovered}
        given_away |= set(system.determined())
    differences = {cell for cell in suppressed if cell.mart == DIFFERENCE}
    return Findings(
        suppressed - differences,
        given_away - differences,
        {cell: recovered[cell] for cell in recovered if cell not in given_away | differences},
        {cell: int(value) for cell, value in recovered.items() if cell in differences and value is not None},
    )


@dataclass
class System:
    """Whole unknowns that are not negative, what is known of them, and the cells that are made of them.

    cells: each as a numerator and, for a share or a mean, a base.
    """

    highest: list[int] = field(default_factory=list)
    conditions: list[tuple[Terms, float, float]] = field(default_factory=list)
    cells: dict[Cell, tuple[Terms, Terms | None]] = field(default_factory=dict)

    def unknown(self, highest: int) -> Terms:
        """A new unknown from 0 to `highest`."""
        self.highest.append(highest)
        return {len(self.highest) - 1: 1}

    def is_between(self, terms: Terms, low: float, high: float) -> None:
        """The sum lies between two numbers."""
        self.conditions.append((terms, low, high))

    def is_equal(self, terms: Terms, value: int) -> None:
        """The sum is a number that the release shows."""
        self.is_between(terms, value, value)

    def determined(self) -> dict[Cell, Fraction | None]:
        """The cells that have one value in all solutions, with it.

        Two solutions in which a cell differs show that it is safe, so solutions are collected first, in any direction;
        what is the same in all of them is then driven down and up.
        """
        unvaried = self._unvaried()
        self._find_zeros(terms for cell in unvaried.values() for terms in cell if terms)
        found: dict[Cell, Fraction | None] = {}
        for cell, (numerator, base) in unvaried.items():
            if base is None:
                low, high = self._range(numerator)
                if low == high:
                    found[cell] = Fraction(low)
                continue
            _, most_respondents = self._range(base)
            if most_respondents == 0:
                found[cell] = None
                continue
            # Where the share is s in every solution with respondents, numerator - s * base is 0 in every solution.
            with_respondents = next(solution for solution in self._solutions if _value(base, solution))
            share = Fraction(_value(numerator, with_respondents), _value(base, with_respondents))
            difference = _sum(_times(numerator, share.denominator), _times(base, -share.numerator))
            if self._range(difference) == (0, 0):
                found[cell] = share
        return found

    def _unvaried(self) -> dict[Cell, tuple[Terms, Terms | None]]:
        """The cells that are the same in solutions of all sorts."""
        directions = random.Random(len(self.cells))
        unvaried = dict(self.cells)
        without_effect = 0
        while unvaried and without_effect < 3:
            objective: Terms = defaultdict(int)
            for numerator, _ in unvaried.values():
                weight = directions.choice((-1, 1)) * directions.randint(1, 9)
                for place, factor in numerator.items():
                    objective[place] += weight * factor
            self._solve(objective)
            before = len(unvaried)
            unvaried = {cell: terms for cell, terms in unvaried.items() if not _varies(terms, self._solutions)}
            without_effect = without_effect + 1 if len(unvaried) == before else 0
        return unvaried

    def _find_zeros(self, sums: Iterable[Terms]) -> None:
        """Settle at once which of the sums are 0 in every solution: all of them, when the greatest total is 0."""
        left = {_key(terms): terms for terms in sums}
        while left:
            left = {
                key: terms
                for key, terms in left.items()
                if not any(_value(terms, solution) for solution in self._solutions)
            }
            total = _sum(*left.values())
            if left and _value(total, self._solve(_times(total, -1))) == 0:
                self._ranges |= dict.fromkeys(left, (0, 0))
                return

    def _range(self, terms: Terms) -> tuple[int, int]:
        """The least and the greatest value of a sum."""
        key = _key(terms)
        if key not in self._ranges:
            low = _value(terms, self._solve(terms))
            high = _value(terms, self._solve(_times(terms, -1)))
            self._ranges[key] = (low, high)
        return self._ranges[key]

    def _solve(self, objective: Mapping[int, int]) -> np.ndarray:
        """The solution in which the objective is least."""
        factors = np.zeros(len(self.highest))
        for place, factor in objective.items():
            factors[place] = factor
        # Unknowns are whole, which takes long to ask for: mostly the least of all solutions is whole anyway.
        for integrality in (0, 1):
            outcome = milp(
                factors,
                integrality=np.full(len(self.highest), integrality),
                bounds=Bounds(np.zeros(len(self.highest)), np.array(self.highest)),
                constraints=self._constraints,
                options={"mip_rel_gap": 0},
            )
            if outcome.success and np.allclose(outcome.x, np.rint(outcome.x), rtol=0, atol=1e-7):
                break
        # The truth is a solution: without one, the attack has misread the release.
        assert outcome.success, outcome.message
        self._solutions.append(np.rint(outcome.x).astype(int))
        return self._solutions[-1]

    @cached_property
    def _constraints(self) -> LinearConstraint:
        entries = [
            (factor, row, place)
            for row, (terms, _, _) in enumerate(self.conditions)
            for place, factor in terms.items()
        ]  # fmt: skip
        values, rows, places = zip(*entries, strict=True)
        matrix = csr_array((values, (rows, places)), shape=(len(self.conditions), len(self.highest)))
        _, lows, highs = zip(*self.conditions, strict=True)
        return LinearConstraint(matrix, lows, highs)

    @cached_property
    def _solutions(self) -> list[np.ndarray]:
        return []

    @cached_property
    def _ranges(self) -> dict[Key, tuple[int, int]]:
        return {}


class _Marts:
    """The rows of one survey in the marts of a release."""

    def __init__(self, release: duckdb.DuckDBPyConnection, survey_code: str, place: int) -> None:
        self._release = release
        self.place = place
        self._survey_code = survey_code
        self.regions = {
            row["region_code"]: Region(row["member_count"], row["submission_count"])
            for row in self.rows("participation_by_region")
        }
        self.submissions = {name: region.submissions for name, region in self.regions.items()}

    def rows(self, mart: str) -> list[dict[str, Any]]:
        cursor = self._release.execute(f"select * from marts.{mart} where survey_code = ?", [self._survey_code])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @cached_property
    def reweighted(self) -> dict[tuple[str, str], dict[str, float]]:
        """The reweighted figures that are shown, by indicator and item and then by answer."""
        shown: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for row in self.rows("reweighted_indicators"):
            if row["reweighted_value"] is not None:
                shown[row["indicator_code"], row["item_code"]][row["answer_code"]] = row["reweighted_value"]
        return shown


# Reads the marts of a release into a system, and gives the counts of one question in it.
Read = Callable[[System, _Marts], Counts]


def _systems(states: Sequence[_Marts], moves: Sequence[Mapping[str, Moved]], uses_regions: bool) -> Iterator[System]:
    """The systems of a survey, apart where no number connects them. uses_regions: with what regional marts show."""

    def choices(mart: str, item_column: str | None, *columns: str) -> Read:
        return lambda system, marts: _choices(system, marts, uses_regions, mart, item_column, *columns)

    def scores(technology: str, measure: str) -> Read:
        return lambda system, marts: _scores(system, marts, measure, technology, uses_regions)

    readings: list[tuple[str, Read]] = [
        ("technology_status", lambda system, marts: _adoption(system, marts, uses_regions)),
        ("maturity_level", lambda system, marts: _maturity(system, marts, uses_regions)),
        ("it_strategy", choices("it_strategy", None, "yes_count", "yes_share")),
        ("performance_contribution", choices("performance_contribution", "dimension_code")),
        ("capacity_building_need", choices("capacity_building_needs", "need_code")),
    ]
    for measure in ("impact", "difficulty"):
        technologies = {row["technology_code"] for marts in states for row in marts.rows("impact_difficulty")}
        readings += [(f"{measure} {technology}", scores(technology, measure)) for technology in sorted(technologies)]
    for name, read in readings:
        system = System()
        counts = [read(system, marts) for marts in states]
        for place, moved in enumerate(moves, start=1):
            _connect(system, name, counts[place - 1], counts[place], moved, place)
        if system.highest:
            yield system


def _connect(system: System, name: str, before: Counts, after: Counts, moved: Mapping[str, Moved], place: int) -> None:
    """What came and went between two releases: nobody more than so many in each region."""
    came_of: dict[tuple[str, str], list[Terms]] = defaultdict(list)
    went_of: dict[tuple[str, str], list[Terms]] = defaultdict(list)
    changes: dict[tuple[str, str], list[Terms]] = defaultdict(list)
    for (region, item, answer), count in after.items():
        moves = moved.get(region, Moved(0, 0))
        came, went = system.unknown(moves.came), system.unknown(moves.went)
        change = _sum(count, _times(before[region, item, answer], -1))
        system.is_between(_sum(change, _times(came, -1), went), 0, 0)
        came_of[region, item].append(came)
        went_of[region, item].append(went)
        changes[item, answer].append(change)
        if moves != Moved(0, 0):
            key = Cell(DIFFERENCE, region, f"{name}|{item}|{answer}", "submission_count", place)
            system.cells[key] = (change, None)
    for (region, _), terms in came_of.items():
        system.is_between(_sum(*terms), 0, moved.get(region, Moved(0, 0)).came)
    for (region, _), terms in went_of.items():
        system.is_between(_sum(*terms), 0, moved.get(region, Moved(0, 0)).went)
    for (item, answer), terms in changes.items():
        system.cells[Cell(DIFFERENCE, "", f"{name}|{item}|{answer}", "submission_count", place)] = (_sum(*terms), None)


def _adoption(system: System, marts: _Marts, uses_regions: bool) -> Counts:
    counts = _counts(
        system,
        marts,
        uses_regions,
        mart="technology_adoption_by_region",
        national_mart="technology_adoption",
        item_column="technology_code",
        answer_column="status_code",
        indicator="technology_status",
    )
    regions = marts.submissions
    items = {item for _, item, _ in counts}
    for row in marts.rows("technology_status_totals"):
        given = [counts[region, item, row["status_code"]] for region in regions for item in items]
        _is_shown(system, _sum(*given), row["selection_count"])
    for row in marts.rows("development_potential"):
        for status in DETAILS:
            given = [counts[region, row["technology_code"], status] for region in regions]
            _is_shown(system, _sum(*given), row[f"{status}_count"])
    # Whoever gave details did so on one technology at least, and on each at most once.
    details = {region: system.unknown(submissions) for region, submissions in regions.items()}
    for region in regions:
        of_items = [_sum(*(counts[region, item, status] for status in DETAILS)) for item in sorted(items)]
        for of_item in of_items:
            system.is_between(_sum(details[region], _times(of_item, -1)), 0, np.inf)
        system.is_between(_sum(*of_items, _times(details[region], -1)), 0, np.inf)
    if items:
        (summary,) = marts.rows("participation_summary")
        _is_shown(system, _sum(*details.values()), summary["details_count"])
    return counts


def _maturity(system: System, marts: _Marts, uses_regions: bool) -> Counts:
    return _counts(
        system,
        marts,
        uses_regions,
        mart="maturity_by_region",
        national_mart="maturity_distribution",
        item_column=None,
        answer_column="maturity_level",
        indicator="maturity",
    )


def _counts(
    system: System,
    marts: _Marts,
    uses_regions: bool,
    mart: str,
    national_mart: str,
    item_column: str | None,
    answer_column: str,
    indicator: str,
) -> Counts:
    """Questions with one answer per item: the answers of a region sum to its base."""

    def item_of(row: dict[str, Any]) -> str:
        return row[item_column] if item_column else ""

    counts: Counts = {}
    bases: dict[tuple[str, str], Terms] = {}
    national = marts.rows(national_mart)
    for region, submissions in marts.submissions.items():
        for row in national:
            counts[region, item_of(row), row[answer_column]] = system.unknown(submissions)
        for item in {item_of(row) for row in national}:
            answers = [
                terms for (of_region, of_item, _), terms in counts.items() if (of_region, of_item) == (region, item)
            ]
            bases[region, item] = _sum(*answers)
            system.is_between(bases[region, item], 0, submissions)
    for row in national:
        given = [counts[region, item_of(row), row[answer_column]] for region in marts.submissions]
        if not _is_shown(system, _sum(*given), row["submission_count"]):
            key, base = (
                f"{item_of(row)} {row[answer_column]}".strip(),
                _sum(*(bases[region, item_of(row)] for region in marts.submissions)),
            )
            system.cells[Cell(national_mart, "", key, "submission_count", marts.place)] = (_sum(*given), None)
            system.cells[Cell(national_mart, "", key, "respondent_count", marts.place)] = (base, None)
    for row in marts.rows(mart):
        region, item, answer = row["region_code"], item_of(row), row[answer_column]
        count, base = counts[region, item, answer], bases[region, item]
        if not row["is_suppressed"] and uses_regions:
            system.is_equal(count, row["submission_count"])
            system.is_equal(base, row["respondent_count"])
        elif row["is_suppressed"]:
            key = f"{item} {answer}".strip()
            system.cells[Cell(mart, region, key, "submission_count", marts.place)] = (count, None)
            system.cells[Cell(mart, region, key, "respondent_count", marts.place)] = (base, None)
            system.cells[Cell(mart, region, key, "share", marts.place)] = (count, base)
    for item in sorted({item_of(row) for row in national}) if uses_regions else ():
        _use_reweighted(
            system,
            marts,
            {answer: (indicator, item, str(answer)) for _, of_item, answer in counts if of_item == item},
            {region: bases[region, item] for region in marts.regions},
            {(region, answer): terms for (region, of_item, answer), terms in counts.items() if of_item == item},
            [(row[answer_column], row["respondent_count"], row["submission_count"])
             for row in national if item_of(row) == item],
            [(row["region_code"], row[answer_column], row["respondent_count"], row["submission_count"])
             for row in marts.rows(mart) if item_of(row) == item and not row["is_suppressed"]],
        )  # fmt: skip
    return counts


def _choices(
    system: System,
    marts: _Marts,
    uses_regions: bool,
    national_mart: str,
    item_column: str | None,
    count_column: str = "submission_count",
    share_column: str = "share",
) -> Counts:
    """A choice of several, or of yes and no: one base for all items, and each is chosen by at most all in the base."""
    mart = f"{national_mart}_by_region"
    national = marts.rows(national_mart)
    if not national:
        return {}
    bases = {region: system.unknown(submissions) for region, submissions in marts.submissions.items()}
    counts: dict[tuple[str, str], Terms] = {}
    for row in national:
        item = row[item_column] if item_column else "yes"
        for region, submissions in marts.submissions.items():
            counts[region, item] = system.unknown(submissions)
            system.is_between(_sum(bases[region], _times(counts[region, item], -1)), 0, np.inf)
        given = _sum(*(counts[region, item] for region in marts.submissions))
        _is_shown(system, _sum(*bases.values()), row["respondent_count"])
        if not _is_shown(system, given, row[count_column]):
            system.cells[Cell(national_mart, "", item, count_column, marts.place)] = (given, None)
            system.cells[Cell(national_mart, "", item, "respondent_count", marts.place)] = (_sum(*bases.values()), None)
    for row in marts.rows(mart):
        region, item = row["region_code"], row[item_column] if item_column else "yes"
        if not row["is_suppressed"] and uses_regions:
            system.is_equal(counts[region, item], row[count_column])
            system.is_equal(bases[region], row["respondent_count"])
        elif row["is_suppressed"]:
            system.cells[Cell(mart, region, item, count_column, marts.place)] = (counts[region, item], None)
            system.cells[Cell(mart, region, item, "respondent_count", marts.place)] = (bases[region], None)
            system.cells[Cell(mart, region, item, share_column, marts.place)] = (counts[region, item], bases[region])
    if uses_regions:

        def item_of(row: dict[str, Any]) -> str:
            return row[item_column] if item_column else "yes"

        _use_reweighted(
            system,
            marts,
            {item: (national_mart, item if item_column else "", "yes") for _, item in counts},
            bases,
            counts,
            [(item_of(row), row["respondent_count"], row[count_column]) for row in national],
            [(row["region_code"], item_of(row), row["respondent_count"], row[count_column])
             for row in marts.rows(mart) if not row["is_suppressed"]],
        )  # fmt: skip
    not_chosen = {(region, item): _sum(bases[region], _times(terms, -1)) for (region, item), terms in counts.items()}
    return {
        (region, item, answer): terms
        for answer, by_item in (("yes", counts), ("no", not_chosen))
        for (region, item), terms in by_item.items()
    }


def _scores(system: System, marts: _Marts, measure: str, technology: str, uses_regions: bool) -> Counts:
    """Means of one technology: behind each is how many gave each score."""
    mart = "impact_difficulty_by_region"
    base_column, mean_column = f"{measure}_respondent_count", f"{measure}_mean"
    asked = {row["technology_code"]: row for row in marts.rows("impact_difficulty")}
    shown = {row["region_code"]: row for row in marts.rows(mart) if row["technology_code"] == technology}
    if technology not in asked or not (shown or asked[technology][base_column]):
        return {}
    counts: Counts = {}
    bases: dict[str, Terms] = {}
    points: dict[str, Terms] = {}
    squares: dict[str, Terms] = {}
    for region, submissions in marts.submissions.items():
        given = [system.unknown(submissions) for _ in SCORES]
        bases[region] = _sum(*given)
        points[region] = _sum(*(_times(terms, score) for score, terms in zip(SCORES, given, strict=True)))
        squares[region] = _sum(*(_times(terms, score**2) for score, terms in zip(SCORES, given, strict=True)))
        system.is_between(bases[region], 0, submissions)
        counts |= {(region, technology, score): terms for score, terms in zip(SCORES, given, strict=True)}
    base, mean = asked[technology][base_column], asked[technology][mean_column]
    if _is_shown(system, _sum(*bases.values()), base):
        system.is_equal(_sum(*points.values()), _points(mean, base))
        _is_shown(
            system,
            _sum(*squares.values()),
            _squares(asked[technology], measure, sum(one.members for one in marts.regions.values())),
        )
    else:
        cell = Cell("impact_difficulty", "", technology, base_column, marts.place)
        system.cells[cell] = (_sum(*bases.values()), None)
    for region, row in shown.items():
        if not row["is_suppressed"] and uses_regions:
            system.is_equal(bases[region], row[base_column])
            system.is_equal(points[region], _points(row[mean_column], row[base_column]))
            _is_shown(system, squares[region], _squares(row, measure, marts.regions[region].members))
        elif row["is_suppressed"]:
            system.cells[Cell(mart, region, technology, base_column, marts.place)] = (bases[region], None)
            system.cells[Cell(mart, region, technology, mean_column, marts.place)] = (points[region], bases[region])
    if uses_regions:
        indicator = {"impact": "expected_impact", "difficulty": "adoption_difficulty"}[measure]
        _use_reweighted(
            system,
            marts,
            {technology: (indicator, technology, "")},
            bases,
            {(region, technology): terms for region, terms in points.items()},
            [(technology, base, _points(mean, base))],
            [(region, technology, row[base_column], _points(row[mean_column], row[base_column]))
             for region, row in shown.items() if not row["is_suppressed"]],
            score=(SCORES[0], SCORES[-1]),
        )  # fmt: skip
    return counts


def _use_reweighted(
    system: System,
    marts: _Marts,
    figures: Mapping[Any, tuple[str, str, str]],
    bases: Mapping[str, Terms],
    given: Mapping[tuple[str, Any], Terms],
    national: Iterable[tuple[Any, int | None, int | None]],
    regional: Iterable[tuple[str, Any, int, int]],
    score: tuple[int, int] = (0, 1),
) -> None:
    """What reweighted figures of one base leave of it and of the answers, in regions that are suppressed.

    figures: of each answer, its indicator, item and answer in reweighted_indicators. national, regional: answer, base
    and how many gave it, or their points.
    """
    reweighted = {
        answer: marts.reweighted[indicator, item][code]
        for answer, (indicator, item, code) in figures.items()
        if code in marts.reweighted[indicator, item]
    }
    shown: dict[str, Sums] = {}
    for region, answer, base, count in regional:
        shown.setdefault(region, Sums(base, {})).given[answer] = count
    together = {answer: (base, count) for answer, base, count in national if base is not None and count is not None}
    reweighted = {answer: figure for answer, figure in reweighted.items() if answer in together}
    if not reweighted or len(shown) == len(marts.regions):
        return
    ((base, _), *_) = together.values()
    sums = Sums(base, {answer: count for answer, (_, count) in together.items()})
    for (region, answer), (low, high) in possible(marts.regions, shown, sums, reweighted, score).items():
        system.is_between(bases[region] if answer is None else given[region, answer], low, high)


def _is_shown(system: System, terms: Terms, value: int | None) -> bool:
    """A number of all regions together, which is null where it is suppressed."""
    if value is not None:
        system.is_equal(terms, value)
    return value is not None


def _points(mean: float | None, base: int) -> int:
    """The sum of the scores, which a mean and its base give away."""
    return round(mean * base) if mean is not None else 0


def _squares(row: dict[str, Any], measure: str, members: int) -> int | None:
    """The sum of the squares of the scores, which a standard error gives away unless all Members answered."""
    mean, base, error = (row[f"{measure}_{name}"] for name in ("mean", "respondent_count", "mean_standard_error"))
    if error is None or base < 2 or base >= members:
        return None
    variance = error**2 * base / (1 - base / members)
    return round(variance * (base - 1) + base * mean**2)


def _varies(terms: tuple[Terms, Terms | None], solutions: Iterable[np.ndarray]) -> bool:
    """Whether a cell differs between solutions; a share or a mean between those in which anybody answered."""
    numerator, base = terms
    if base is None:
        values = {Fraction(_value(numerator, solution)) for solution in solutions}
    else:
        values = {
            Fraction(_value(numerator, solution), _value(base, solution))
            for solution in solutions
            if _value(base, solution)
        }
    return len(values) > 1


def _value(terms: Terms, solution: np.ndarray) -> int:
    return sum(factor * int(solution[place]) for place, factor in terms.items())


def _key(terms: Terms) -> Key:
    return frozenset((place, factor) for place, factor in terms.items() if factor)


def _sum(*sums: Terms) -> Terms:
    total: Terms = defaultdict(int)
    for terms in sums:
        for place, factor in terms.items():
            total[place] += factor
    return dict(total)


def _times(terms: Terms, factor: int) -> Terms:
    return {place: factor * each for place, each in terms.items()}
