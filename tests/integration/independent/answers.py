"""Sections II to VI: what Members answered, in all and by region.

Each function gives the national rows for no region, and a region's rows otherwise; rule 11 decides what of those is
shown. Where a region is hidden, its rows are there with nothing but null for numbers.
"""

from collections.abc import Callable

from independent.arithmetic import ranks, share
from independent.certainty import Figure, certainty, mean_of, rank_ranges, share_of
from independent.codebook import MartRow
from independent.survey import Survey

OTHER_NEEDS = "capacity_building_need_other"


def by_region(survey: Survey, rows_of: Callable[[Survey, str | None], list[MartRow]]) -> list[MartRow]:
    """The rows of every region of the codebook, also of one from which nobody answered."""
    return [
        {"region_code": region_code, **row}
        for region_code in survey.codebook.regions
        for row in rows_of(survey, region_code)
    ]


def _is_hidden(survey: Survey, question: str, region_code: str | None) -> bool:
    """Whether rule 11 hides a region's answers to a question; there is nothing to hide of one that was not asked."""
    return bool(survey.items(question)) and region_code in survey.hidden_regions(question)


def _flag(region_code: str | None, is_hidden: bool) -> MartRow:
    """Only regional marts say whether they are suppressed: national figures never are."""
    return {} if region_code is None else {"is_suppressed": is_hidden}


def _shown(survey: Survey, count: int | None, base: int | None, region_code: str | None = None) -> Figure | None:
    """What is shown of a share, for its certainty."""
    return None if count is None or base is None else share_of(survey, count, base, region_code)


def it_strategy(survey: Survey, region_code: str | None = None) -> list[MartRow]:
    """A survey that did not ask has no row, here as in every mart on one question."""
    if not survey.items("it_strategy"):
        return []
    is_hidden = _is_hidden(survey, "it_strategy", region_code)
    yes = None if is_hidden else survey.count("it_strategy", "", "yes", region_code)
    base = None if is_hidden else survey.base("it_strategy", "", region_code)
    return [
        {
            "yes_count": yes,
            "respondent_count": base,
            "yes_share": share(yes, base),
            **certainty(_shown(survey, yes, base, region_code), "yes_share"),
            **_flag(region_code, is_hidden),
        }
    ]


def maturity(survey: Survey, region_code: str | None = None) -> list[MartRow]:
    """A row for each of the five levels, chosen by anybody or not."""
    if not survey.items("maturity_level"):
        return []
    is_hidden = _is_hidden(survey, "maturity_level", region_code)
    chosen = survey.values("maturity_level", "", region_code)
    base = None if is_hidden else len(chosen)
    counts = {level: None if is_hidden else chosen.count(level) for level in range(1, 6)}
    shares = {level: share(count, base) for level, count in counts.items()}
    rank = ranks(shares)
    figures = {level: _shown(survey, count, base, region_code) for level, count in counts.items()}
    ranges = rank_ranges(figures, same_respondents=True)
    return [
        {
            "maturity_level": level,
            "submission_count": counts[level],
            "respondent_count": base,
            "share": shares[level],
            **certainty(figures[level], "share"),
            "share_rank": rank[level],
            **ranges[level],
            **_flag(region_code, is_hidden),
        }
        for level in counts
    ]


def technology_adoption(survey: Survey, region_code: str | None = None) -> list[MartRow]:
    is_hidden = _is_hidden(survey, "technology_status", region_code)
    rows: list[MartRow] = []
    for technology in survey.items("technology_status"):
        base = None if is_hidden else survey.base("technology_status", technology, region_code)
        for status in survey.codebook.statuses:
            count = None if is_hidden else survey.count("technology_status", technology, status, region_code)
            rows.append(
                {
                    "technology_code": technology,
                    "status_code": status,
                    "submission_count": count,
                    "respondent_count": base,
                    "share": share(count, base),
                    **certainty(_shown(survey, count, base, region_code), "share"),
                    **_flag(region_code, is_hidden),
                }
            )
    return rows


def status_counts(survey: Survey) -> dict[str, int]:
    """How often each status was chosen, over all technologies."""
    return {
        status: sum(
            survey.count("technology_status", technology, status) for technology in survey.items("technology_status")
        )
        for status in survey.codebook.statuses
    }


def technology_status_totals(survey: Survey) -> list[MartRow]:
    """Of all that was chosen, how much each status was."""
    if not survey.items("technology_status"):
        return []
    counts = status_counts(survey)
    return [
        {
            "status_code": status,
            "selection_count": count,
            "all_selection_count": sum(counts.values()),
            "selection_share": share(count, sum(counts.values())),
        }
        for status, count in counts.items()
    ]


def potentials(survey: Survey) -> dict[str, int]:
    """Rule 8: in development and under consideration, by technology."""
    return {
        technology: sum(
            survey.count("technology_status", technology, status)
            for status in ("in_development", "under_consideration")
        )
        for technology in survey.items("technology_status")
    }


def potential_ranks(survey: Survey) -> dict[str, int | None]:
    """Rules 5 and 7: a technology of which nobody gave a status has no rank."""
    return ranks(
        {
            technology: potential if survey.base("technology_status", technology) else None
            for technology, potential in potentials(survey).items()
        }
    )


def potential_figures(survey: Survey) -> dict[str, Figure]:
    return {
        technology: share_of(survey, potential, survey.base("technology_status", technology))
        for technology, potential in potentials(survey).items()
    }


def development_potential(survey: Survey) -> list[MartRow]:
    rank = potential_ranks(survey)
    ranges = rank_ranges(potential_figures(survey))
    return [
        {
            "technology_code": technology,
            "respondent_count": survey.base("technology_status", technology),
            **{
                f"{status}_count": survey.count("technology_status", technology, status)
                for status in ("adopted", "in_development", "under_consideration")
            },
            "potential_count": potential,
            "potential_rank": rank[technology],
            **ranges[technology],
        }
        for technology, potential in potentials(survey).items()
    ]


def impact_difficulty(survey: Survey, region_code: str | None = None) -> list[MartRow]:
    """Rule 5: means of integers. Rule 7: the greatest impact and the greatest difficulty come first.

    Two questions stand in one row. Rule 11 hides them together; what one of them did not ask is null, and not hidden.
    """
    questions = {"expected_impact": "impact", "adoption_difficulty": "difficulty"}
    technologies = dict.fromkeys(technology for question in questions for technology in survey.items(question))
    hidden = {question for question in questions if _is_hidden(survey, question, region_code)}
    rows: dict[str, MartRow] = {technology: {} for technology in technologies}
    for question, measure in questions.items():
        values = {
            technology: survey.values(question, technology, region_code)
            for technology in survey.items(question)
            if question not in hidden
        }
        means = {technology: share(sum(given), len(given)) for technology, given in values.items()}
        rank = ranks(means)
        has_squares = not (survey.items(question) and survey.hidden_regions(question))
        figures = {
            technology: mean_of(survey, given, region_code, has_squares=has_squares)
            for technology, given in values.items()
        }
        ranges = rank_ranges({technology: figures.get(technology) for technology in rows}, prefix=f"{measure}_")
        for technology, row in rows.items():
            row |= certainty(figures.get(technology), f"{measure}_mean", f"{measure}_") | ranges[technology]
            row[f"{measure}_mean"] = means.get(technology)
            row[f"{measure}_respondent_count"] = len(values[technology]) if technology in values else None
            row[f"{measure}_rank"] = rank.get(technology)
    return [
        {
            "technology_code": technology,
            **row,
            **_flag(region_code, any(technology in survey.items(question) for question in hidden)),
        }
        for technology, row in rows.items()
    ]


def _choices(survey: Survey, question: str, column: str, region_code: str | None = None) -> list[MartRow]:
    """Of those who answered any item of a multiple choice, how many said yes to each."""
    is_hidden = _is_hidden(survey, question, region_code)
    counts = {
        item: None if is_hidden else survey.count(question, item, "yes", region_code) for item in survey.items(question)
    }
    bases = {item: None if is_hidden else survey.base(question, item, region_code) for item in counts}
    shares = {item: share(count, bases[item]) for item, count in counts.items()}
    rank = ranks(shares)
    figures = {item: _shown(survey, count, bases[item], region_code) for item, count in counts.items()}
    ranges = rank_ranges(figures, same_respondents=True)
    return [
        {
            column: item,
            "submission_count": counts[item],
            "respondent_count": bases[item],
            "share": shares[item],
            **certainty(figures[item], "share"),
            "share_rank": rank[item],
            **ranges[item],
            **_flag(region_code, is_hidden),
        }
        for item in counts
    ]


def performance_contribution(survey: Survey, region_code: str | None = None) -> list[MartRow]:
    return _choices(survey, "performance_contribution", "dimension_code", region_code)


def capacity_building_needs(survey: Survey, region_code: str | None = None) -> list[MartRow]:
    return _choices(survey, "capacity_building_need", "need_code", region_code)


def capacity_building_needs_other(survey: Survey) -> list[MartRow]:
    """Needs in free text under the code that somebody gave them; every need of the codebook, and what is uncoded."""
    if not survey.items(OTHER_NEEDS):
        return []
    texts = [member.answers[OTHER_NEEDS, ""] for member in survey.members if (OTHER_NEEDS, "") in member.answers]
    coded = [survey.need_of_text.get(text, "uncoded") for text in texts]
    return [
        {
            "need_code": need,
            "submission_count": coded.count(need),
        }
        for need in (*survey.codebook.needs, "uncoded")
    ]
