"""Disclosure control: every mart that can be suppressed, whatever its section, shows nothing of what is suppressed."""

import duckdb
import great_expectations.expectations as gxe

from expectations.suites.suite import MartSuite, columns_of, expect, key_of

_NO_NUMBERS = ("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP")


def suites(warehouse: duckdb.DuckDBPyConnection) -> list[MartSuite]:
    """A suite for each mart with a column is_suppressed, over all its numbers: new ones are in by themselves."""
    marts = warehouse.execute(
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'is_suppressed'"
        " order by table_name"
    ).fetchall()
    return [*(_suppressed(warehouse, mart_name) for (mart_name,) in marts), _unanimous()]


def _unanimous() -> MartSuite:
    """What everybody in a region answered alike is each one's answer; docs/disclosure.md says why it is only told."""
    return MartSuite(
        mart_name="indicators",
        report_section="all",
        subject="answers that are all alike",
        key=["survey_code"],
        query="""
            select
                surveys.survey_code,
                count(*) filter (
                    surveys.origin_code = 'collected'
                    and indicators.region_code <> 'ALL'
                    and indicators.indicator_code <> 'participation'
                    and indicators.respondent_count > 0
                    and case
                        when indicators.unit_code = 'mean'
                            then indicators.value in (1, 5)
                            -- Scores that do not vary are alike, but where all answered there is no error anyhow.
                            or (indicators.value_standard_error = 0 and indicators.member_response_rate < 1)
                        -- Of a yes alone there is no row of its no.
                        when indicators.answer_code = 'yes' then indicators.value in (0, 1)
                        else indicators.value = 1
                    end
                ) as unanimous_figure_count
            from marts.surveys
            inner join marts.indicators using (survey_code)
            group by surveys.survey_code
        """,
        expectations=[
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                "no figure of a region of a collected survey is the same answer of everybody who answered",
                severity="warning",
                column="unanimous_figure_count",
                value_set=[0],
            ),
        ],
    )


def _suppressed(warehouse: duckdb.DuckDBPyConnection, mart_name: str) -> MartSuite:
    columns, key = columns_of(warehouse, mart_name), key_of(warehouse, mart_name)
    # A number in the key, such as the level of maturity, says which row it is and nothing of anybody.
    numbers = [name for name, kind in columns.items() if kind not in _NO_NUMBERS and name not in key]
    shown_numbers = " + ".join(f"({name} is not null)::integer" for name in numbers)
    return MartSuite(
        mart_name=mart_name,
        report_section="all",
        subject="disclosure",
        key=key,
        # A row that does not say whether it is suppressed may show nothing either.
        query=f"""
            select
                {", ".join(key)},
                case when coalesce(is_suppressed, true) then {shown_numbers} else 0 end as numbers_though_suppressed
            from marts.{mart_name}
        """,
        expectations=[
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                "a suppressed row shows no number",
                column="numbers_though_suppressed",
                value_set=[0],
            ),
        ],
    )
