"""Load-test rounds: as many synthetic submissions as asked for, written as Parquet, in memory that does not grow.

A round that was calibrated to the report is made first. Each respondent of the load test then answers every question
as some Member of its region did there, another one for each question: shares by region stay about what they were, and
what a question asks for, such as three choices at most, holds.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.files import written_together
from pipeline.project import Project
from pipeline.seeds.parquet import parquet_path
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NAMES, RAW_NEED_CODINGS, RAW_SUBMISSIONS
from pipeline.surveys.registry import SURVEY_ITEMS, Registry, SeedRow, read_registry
from pipeline.synthesis.randomness import apportioned
from pipeline.synthesis.rounds import CalibratedRound, make_round

_MODEL = "SCS2024"
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
_SUBMISSIONS = """
    select
        $survey_code as survey_code,
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
            and drawn(respondents.number, {traits}) % respondents.place_count = models.place
"""
_ANSWERS = """
    select
        $survey_code as survey_code,
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
_CODINGS = """
    select
        $survey_code as survey_code,
        answer,
        need_code
    from codings
    where answer in (
        select answer from read_parquet($raw_answers)
        where question_code = 'capacity_building_need_other'
    )
    order by answer
"""
# Rows come out in the order of the respondents, whatever the threads: these are the streamed side of each join.
_IN_ORDER = "set disabled_optimizers = 'join_order,build_side_probe_side'"


@dataclass(frozen=True)
class WrittenLoadTest:
    """The files that were written, and their rows: submissions, and cells of the questionnaire, blanks included."""

    paths: list[Path]
    submission_count: int
    answer_count: int


def write_load_test(
    project: Project, output: Path, survey_code: str, submission_count: int, seed: int
) -> WrittenLoadTest:
    """Write a load-test round of a registered survey into the folder `output`; the same rows for the same seed.

    All files are written, or none. Raises InputError for a survey that is not registered, that has printed figures,
    that asks what the model round did not, or whose frame has fewer respondents than asked for.
    """
    registry = read_registry(project)
    model = make_round(project, _MODEL, seed)
    faults = _faults(project, output, registry, model, survey_code)
    if faults:
        raise InputError(*faults)
    survey = registry.survey(survey_code)
    by_region = _by_region(project, survey, model, submission_count)
    paths = {raw_name: parquet_path(output, raw_name) for raw_name in RAW_NAMES}
    output.mkdir(parents=True, exist_ok=True)
    with written_together(paths.values()) as staged, duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{_MEMORY_LIMIT}'")
        connection.execute(_IN_ORDER)
        _load_model(connection, model, registry.of_survey(SURVEY_ITEMS, survey_code))
        _load_respondents(connection, survey, by_region, seed)
        queries = {
            RAW_SUBMISSIONS: _SUBMISSIONS.replace("{traits}", str(_TRAITS)),
            RAW_ANSWERS: _ANSWERS,
            RAW_NEED_CODINGS: _CODINGS.replace("$raw_answers", _quoted(staged[paths[RAW_ANSWERS]])),
        }
        counts = {}
        for raw_name, query in queries.items():
            text = query.replace("$survey_code", f"'{survey_code}'")
            file = _quoted(staged[paths[raw_name]])
            ((counts[raw_name],),) = connection.execute(f"copy ({text}) to {file} (format parquet)").fetchall()
    return WrittenLoadTest(list(paths.values()), counts[RAW_SUBMISSIONS], counts[RAW_ANSWERS])


def _quoted(path: Path) -> str:
    """A path as a SQL literal."""
    return "'" + str(path).replace("'", "''") + "'"


def _faults(project: Project, output: Path, registry: Registry, model: CalibratedRound, survey_code: str) -> list[str]:
    if survey_code == _MODEL:
        return [f"--survey {survey_code}: found a round with printed figures, expected a made-up one for a load test"]
    if survey_code not in registry.survey_codes:
        return [
            f"--survey {survey_code}: found no such survey in the codebook, expected a registered one; run: "
            f"smart-customs survey add {survey_code} --opened 2030-01-07 --deadline 2030-02-01 "
            f"--closed 2030-03-01 --like {_MODEL} --respondents-per-member 10"
        ]
    csv_files = [path.name for raw_name in RAW_NAMES if (path := output / f"{raw_name}.csv").exists()]
    if csv_files:
        return [
            f"--output {project.show(output)}: found {', '.join(csv_files)}, expected no CSV; choose another folder"
        ]
    asked = {(row["question_code"], row["item_code"]) for row in registry.of_survey(SURVEY_ITEMS, survey_code)}
    unknown = sorted(
        f"{question_code} {item_code}".strip()
        for question_code, item_code in asked
        if item_code not in model.items.get(question_code, [])
    )
    if unknown:
        return [
            f"seeds/codebook/survey_items.csv: found {', '.join(unknown)} of {survey_code}, expected only what "
            f"{_MODEL} asked, which a load test draws on; remove it"
        ]
    return []


def _by_region(project: Project, survey: SeedRow, model: CalibratedRound, submission_count: int) -> dict[str, int]:
    """How many submissions come from each region: in proportion to the model's, as far as so many were asked for."""
    members = duckdb.execute(
        "select region_code, count(*) from read_csv(?, all_varchar = true) "
        "where accession_on is null or accession_on <= ? group by region_code order by region_code",
        [str(project.seeds / "codebook" / "members.csv"), survey["closed_on"]],
    ).fetchall()
    each = int(survey["respondents_per_member"])
    room = {region_code: count * each for region_code, count in members}
    if submission_count > sum(room.values()):
        member_count = sum(count for _, count in members)
        raise InputError(
            f"--scale {submission_count}: found room for {sum(room.values())} respondents of {survey['survey_code']}, "
            f"{each} for each of {member_count} Members, expected enough; set respondents_per_member in "
            f"seeds/codebook/surveys.csv to {math.ceil(submission_count / member_count)} or more"
        )
    drawn_on = Counter(respondent.region_code for respondent in model.members)
    shared: dict[str, int] = {}
    while open_regions := [region_code for region_code in room if region_code not in shared]:
        left = submission_count - sum(shared.values())
        parts = apportioned(left, [drawn_on[region_code] for region_code in open_regions])
        full = {region: room[region] for region, part in zip(open_regions, parts, strict=True) if part > room[region]}
        shared |= full or dict(zip(open_regions, parts, strict=True))
    return shared


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
