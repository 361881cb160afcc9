"""What goes across the sections of the report: technologies side by side, every figure in one table, and the rounds."""

from collections.abc import Iterator, Mapping

from independent.answers import development_potential, impact_difficulty, potential_figures
from independent.arithmetic import ranks, share
from independent.certainty import (
    MEASURES,
    RANKS,
    RATES,
    Figure,
    Key,
    certainty,
    figure_ranks,
    mean_of,
    rank_ranges,
    share_of,
)
from independent.codebook import MartRow
from independent.flagships import case_study_offers, flagship_selection
from independent.survey import Survey

# Indicator: its question, what is counted of its answers, and whether regions are shown. Nothing counted is a mean.
OF_QUESTIONS: dict[str, tuple[str, str, bool]] = {
    "case_study_files": ("case_study_file", "yes", False),
    "willing_to_share": ("willing_to_share", "yes", False),
    "contact_points": ("contact_point_designated", "yes", False),
    "case_study_offers": ("case_study_topic", "yes", False),
    "it_strategy": ("it_strategy", "yes", True),
    "maturity": ("maturity_level", "each", True),
    "technology_status": ("technology_status", "each", True),
    "expected_impact": ("expected_impact", "", True),
    "adoption_difficulty": ("adoption_difficulty", "", True),
    "performance_contribution": ("performance_contribution", "yes", True),
    "capacity_building_needs": ("capacity_building_need", "yes", True),
    "flagship_choices": ("flagship_choice", "yes", False),
}
# Indicator: the mart of all Members and the one by region that show it, and their columns of its count, base and value.
_PRINTED_AS = {
    "participation": (
        "participation_summary",
        "participation_by_region",
        "submission_count",
        "member_count",
        "participation_rate",
    ),
    "details": ("participation_summary", "", "details_count", "submission_count", "details_share"),
    "case_study_files": ("participation_summary", "", "case_study_count", "", ""),
    "willing_to_share": ("participation_summary", "", "willing_count", "willing_respondent_count", "willing_share"),
    "contact_points": ("participation_summary", "", "contact_point_count", "", ""),
    "case_study_offers": ("case_study_offers", "", "submission_count", "respondent_count", ""),
    "it_strategy": ("it_strategy", "it_strategy_by_region", "yes_count", "respondent_count", "yes_share"),
    "maturity": ("maturity_distribution", "maturity_by_region", "submission_count", "respondent_count", "share"),
    "technology_status": (
        "technology_adoption",
        "technology_adoption_by_region",
        "submission_count",
        "respondent_count",
        "share",
    ),
    "development_potential": ("development_potential", "", "potential_count", "respondent_count", ""),
    "expected_impact": (
        "impact_difficulty",
        "impact_difficulty_by_region",
        "",
        "impact_respondent_count",
        "impact_mean",
    ),
    "adoption_difficulty": (
        "impact_difficulty",
        "impact_difficulty_by_region",
        "",
        "difficulty_respondent_count",
        "difficulty_mean",
    ),
    "performance_contribution": (
        "performance_contribution",
        "performance_contribution_by_region",
        "submission_count",
        "respondent_count",
        "share",
    ),
    "capacity_building_needs": (
        "capacity_building_needs",
        "capacity_building_needs_by_region",
        "submission_count",
        "respondent_count",
        "share",
    ),
    "flagship_choices": ("flagship_selection", "", "citation_count", "citation_respondent_count", ""),
}
_DETAILS = ("adopted", "in_development", "under_consideration")


def technology_profile(survey: Survey) -> list[MartRow]:
    """Rule 7: adoptions and case studies are ranked here alone, and not where nobody answered."""
    potential = {row["technology_code"]: row for row in development_potential(survey)}
    scores = {row["technology_code"]: row for row in impact_difficulty(survey)}
    citations = {row["technology_code"]: row for row in flagship_selection(survey)}
    offers = {row["technology_code"]: row for row in case_study_offers(survey)}
    adopted_rank = ranks({code: _known(row, "adopted_count") for code, row in potential.items()})
    offer_rank = ranks({code: _known(row, "submission_count") for code, row in offers.items()})
    adopted_ranges = rank_ranges(
        {code: share_of(survey, row["adopted_count"], row["respondent_count"]) for code, row in potential.items()}
    )
    offer_ranges = rank_ranges(
        {code: share_of(survey, row["submission_count"], row["respondent_count"]) for code, row in offers.items()},
        same_respondents=True,
    )
    return [
        {
            "technology_code": code,
            "status_respondent_count": potential.get(code, {}).get("respondent_count"),
            "adopted_count": potential.get(code, {}).get("adopted_count"),
            "adopted_rank": adopted_rank.get(code),
            "potential_count": potential.get(code, {}).get("potential_count"),
            "potential_rank": potential.get(code, {}).get("potential_rank"),
            **{
                f"{measure}_{figure}": scores.get(code, {}).get(f"{measure}_{figure}")
                for measure in ("impact", "difficulty")
                for figure in (
                    *("mean", "respondent_count", "rank"),
                    *RATES,
                    *(f"mean_{name}" for name in MEASURES),
                    *RANKS,
                )
            },
            **{f"potential_{end}": potential.get(code, {}).get(end) for end in RANKS},
            **{f"citation_{end}": citations.get(code, {}).get(f"citation_{end}") for end in RANKS},
            **{f"adopted_{end}": adopted_ranges.get(code, {}).get(end) for end in RANKS},
            **{f"case_study_offer_{end}": offer_ranges.get(code, {}).get(end) for end in RANKS},
            "citation_count": citations.get(code, {}).get("citation_count"),
            "citation_respondent_count": citations.get(code, {}).get("citation_respondent_count"),
            "citation_rank": citations.get(code, {}).get("citation_rank"),
            "case_study_offer_count": offers.get(code, {}).get("submission_count"),
            "case_study_offer_respondent_count": offers.get(code, {}).get("respondent_count"),
            "case_study_offer_rank": offer_rank.get(code),
        }
        for code in {**potential, **scores, **citations, **offers}
    ]


def _known(row: MartRow, figure: str) -> object:
    return row[figure] if row["respondent_count"] else None


def indicators(survey: Survey) -> list[MartRow]:
    """Rules 4, 5 and 11, of all Members and of every region of which something is shown."""
    rows = [row for code in OF_QUESTIONS for row in _of_question(survey, code)]
    details = sum(
        any(question == "technology_status" and answer in _DETAILS for (question, _), answer in member.answers.items())
        for member in survey.members
    )
    rows.append(
        _row("details", details, len(survey.members))
        | certainty(share_of(survey, details, len(survey.members)), "value")
    )
    rows.append(_row("participation", len(survey.members), sum(survey.frame.values())))
    for region_code in survey.codebook.regions:
        members, frame = len(survey.members_of(region_code)), survey.frame.get(region_code, 0)
        rows.append(_row("participation", members, frame, region_code))
    figures = potential_figures(survey)
    for technology, figure in figures.items():
        row = _row("development_potential", figure.total, figure.answered, None, technology)
        rows.append(row | _names(survey, "technologies", technology, "item") | certainty(figure, "value"))
        rows[-1] |= _place(figures, technology)
    return rows


def _of_question(survey: Survey, indicator: str) -> Iterator[MartRow]:
    question, counted, has_regions = OF_QUESTIONS[indicator]
    of_question = survey.codebook.questions[question]
    scale = of_question["answer_scale_code"]
    answers = survey.codebook.scale(scale) if counted == "each" else [counted]
    hidden = survey.hidden_regions(question) if survey.items(question) else set()
    type_of_question = of_question["question_type"]
    are_hidden = bool(hidden)
    for region_code in (None, *(survey.codebook.regions if has_regions else ())):
        figures: dict[tuple[str, str], Figure | None] = {
            (item, answer): None
            if region_code in hidden
            else _figure(survey, question, item, answer, region_code, are_hidden=are_hidden)
            for item in survey.items(question)
            for answer in answers
        }
        for item in survey.items(question):
            for answer in answers:
                base = survey.base(question, item, region_code)
                given = survey.values(question, item, region_code) if not counted else []
                count = survey.count(question, item, answer, region_code) if counted else None
                row = _row(indicator, count, base, region_code, item, answer)
                if not counted:
                    row |= {"value": share(sum(given), len(given)), "unit_code": "mean"}
                if region_code in hidden:
                    row |= {"submission_count": None, "respondent_count": None, "value": None, "is_suppressed": True}
                row |= certainty(figures[item, answer], "value")
                if type_of_question != "yes_no":
                    # Levels are ranked among each other, items by how many gave them the same answer.
                    of_ranking = {
                        key: figure
                        for key, figure in figures.items()
                        if type_of_question == "scale" or key[1] == answer
                    }
                    row |= _place(of_ranking, (item, answer), same_respondents=type_of_question != "grid")
                yield (
                    row
                    | _names(survey, of_question["item_list"], item, "item")
                    | _names(survey, scale, answer, "answer")
                )


def _row(
    indicator: str,
    count: int | None,
    base: int,
    region_code: str | None = None,
    item: str = "",
    answer: str = "",
) -> MartRow:
    return {
        "region_code": region_code or "ALL",
        "indicator_code": indicator,
        "item_code": item,
        "answer_code": answer,
        "item_name_en": None,
        "item_name_fr": None,
        "answer_name_en": None,
        "answer_name_fr": None,
        "unit_code": "share",
        "submission_count": count,
        "respondent_count": base,
        "value": share(count, base) if count is not None else None,
        **certainty(None, "value"),
        **dict.fromkeys(("value_rank", *RANKS)),
        "is_suppressed": False,
    }


def _figure(
    survey: Survey, question: str, item: str, answer: str, region_code: str | None, *, are_hidden: bool
) -> Figure:
    """What is shown of a share, or without an answer of a mean, for its certainty."""
    if answer:
        count = survey.count(question, item, answer, region_code)
        return share_of(survey, count, survey.base(question, item, region_code), region_code)
    return mean_of(survey, survey.values(question, item, region_code), region_code, has_squares=not are_hidden)


def _place(figures: Mapping[Key, Figure | None], key: Key, *, same_respondents: bool = False) -> MartRow:
    """The rank of a figure among others, and its range."""
    ranges = rank_ranges(figures, same_respondents=same_respondents)
    return {"value_rank": figure_ranks(figures)[key], **ranges[key]}


def _names(survey: Survey, code_list: str, code: str, prefix: str) -> MartRow:
    english, french = survey.codebook.names(code_list, code) if code else (None, None)
    return {f"{prefix}_name_en": english, f"{prefix}_name_fr": french}


def basis_of_indicator(survey: Survey, row: MartRow, figure: str) -> str:
    """Rule 12: the report printed figures of other marts, with the keys of those."""
    indicator, region_code = row["indicator_code"], row["region_code"]
    mart, regional_mart, *measures = _PRINTED_AS[indicator]
    counts_each = indicator in OF_QUESTIONS and OF_QUESTIONS[indicator][1] == "each"
    keys = [row["item_code"], row["answer_code"] if counts_each else ""]
    measure = measures[("submission_count", "respondent_count", "value").index(figure)]
    if region_code == "ALL":
        return survey.basis(mart, measure, [key for key in keys if key])
    return survey.basis(regional_mart, measure, [region_code, *(key for key in keys if key)])


def basis_in_profile(survey: Survey, row: MartRow, figure: str) -> str:
    """The same for technology_profile."""
    keys = [row["technology_code"]]
    if figure == "adopted_count":
        return survey.basis("technology_adoption", "submission_count", [*keys, "adopted"])
    for start, mart, measure in (
        ("status_", "development_potential", figure.removeprefix("status_")),
        ("potential_", "development_potential", figure),
        ("citation_", "flagship_selection", figure),
        ("case_study_offer_respondent", "case_study_offers", "respondent_count"),
        ("case_study_offer_", "case_study_offers", "submission_count"),
    ):
        if figure.startswith(start):
            return survey.basis(mart, measure, keys)
    return survey.basis("impact_difficulty", figure, keys)


def rounds(surveys: list[Survey]) -> list[MartRow]:
    """The surveys in the order in which they opened, each with the one before it."""
    in_order = sorted(surveys, key=lambda survey: (survey.day("opened_on"), survey.code))
    before = dict(zip([survey.code for survey in in_order[1:]], in_order, strict=False))
    rows: list[MartRow] = []
    for survey in in_order:
        previous = before.get(survey.code)
        rows.append(
            {
                "survey_code": survey.code,
                "previous_survey_code": previous.code if previous else None,
                "previous_survey_name_en": previous.row["name_en"] if previous else None,
                "previous_survey_name_fr": previous.row["name_fr"] if previous else None,
                "origin_code": survey.origin,
                "opened_on": survey.day("opened_on"),
                "deadline_on": survey.day("deadline_on"),
                "extended_deadline_on": survey.extended_deadline_on,
                "closed_on": survey.day("closed_on"),
                "disclosure_threshold": 0 if survey.origin == "synthetic" else 5,
                "is_latest": survey is in_order[-1],
            }
        )
    return rows


# What indicators say beside a figure, its base and what they rest on; all that begins with value_ too.
NOT_COMPARED = {
    "submission_count",
    "submission_count_basis",
    "is_suppressed",
    "item_response_rate",
    "member_response_rate",
    "rank_from",
    "rank_to",
    "rank_best_possible",
    "rank_worst_possible",
}
# Indicators of choices from a list, or of any technology of one: the question with the list.
_OF_LISTS = {
    "case_study_offers": "case_study_topic",
    "performance_contribution": "performance_contribution",
    "capacity_building_needs": "capacity_building_need",
    "flagship_choices": "flagship_choice",
    "details": "technology_status",
}


def indicator_changes(surveys: list[Survey], figures: list[MartRow]) -> list[MartRow]:
    """Each figure beside the same of the round before: a change where both asked the same and both are shown."""
    by_code = {survey.code: survey for survey in surveys}
    before = {row["survey_code"]: row for row in rounds(surveys)}
    key = ("region_code", "indicator_code", "item_code", "answer_code")
    known = {(row["survey_code"], *(row[name] for name in key)): row for row in figures}
    rows: list[MartRow] = []
    for row in figures:
        earlier_round = before[row["survey_code"]]
        earlier = known.get((earlier_round["previous_survey_code"], *(row[name] for name in key)))
        comparison = _comparison(by_code, row, earlier_round["previous_survey_code"], earlier)
        rows.append(
            {name: value for name, value in row.items() if name not in NOT_COMPARED and not name.startswith("value_")}
            | {"value_basis": row["value_basis"]}
            | {name: earlier_round[name] for name in earlier_round if name.startswith("previous_survey_")}
            | {
                f"previous_{name}": earlier[name] if earlier else None
                for name in ("respondent_count", "value", "respondent_count_basis", "value_basis")
            }
            | {
                "comparison_code": comparison,
                "value_change": row["value"] - earlier["value"] if comparison == "compared" and earlier else None,
            }
        )
    return rows


def _comparison(by_code: dict[str, Survey], row: MartRow, previous_code: str | None, earlier: MartRow | None) -> str:
    if previous_code is None:
        return "first_round"
    if earlier is None:
        return "not_asked_before"
    question = _OF_LISTS.get(row["indicator_code"])
    now, then = by_code[row["survey_code"]], by_code[previous_code]
    if question and set(now.items(question)) != set(then.items(question)):
        return "code_list_changed"
    if row["is_suppressed"] or earlier["is_suppressed"]:
        return "suppressed"
    if row["value"] is None or earlier["value"] is None:
        return "nobody_answered"
    if row["value_low"] is None or earlier["value_low"] is None:
        return "compared"
    is_apart = row["value_low"] > earlier["value_high"] or row["value_high"] < earlier["value_low"]
    return "compared" if is_apart else "within_ranges"
