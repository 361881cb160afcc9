"""What marts on answers have in common: claims on their rows, and the suite that is made of them.

A claim may need a value to compare with, which the suite's query works out from the mart itself, from the codebook and
from participation_summary: never from the models between, whose mistakes it is there to find.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import great_expectations.expectations as gxe

from expectations.suites.suite import (
    MartSuite,
    are_equal,
    expect,
    is_never_null,
    is_share,
    is_unique,
    is_within,
)

_ANSWER_COUNT = """(
    select count(*) from codebook.answer_options
    where answer_options.answer_scale_code = questions.answer_scale_code
)"""


@dataclass(frozen=True)
class Claim:
    """Expectations, and the columns that the suite's query adds for them.

    columns: name to SQL expression over the mart's rows, called `mart`. `{mart}` in it stands for the mart's name.
    """

    expectations: Sequence[gxe.Expectation]
    columns: dict[str, str] = field(default_factory=dict)


def answer_suite(
    mart_name: str, report_section: str, key: Sequence[str], question_code: str | Sequence[str], claims: Sequence[Claim]
) -> MartSuite:
    """The suite of a mart on the answers to one question, which has as many rows as the question has keys.

    question_code: the question, or several that share their items, of which a survey asked at least one.
    key: columns of the mart's primary key. Those that it may have besides survey_code: region_code, the question's
    item (technology_code, say) and its answer (maturity_level, say); which of them it has says how many rows there are.
    """
    factors = {
        "region_code": "(select count(*) from codebook.regions)",
        "status_code": _ANSWER_COUNT,
        "maturity_level": _ANSWER_COUNT,
    }
    items = [column for column in key if column not in ("survey_code", *factors)]
    row_count = " * ".join(
        ["count(distinct coalesce(survey_items.item_code, ''))" if items else "1"]
        + [factors[column] for column in key if column in factors]
    )
    question_codes = [question_code] if isinstance(question_code, str) else question_code
    is_by_answer = any(factors.get(column) == _ANSWER_COUNT for column in key)
    every_claim = [
        Claim([is_unique(*key), are_equal("asked_row_count", "row_count", "as many rows as the survey asked for")]),
        *claims,
    ]
    columns = {name: sql for claim in every_claim for name, sql in claim.columns.items()}
    return MartSuite(
        mart_name=mart_name,
        report_section=report_section,
        key=key,
        # A survey that asked and has no row at all has one of nulls here, so that it is missed.
        query=f"""
            with asked as (
                select survey_code, {row_count} as asked_row_count
                from marts.participation_summary
                inner join codebook.survey_items using (survey_code)
                inner join codebook.questions using (question_code)
                where question_code in ({", ".join(f"'{code}'" for code in question_codes)})
                group by survey_code{", answer_scale_code" if is_by_answer else ""}
            ),
            mart_rows as (
                select
                    * replace (coalesce(asked_row_count, 0) as asked_row_count),
                    count(mart.survey_code) over (partition by survey_code) as row_count
                from marts.{mart_name} as mart
                full join asked using (survey_code)
            )
            select *{_listed(columns, mart_name)}
            from mart_rows as mart
        """,
        expectations=[expectation for claim in every_claim for expectation in claim.expectations],
    )


def _listed(columns: dict[str, str], mart_name: str) -> str:
    return "".join(f", {sql.replace('{mart}', f'marts.{mart_name}')} as {name}" for name, sql in columns.items())


def counts(*columns: str) -> Claim:
    """The columns are numbers from 0 on, and never null."""
    return Claim(
        [expectation for column in columns for expectation in (_is_not_negative(column), is_never_null(column))]
    )


def counts_where_shown(*columns: str) -> Claim:
    """The columns are numbers from 0 on where the row is not suppressed, and null where it is."""
    return Claim(
        [
            expectation
            for column in columns
            for expectation in (
                _is_not_negative(column),
                _says(
                    f"{column}_and_suppression",
                    ["shown", "hidden"],
                    f"{column} is empty where is_suppressed, and nowhere else",
                ),
            )
        ],
        {
            f"{column}_and_suppression": f"""case
                when is_suppressed is null then 'is_suppressed is empty'
                when is_suppressed and {column} is not null then 'suppressed, and ' || {column}
                when not is_suppressed and {column} is null then 'not suppressed, and empty'
                when is_suppressed then 'hidden'
                else 'shown'
            end"""
            for column in columns
        },
    )


def none_where_suppressed(*columns: str) -> Claim:
    """The columns, which may be null for other reasons too, are null where the row is suppressed."""
    return Claim(
        [
            _says(f"{column}_and_suppression", ["not shown by mistake"], f"{column} is empty where is_suppressed")
            for column in columns
        ],
        {
            f"{column}_and_suppression": f"""case
                when is_suppressed and {column} is not null then 'suppressed, and ' || {column}
                else 'not shown by mistake'
            end"""
            for column in columns
        },
    )


def share_of(share: str, part: str, base: str) -> Claim:
    """The part is at most its base, and the share their quotient; null where the base is 0."""
    return Claim(
        [
            is_within(part, base),
            is_share(share),
            are_equal(f"expected_{share}", share, f"{share} is {part} / {base}"),
        ],
        {f"expected_{share}": f"{part} / nullif({base}, 0)::double"},
    )


def base_of_members(base: str) -> Claim:
    """No more answered than sent a submission."""
    return Claim(
        [is_within(base, "all_submission_count")],
        {
            "all_submission_count": """(
                select max(submission_count) from marts.participation_summary as summary
                where summary.survey_code = mart.survey_code
            )"""
        },
    )


def base_of_region(base: str) -> Claim:
    """No more of a region answered than sent a submission."""
    return Claim(
        [is_within(base, "region_submission_count")],
        {
            "region_submission_count": """(
                select max(submission_count) from marts.participation_by_region as region
                where region.survey_code = mart.survey_code and region.region_code = mart.region_code
            )"""
        },
    )


def parts_sum_to(base: str, part: str, by: Sequence[str]) -> Claim:
    """The parts of a group of rows add up to the base that each of them has."""
    return Claim(
        [are_equal(base, f"sum_of_{part}", f"the {part} of each {', '.join(by)} add up to {base}")],
        {f"sum_of_{part}": f"sum({part}) over (partition by {', '.join(by)})"},
    )


def ranked(rank: str, count: str, base: str, by: Sequence[str]) -> Claim:
    """The rank is the competition rank of the count, most first; null where the base is 0 or the row is suppressed."""
    same = " and ".join(f"better.{column} = mart.{column}" for column in by)
    return Claim(
        [are_equal(f"expected_{rank}", rank, f"{rank} is the competition rank of {count} within {', '.join(by)}")],
        {
            f"expected_{rank}": f"""case when mart.{base} > 0 then 1 + (
                select count(*) from {{mart}} as better
                where {same} and better.{base} > 0 and better.{count} > mart.{count}
            ) end"""
        },
    )


def basis(*columns: str) -> Claim:
    """The columns say what figures rest on: collected exactly where the answers are, else one of the other two."""
    return Claim(
        [
            _says(
                f"{column}_and_origin",
                ["collected of collected", "published of synthetic", "illustrative of synthetic"],
                f"{column} is collected where the answers are, and else published or illustrative",
            )
            for column in columns
        ],
        {
            f"{column}_and_origin": f"""coalesce({column}, 'nothing') || ' of ' || coalesce((
                select max(origin) from marts.participation_summary as summary
                where summary.survey_code = mart.survey_code
            ), 'nothing')"""
            for column in columns
        },
    )


def _says(column: str, texts: Sequence[str], description: str) -> gxe.Expectation:
    """A column that the query added says that all is well; otherwise it says what is not, for a reader."""
    return expect(gxe.ExpectColumnValuesToBeInSet, description, column=column, value_set=list(texts))


def _is_not_negative(column: str) -> gxe.Expectation:
    return expect(gxe.ExpectColumnValuesToBeBetween, f"{column} is 0 or more", column=column, min_value=0)
