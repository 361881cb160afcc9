"""The answers of a round of any size, written as Parquet, in memory that does not grow.

The round of 2024 is made first, calibrated to the report. Each respondent then answers every question as some Member of
its region did there, another one for each question: shares by region stay about what they were, and what a question
asks for, such as three choices at most, holds.

`python -m benchmarks.scale.answering PROJECT OUTPUT SUBMISSIONS`.
"""

import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.scale.rounds import LIKE, SURVEY
from benchmarks.scale.sources import RAW_ANSWERS
from pipeline.project import Project
from pipeline.surveys.registry import SURVEY_ITEMS, SeedRow, read_registry
from pipeline.synthesis.calibration import DEFAULT_SEED
from pipeline.synthesis.randomness import apportioned
from pipeline.synthesis.rounds import CalibratedRound, make_round

# Beside the memory of Python; writing is a stream of row groups.
_MEMORY_LIMIT = "1GB"
# What is drawn for each respondent has a number of its own below this: the questions from 1 on, and its traits.
_PURPOSES = 64
_TRAITS, _TIME = 0, _PURPOSES - 1

# Whole numbers below 2 ** 31 from whole numbers, each bit of which hangs on all bits: products stay below 2 ** 63.
_RANDOM_NUMBERS = """
    create macro mixed(number, shift, factor) as (xor(number, number >> shift) * factor & 2147483647);
    create macro drawn(number, purpose) as
        mixed(mixed(mixed(xor(number * {purposes} + purpose, {seed}), 15, 2146121005), 12, 1234567891), 16, 1)
"""
_SUBMISSIONS = f"""
    select
        '{SURVEY}' as survey_code,
        respondents.submission_id,
        'member' as respondent_kind,
        null::varchar as member_code,
        respondents.region_code,
        null::varchar as agency_type_code,
        strftime(respondents.submitted_at, '%Y-%m-%dT%H:%M:%SZ') as submitted_at,
        models.language,
        'synthetic' as origin,
        'false' as is_partial,
        null::varchar as source_file,
        null::varchar as source_row
    from respondents
    inner join models
        on
            respondents.region_code = models.region_code
            and drawn(respondents.number, {_TRAITS}) % respondents.place_count = models.place
"""
_ANSWERS = f"""
    select
        '{SURVEY}' as survey_code,
        submission_id,
        cell.question_code,
        cell.item_code,
        cell.answer
    from (
        select
            asked.submission_id,
            unnest(cells.cells) as cell
        from (
            select
                *,
                unnest(range(1, (select max(question_number) + 1 from cells))) as question_number
            from respondents
        ) as asked
        inner join cells
            on
                asked.region_code = cells.region_code
                and asked.question_number = cells.question_number
                and drawn(asked.number, asked.question_number) % asked.place_count = cells.place
    )
"""
# In a small round nobody may have written some text, and a coding of it would be a fault.
_CODINGS = f"""
    select
        '{SURVEY}' as survey_code,
        answer,
        need_code
    from codings
    where answer in (
        select answer from read_parquet({{raw_answers}})
        where question_code = 'capacity_building_need_other'
    )
    order by answer
"""
# In the order of writing: the codings are of what was written.
_QUERIES = {"raw_submissions": _SUBMISSIONS, RAW_ANSWERS: _ANSWERS, "raw_need_codings": _CODINGS}
# Rows come out in the order of the respondents, whatever the threads: these are the streamed side of each join.
_IN_ORDER = "set disabled_optimizers = 'join_order,build_side_probe_side'"


def write_answers(project: Project, output: Path, submissions: int, seed: int = DEFAULT_SEED) -> None:
    """Write so many submissions to the registered round into a new folder; the same rows for the same seed."""
    registry = read_registry(project)
    model = make_round(project, LIKE, seed)
    output.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{_MEMORY_LIMIT}'")
        connection.execute(_IN_ORDER)
        _load_model(connection, model, registry.of_survey(SURVEY_ITEMS, SURVEY))
        _load_respondents(connection, registry.survey(SURVEY), by_region(model, submissions), seed)
        for raw_name, query in _QUERIES.items():
            text = query.format(raw_answers=_quoted(output / f"{RAW_ANSWERS}.parquet"))
            connection.execute(f"copy ({text}) to {_quoted(output / f'{raw_name}.parquet')} (format parquet)")


def by_region(model: CalibratedRound, submissions: int) -> dict[str, int]:
    """How many submissions come from each region: in proportion to those of the model."""
    answered = sorted(Counter(respondent.region_code for respondent in model.members).items())
    parts = apportioned(submissions, [count for _, count in answered])
    return {region_code: part for (region_code, _), part in zip(answered, parts, strict=True)}


def _quoted(path: Path) -> str:
    """A path as a SQL literal."""
    return "'" + str(path).replace("'", "''") + "'"


def _load_model(connection: duckdb.DuckDBPyConnection, model: CalibratedRound, items: list[SeedRow]) -> None:
    """Table `cells`: per region, Member of the model there and question, its cells in questionnaire order."""
    _load(connection, "answers", ("submission_id", "question_code", "item_code", "answer"), model.answers)
    _load(
        connection, "members", ("submission_id", "region_code", "language"),
        ((member.submission_id, member.region_code, member.language) for member in model.members),
    )  # fmt: skip
    _load(
        connection, "items", ("question_code", "item_code", "position"),
        ((row["question_code"], row["item_code"], row["position"]) for row in items),
    )  # fmt: skip
    _load(connection, "codings", ("answer", "need_code"), ((row["answer"], row["need_code"]) for row in model.codings))
    connection.execute(
        """
        create table models as
        select
            *,
            row_number() over (partition by region_code order by submission_id) - 1 as place,
            count(*) over (partition by region_code) as place_count
        from members;

        create table cells as
        with questions as (
            select question_code, row_number() over (order by min(position::integer)) as question_number
            from items
            group by question_code
        )
        select
            models.region_code,
            models.place,
            questions.question_number,
            list(
                struct_pack(
                    question_code := items.question_code,
                    item_code := nullif(items.item_code, ''),
                    answer := answers.answer
                )
                order by items.position::integer
            ) as cells
        from models
        cross join items
        inner join questions using (question_code)
        left join answers
            on models.submission_id = answers.submission_id
            and items.question_code = answers.question_code
            and items.item_code = answers.item_code
        group by all
        """
    )


def _load(
    connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...], rows: Iterable[Sequence[str]]
) -> None:
    """Make a table of texts."""
    of_table = list(rows)
    selected = ", ".join(f"unnest(?::varchar[]) as {column}" for column in columns)
    connection.execute(
        f"create table {table} as select {selected}",
        [[row[place] for row in of_table] for place in range(len(columns))],
    )


def _load_respondents(
    connection: duckdb.DuckDBPyConnection, survey: SeedRow, by_region: dict[str, int], seed: int
) -> None:
    """View `respondents`: number, submission_id, region_code and drawn numbers. Regions take turns in no order."""
    total = sum(by_region.values())
    stride = next(number for number in range(int(total * 0.618) + 1, 2 * total + 2) if math.gcd(number, total) == 1)
    conditions, so_far = [], 0
    for region_code, count in by_region.items():
        so_far += count
        conditions.append(f"when number * {stride} % {total} < {so_far} then '{region_code}'")
    opened_on, closed_on = (date.fromisoformat(survey[column]) for column in ("opened_on", "closed_on"))
    seconds = ((closed_on - opened_on).days + 1) * 86_400
    seed_bits = int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:4]) >> 1
    connection.execute(_RANDOM_NUMBERS.format(purposes=_PURPOSES, seed=seed_bits))
    connection.execute(
        f"""
        create view respondents as
        select
            numbered.*,
            places.place_count
        from (
            select
                number,
                'L' || lpad((number + 1)::varchar, 8, '0') as submission_id,
                case {" ".join(conditions)} end as region_code,
                timestamp '{opened_on}' + to_seconds(drawn(number, {_TIME}) % {seconds}) as submitted_at
            from range({total}) as numbers (number)
        ) as numbered
        inner join (select distinct region_code, place_count from models) as places
            on numbered.region_code = places.region_code
        """
    )


if __name__ == "__main__":
    write_answers(Project(Path(sys.argv[1])), Path(sys.argv[2]), int(sys.argv[3]))
