"""Section VII: how flagship technologies are selected. Structure of the mart, for every survey."""

from expectations.suites.answers import Claim, answer_suite, base_of_members, basis, counts, ranked
from expectations.suites.suite import MartSuite, are_equal, is_one_of, is_within


def suites() -> list[MartSuite]:
    """The structural suites of flagship_selection: on its technologies, and on the groups that they form."""
    return [
        answer_suite(
            "flagship_selection",
            "VII",
            ["survey_code", "technology_code"],
            "flagship_choice",
            [
                counts("citation_count", "citation_respondent_count"),
                Claim([is_within("citation_count", "citation_respondent_count")]),
                base_of_members("citation_respondent_count"),
                _choices(),
                ranked("citation_rank", "citation_count", "citation_respondent_count", ["survey_code"]),
                *(_as_in("development_potential", column) for column in ("potential_count", "potential_rank")),
                *(_as_in("impact_difficulty", column) for column in ("impact_rank", "difficulty_rank")),
                _rules(),
                basis("figure_basis"),
            ],
        ),
        _groups(),
    ]


def _choices() -> Claim:
    """Everybody who chose any technology chose one at least, and nobody more than the question allows."""
    return Claim(
        [
            is_within("all_citation_count", "most_citation_count"),
            is_within("citation_respondent_count", "all_citation_count"),
        ],
        {
            "all_citation_count": "(sum(citation_count) over (partition by survey_code))::integer",
            "most_citation_count": """citation_respondent_count * (
                select maximum_choices from codebook.questions where question_code = 'flagship_choice'
            )""",
        },
    )


def _as_in(mart_name: str, column: str) -> Claim:
    """The column is that of another mart, and null where that mart does not have the technology."""
    return Claim(
        [are_equal(f"expected_{column}", column, f"{column} is that of {mart_name}")],
        {
            f"expected_{column}": f"""(
                select max(other.{column}) from marts.{mart_name} as other
                where other.survey_code = mart.survey_code and other.technology_code = mart.technology_code
            )"""
        },
    )


def _rules() -> Claim:
    """Technologies are grouped as the rules say; without a rule a technology is a group of its own."""
    return Claim(
        [are_equal("expected_group_code", "flagship_group_code", "flagship_group_code is that of flagship_rules")],
        {
            "expected_group_code": """coalesce(
                (
                    select max(rules.flagship_group_code) from codebook.flagship_rules as rules
                    where rules.survey_code = mart.survey_code and rules.technology_code = mart.technology_code
                ),
                mart.technology_code
            )"""
        },
    )


def _groups() -> MartSuite:
    return MartSuite(
        mart_name="flagship_selection",
        report_section="VII",
        subject="groups",
        key=["survey_code", "flagship_group_code"],
        query="""
            with flagship_groups as (
                select
                    survey_code,
                    flagship_group_code,
                    max(case when potential_rank is not null then potential_count end) as potential_count,
                    max(citation_count) as citation_count,
                    count(distinct (group_rank, overlaps_other_work, is_selected)) as outcome_count,
                    max(group_rank) as group_rank,
                    bool_or(overlaps_other_work) as overlaps_other_work,
                    bool_or(is_selected) as is_selected
                from marts.flagship_selection
                group by all
            ),
            ruled as (
                select
                    survey_code,
                    flagship_group_code,
                    bool_or(overlaps_other_work) as overlaps_other_work
                from codebook.flagship_rules
                group by all
            )
            select
                * exclude (is_selected),
                coalesce(
                    (
                        select ruled.overlaps_other_work from ruled
                        where ruled.survey_code = mine.survey_code
                            and ruled.flagship_group_code = mine.flagship_group_code
                    ),
                    false
                ) as expected_overlap,
                case when not overlaps_other_work and potential_count is not null then 1 + (
                    select count(*) from flagship_groups as better
                    where better.survey_code = mine.survey_code
                        and not better.overlaps_other_work
                        and (
                            better.potential_count > mine.potential_count
                            or better.potential_count = mine.potential_count and (
                                better.citation_count > mine.citation_count
                                or better.citation_count = mine.citation_count
                                and better.flagship_group_code < mine.flagship_group_code
                            )
                        )
                ) end as expected_rank,
                -- How many are kept is a setting; that they are the first ones is not.
                case
                    when survey_code not in (select survey_code from ruled) then 'no rules'
                    when coalesce(group_rank <= (
                        select count(*) from flagship_groups as kept
                        where kept.survey_code = mine.survey_code and kept.is_selected
                    ), false) then 'selected'
                    else 'not selected'
                end as expected_outcome,
                case when is_selected is null then 'no rules' when is_selected then 'selected' else 'not selected' end
                    as outcome
            from flagship_groups as mine
        """,
        expectations=[
            is_one_of("outcome_count", [1]),
            are_equal("expected_overlap", "overlaps_other_work", "overlaps_other_work is that of flagship_rules"),
            are_equal(
                "expected_rank",
                "group_rank",
                "groups rank by potential, then citations, then code, without those that overlap",
            ),
            are_equal("expected_outcome", "outcome", "the first groups are selected; null where there are no rules"),
        ],
    )
