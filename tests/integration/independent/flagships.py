"""Section VII: which technologies Members cite, and which ones rule 9 selects."""

from collections import defaultdict

from independent.answers import impact_difficulty, potential_figures, potential_ranks, potentials
from independent.arithmetic import ranks
from independent.certainty import RANKS, rank_ranges, share_of
from independent.codebook import MartRow
from independent.survey import Survey

_KEPT = 3


def case_study_offers(survey: Survey) -> list[MartRow]:
    return [
        {
            "technology_code": technology,
            "submission_count": survey.count("case_study_topic", technology, "yes"),
            "respondent_count": survey.base("case_study_topic", technology),
        }
        for technology in survey.items("case_study_topic")
    ]


def flagship_selection(survey: Survey) -> list[MartRow]:
    """Rule 9. Overlapping groups are out and have no place among the others; without rules nothing is selected.

    Rule 5: nothing is ranked over a base of 0, neither citations nor the potential of a technology or group.
    """
    rules = {
        rule["technology_code"]: rule for rule in survey.codebook.flagship_rules if rule["survey_code"] == survey.code
    }
    technologies = survey.items("flagship_choice")
    citations = {technology: survey.count("flagship_choice", technology, "yes") for technology in technologies}
    bases = {technology: survey.base("flagship_choice", technology) for technology in technologies}
    citation_rank = ranks(
        {technology: citations[technology] if bases[technology] else None for technology in technologies}
    )
    potential, potential_rank = potentials(survey), potential_ranks(survey)
    group_of = {
        technology: rules[technology]["flagship_group_code"] if technology in rules else technology
        for technology in technologies
    }
    overlapping = {rule["flagship_group_code"] for rule in rules.values() if rule["overlaps_other_work"] == "true"}
    known = {
        technology: potential[technology] for technology in technologies if potential_rank.get(technology) is not None
    }
    places = group_places(group_of, known, citations, overlapping)
    scores = {row["technology_code"]: row for row in impact_difficulty(survey)}
    ranges = {
        "citation_": rank_ranges(
            {technology: share_of(survey, citations[technology], bases[technology]) for technology in technologies},
            same_respondents=True,
        ),
        "potential_": rank_ranges(potential_figures(survey)),
    }
    rows: list[MartRow] = []
    for technology in technologies:
        place = places.get(group_of[technology])
        rows.append(
            {
                "technology_code": technology,
                "citation_count": citations[technology],
                "citation_respondent_count": bases[technology],
                "citation_rank": citation_rank[technology],
                "potential_count": potential.get(technology),
                "potential_rank": potential_rank.get(technology),
                "impact_rank": scores.get(technology, {}).get("impact_rank"),
                "difficulty_rank": scores.get(technology, {}).get("difficulty_rank"),
                **{
                    f"{ranking}{end}": of_items.get(technology, {}).get(end)
                    for ranking, of_items in ranges.items()
                    for end in RANKS
                },
                **{
                    f"{measure}_{end}": scores.get(technology, {}).get(f"{measure}_{end}")
                    for measure in ("impact", "difficulty")
                    for end in RANKS
                },
                "flagship_group_code": group_of[technology],
                "group_rank": place,
                "overlaps_other_work": group_of[technology] in overlapping,
                "is_selected": (place is not None and place <= _KEPT) if rules else None,
            }
        )
    return rows


def group_places(
    group_of: dict[str, str], potential: dict[str, int], citations: dict[str, int], overlapping: set[str]
) -> dict[str, int]:
    """The groups that are in the running, from 1: most potential first, then most cited, then by code.

    A group has the potential, and the citations, of its technology that has most of them. One that overlaps is out,
    and so is one of which no potential is known.
    """
    members = defaultdict(list)
    for technology, group in group_of.items():
        members[group].append(technology)
    highest = {
        group: max(potential[technology] for technology in technologies if technology in potential)
        for group, technologies in members.items()
        if group not in overlapping and any(technology in potential for technology in technologies)
    }
    most_cited = {
        group: max(citations[technology] for technology in technologies) for group, technologies in members.items()
    }
    ordered = sorted(highest, key=lambda group: (-highest[group], -most_cited[group], group))
    return {group: place for place, group in enumerate(ordered, 1)}
