"""Whoever knows the rule, and tries every table that could be behind a release, finds no suppressed count either.

The attack of attack.py asks what the numbers allow. This one also asks which tables the models would have suppressed
alike: where a large region is suppressed and a smaller one is shown, one must be of one answer. Every table of a yes or
no without blanks, in a few regions, is a survey of its own, put through the models.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.project import Project
from tests.support.building import run_dbt_command

BLOCK_SIZES = Path("models") / "disclosure" / "suppression" / "block_sizes.sql"
BY_SIZE = "order by blocks.respondent_count, blocks.region_code"
SENSITIVE_FIRST = """order by
                blocks.respondent_count >= surveys.disclosure_threshold and unanimous_blocks.block_code is null,
                blocks.respondent_count,
                blocks.region_code"""
# Respondents of each region; the first is too small in one of them.
SIZES = [(5, 6, 7), (6, 6, 8), (3, 5, 6, 7)]

# A table is a row of how many of each region said yes.
_TABLES = """
    create or replace temp table tables as
    select row_number() over () as number, *
    from (select unnest(range({0} + 1)) as yes1), (select unnest(range({1} + 1)) as yes2),
        (select unnest(range({2} + 1)) as yes3), (select unnest(range({3} + 1)) as yes4)
"""
_WAREHOUSE = """
    create or replace temp table regions_of_tables as
    unpivot (select number, yes1 as AMS, yes2 as AP, yes3 as EUR, yes4 as MENA from tables)
    on AMS, AP, EUR, MENA into name region_code value yes;
    create or replace temp table sizes as
    select unnest(['AMS', 'AP', 'EUR', 'MENA']) as region_code, unnest([{0}, {1}, {2}, {3}]) as size;
    delete from core.dim_surveys;
    insert into core.dim_surveys by name
    select 'T' || number as survey_code, 'collected' as origin_code, 5 as disclosure_threshold,
        true as suppresses_unanimous
    from tables;
    delete from core.participation_counts;
    insert into core.participation_counts by name
    select 'T' || number as survey_code, region_code, size as submission_count
    from regions_of_tables inner join sizes using (region_code) where size > 0;
    delete from core.answer_counts;
    insert into core.answer_counts by name
    select 'T' || number as survey_code, region_code, 'it_strategy' as question_code, '' as item_code, answer_code,
        case answer_code when 'yes' then yes else size - yes end as submission_count, size as respondent_count
    from regions_of_tables inner join sizes using (region_code), (values ('yes'), ('no')) as answers (answer_code)
    where size > 0;
"""
# What a reader has of each table, and how many values a suppressed count has in the tables of which that is the same.
_RECOVERED = """
    with cells as (
        select survey_code, region_code, submission_count as yes,
            answer_counts.respondent_count as size, is_suppressed
        from core.answer_counts
        inner join disclosure.suppressed_blocks using (survey_code, region_code, question_code)
        where answer_code = 'yes'
    ),
    released as (
        select survey_code, sum(yes) as national,
            list((region_code, case when not is_suppressed then yes end) order by region_code) as shown
        from cells
        group by survey_code
        -- What all of them answered alike is told by all of them together.
        having sum(yes) not in (0, sum(size))
    )
    select sum(count) as suppressed_count, coalesce(sum(count) filter (value_count = 1), 0) as recovered_count
    from (
        select national, shown, region_code, count(distinct yes) as value_count, count(*) as count
        from cells
        inner join released using (survey_code)
        where is_suppressed
        group by all
    )
"""


@pytest.fixture(scope="module")
def recovered(
    tmp_path_factory: pytest.TempPathFactory, released_project: Path, copy_of: Callable[[Path, Path], Path]
) -> Callable[[tuple[int, ...], str], tuple[int, int]]:
    """Of all tables of these sizes: how many counts are suppressed, and how many of them are recovered."""
    project = Project(copy_of(released_project, tmp_path_factory.mktemp("every_table") / "project"))
    model = project.root / BLOCK_SIZES
    by_size = model.read_text()
    assert BY_SIZE in by_size

    def _recovered(sizes: tuple[int, ...], order: str) -> tuple[int, int]:
        of_all = [*sizes, 0, 0][:4]
        model.write_text(by_size.replace(BY_SIZE, order))
        with duckdb.connect(str(project.warehouse)) as warehouse:
            warehouse.execute(_TABLES.format(*of_all))
            warehouse.execute(_WAREHOUSE.format(*of_all))
        run_dbt_command(project.root, "run", "--select", "path:models/disclosure/suppression")
        with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
            row = warehouse.execute(_RECOVERED).fetchone()
        assert row
        print(f"{sizes}, {order}: {row[0]} suppressed, {row[1]} recovered")
        return int(row[0]), int(row[1])

    return _recovered


@pytest.mark.parametrize("sizes", SIZES)
def test_who_knows_the_rule_recovers_nothing(
    recovered: Callable[[tuple[int, ...], str], tuple[int, int]], sizes: tuple[int, ...]
) -> None:
    suppressed_count, recovered_count = recovered(sizes, BY_SIZE)
    assert suppressed_count > 400
    assert recovered_count == 0


@pytest.mark.parametrize("sizes", SIZES)
def test_by_another_order_the_rule_itself_tells_answers(
    recovered: Callable[[tuple[int, ...], str], tuple[int, int]], sizes: tuple[int, ...]
) -> None:
    suppressed_count, recovered_count = recovered(sizes, SENSITIVE_FIRST)
    assert recovered_count > suppressed_count / 4
