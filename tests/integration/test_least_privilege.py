"""A release holds aggregates alone, and whoever queries it gets at nothing else."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.project import Project
from pipeline.releases.connection import open_release
from pipeline.releases.query import ALIASES
from pipeline.releases.store import ReleaseStore
from tests.support.building import build
from tests.support.public_marts import public_marts

# Made up: no such survey, no such answers. Each is in no public list, so that it is found wherever it gets to.
SURVEY = "MADEUP2025"
MEMBERS = ["ZAF", "KEN", "MUS", "JPN", "FJI", "MNG", "SEN", "GHA", "BRA", "CHL", "FRA", "POL", "EGY", "OMN"]
FREE_TEXTS = [
    "write to jane.doe@customs.example",
    "our server is 203.0.113.77",
    "Ms Jeanne Exemple, +33 1 99 00 12 34, asked for training",
]
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
IP_ADDRESS = re.compile(r"\b(\d{1,3}\.){3}\d{1,3}\b|\b([0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b")
RESPONDENT_COLUMNS = re.compile(
    r"submission_id|respondent_id|member_code|iso_alpha|e_?mail|ip_address|source_(file|row)|^answer$|language"
    r"|submitted_at|free_text"
)
# The list of Members is public.
WHO_IS_A_MEMBER = ("frame_members", "member_code")


@pytest.fixture(scope="module")
def collected(module_project: Project, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The release of a round with made-up answers of real Members, some with an address in their free text."""
    _register_survey(module_project)
    summary = build(module_project, [_raw_folder(tmp_path_factory.mktemp("raw"))])
    assert summary.status == "released", summary
    current = ReleaseStore(module_project.releases).current()
    assert current
    assert SURVEY in current.survey_codes
    return open_release(module_project.releases / current.file)


def _register_survey(project: Project) -> None:
    """Like the round of 2024, a year later."""
    codebook = project.seeds / "codebook"
    for name, change in (
        ("surveys", lambda row: {column: value.replace("2024", "2025") for column, value in row.items()}),
        ("survey_items", dict),
        ("flagship_rules", dict),
    ):
        path = codebook / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows += [{**change(row), "survey_code": SURVEY} for row in rows]
        _write(path, rows)


def _raw_folder(folder: Path) -> Path:
    submissions = [
        {
            "survey_code": SURVEY,
            "submission_id": f"secret-submission-{member}",
            "respondent_kind": "member",
            "member_code": member,
            "region_code": "",
            "agency_type_code": "",
            "submitted_at": "2025-05-01T10:00:00Z",
            "language": "en",
            "origin": "collected",
            "is_partial": "false",
            "source_file": "export-of-jane.doe@customs.example.csv",
            "source_row": str(number),
        }
        for number, member in enumerate(MEMBERS, start=2)
    ]
    answers = [
        {"question_code": question, "item_code": item, "answer": answer, "submission_id": submission["submission_id"]}
        for number, submission in enumerate(submissions)
        for question, item, answer in (
            ("it_strategy", "", "yes"),
            ("maturity_level", "", str(number % 5 + 1)),
            ("willing_to_share", "", "yes"),
            ("capacity_building_need_other", "", FREE_TEXTS[number % len(FREE_TEXTS)]),
        )
    ]
    _write(folder / "raw_submissions.csv", submissions)
    _write(folder / "raw_answers.csv", [{"survey_code": SURVEY, **answer} for answer in answers])
    needs = [{"survey_code": SURVEY, "answer": text, "need_code": "technical_skills"} for text in FREE_TEXTS[:2]]
    _write(folder / "raw_need_codings.csv", needs)
    return folder


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _tables(release: duckdb.DuckDBPyConnection) -> list[str]:
    rows = release.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
    views = release.execute("select view_name from duckdb_views() where not internal").fetchall()
    assert views == []
    return [name for (name,) in rows]


def _values(release: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Every value of the release as text, with where it is."""
    for table in _tables(release):
        cursor = release.execute(f"from {table}")
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            for name, value in zip(names, row, strict=True):
                yield f"{table}.{name}", str(value)


def test_a_release_has_the_public_tables_alone(collected: duckdb.DuckDBPyConnection, root: Path) -> None:
    marts = {ALIASES.get(path.stem, path.stem) for path in public_marts(root)}
    assert set(_tables(collected)) == {f"marts.{mart}" for mart in marts} | {
        "audit.expectation_results",
        "main.release",
    }


def test_no_column_is_about_one_respondent(collected: duckdb.DuckDBPyConnection) -> None:
    columns = collected.execute("select table_name, column_name from duckdb_columns() where not internal").fetchall()
    assert len(columns) > 100
    assert [column for column in columns if RESPONDENT_COLUMNS.search(column[1])] == [WHO_IS_A_MEMBER]


def test_who_is_a_member_tells_nothing_of_who_answered(collected: duckdb.DuckDBPyConnection) -> None:
    """All Members of the frame are in it, answered or not, and nothing but their names and regions."""
    listed = {
        code
        for (code,) in collected.execute(
            "select member_code from marts.frame_members where survey_code = ?", [SURVEY]
        ).fetchall()
    }
    (member_count,) = collected.execute(
        "select member_count from marts.participation_summary where survey_code = ?", [SURVEY]
    ).fetchone() or (0,)
    assert set(MEMBERS) < listed
    assert len(listed) == member_count == 186
    described = re.compile(r"(survey|member|region)_(code|name_en|name_fr)")
    assert all(described.fullmatch(column) for column in collected.table("marts.frame_members").columns)


def test_no_value_names_a_respondent(collected: duckdb.DuckDBPyConnection, root: Path) -> None:
    """Nowhere: the marts, the audit's findings, what the release says of itself."""
    with (root / "seeds" / "codebook" / "members.csv").open(encoding="utf-8", newline="") as file:
        member_codes = {row["member_code"] for row in csv.DictReader(file)}
    assert set(MEMBERS) < member_codes
    with (root / "seeds" / "raw" / "raw_submissions.csv").open(encoding="utf-8", newline="") as file:
        submission_ids = {row["submission_id"] for row in csv.DictReader(file)}
    found = 0
    for place, value in _values(collected):
        found += value == SURVEY
        words = set(re.findall(r"[\w-]+", value))
        assert not words & submission_ids, (place, value)
        if place != "marts.{}.{}".format(*WHO_IS_A_MEMBER):
            assert not any(word in member_codes for word in words), (place, value)
        assert "secret-submission" not in value, (place, value)
        assert not E_MAIL.search(value), (place, value)
        assert not IP_ADDRESS.search(value) or place.startswith("main.release"), (place, value)
        assert not any(text in value for text in FREE_TEXTS), (place, value)
    assert found > 10


def test_the_bytes_of_a_release_hold_no_planted_text(
    collected: duckdb.DuckDBPyConnection, module_project: Project
) -> None:
    """Not in free pages of the file either."""
    current = ReleaseStore(module_project.releases).current()
    assert current
    content = (module_project.releases / current.file).read_bytes()
    assert SURVEY.encode() in content
    for text in ("secret-submission", "jane.doe", "203.0.113.77", "Jeanne Exemple"):
        assert text.encode() not in content
    assert collected.execute("select count(*) from main.release").fetchone() == (1,)


# What the command says, and the statement; {folder} is where a file could be written, {release} the release's own file.
REFUSED = [
    ("Permission Error", "from read_csv('{folder}/secret.csv')"),
    ("Permission Error", "from read_text('{folder}/secret.csv')"),
    ("Permission Error", "from read_blob('{release}')"),
    ("Permission Error", "from read_json('{folder}/secret.csv')"),
    ("Permission Error", "from read_parquet('{folder}/secret.parquet')"),
    ("Permission Error", "from sniff_csv('{folder}/secret.csv')"),
    ("Permission Error", "from glob('{folder}/*')"),
    ("Permission Error", "from '{folder}/secret.csv'"),
    ("Permission Error", "from read_csv('http://127.0.0.1:9/secret.csv')"),
    ("Permission Error", "from read_text('s3://bucket/secret.csv')"),
    ("Permission Error", "explain analyze copy marts.codes to '{folder}/out.csv'"),
    ("a COPY statement", "copy marts.codes to '{folder}/out.csv'"),
    ("a COPY statement", "copy (select 1) to '{release}.wal'"),
    ("a COPY statement", "copy (select 1) to '{release}'"),
    ("a COPY statement", "copy marts.codes from '{folder}/secret.csv'"),
    ("a EXPORT statement", "export database '{folder}/out'"),
    ("found", "import database '{folder}/out'"),
    ("a ATTACH statement", "attach '{folder}/other.duckdb'"),
    ("a ATTACH statement", "attach ':memory:' as other"),
    ("a DETACH statement", "detach release"),
    ("a LOAD statement", "install httpfs"),
    ("a LOAD statement", "load httpfs"),
    ("a SET statement", "set enable_external_access = true"),
    ("a SET statement", "set memory_limit = '900GB'"),
    ("a SET statement", "set temp_directory = '{folder}'"),
    ("a SET statement", "set lock_configuration = false"),
    ("a SET statement", "set disabled_filesystems = ''"),
    ("a SET statement", "reset disabled_filesystems"),
    ("a SET statement", "reset enable_external_access"),
    ("a SET statement", "pragma memory_limit = '900GB'"),
    ("a PRAGMA statement", "pragma enable_profiling"),
    ("a CALL statement", "call enable_logging(storage = 'file', storage_path = '{folder}')"),
    ("a CALL statement", "checkpoint"),
    ("getenv", "select getenv('HOME')"),
    ("read-only mode", "create table marts.more as select 1"),
    ("read-only mode", "create view more as select 1"),
    ("read-only mode", "create schema more"),
    ("read-only mode", "create macro more() as 1"),
    ("Error", "create secret (type s3, key_id 'x')"),
    ("a INSERT statement", "insert into marts.codes from marts.codes"),
    ("a UPDATE statement", "update marts.codes set name_en = ''"),
    ("a DELETE statement", "delete from marts.codes"),
    ("a DROP statement", "drop table marts.codes"),
    ("a ALTER statement", "alter table marts.codes add column more integer"),
    ("a PREPARE statement", "prepare more as select 1"),
    ("a SET statement", "select 1; set enable_external_access = true"),
]


@pytest.fixture
def folder(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project_copy.root)
    folder = project_copy.root / "elsewhere"
    folder.mkdir()
    (folder / "secret.csv").write_text("secret\n1\n")
    return folder


@pytest.mark.parametrize(("reason", "statement"), REFUSED, ids=[statement for _, statement in REFUSED])
def test_a_query_gets_at_nothing_but_the_release(
    folder: Path, project_copy: Project, reason: str, statement: str
) -> None:
    current = ReleaseStore(project_copy.releases).current()
    assert current
    release = project_copy.releases / current.file
    before = _state(project_copy.root)
    asked = statement.format(folder=folder, release=release)
    refused = CliRunner().invoke(main, ["sql", asked])
    assert refused.exit_code == 2
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert line.startswith("Error: query: found ")
    assert reason in line
    # The connection alone refuses it too, or lets it do nothing: the app and notebooks have no command in front of it.
    with open_release(release) as connection:
        harmless = statement in ("pragma enable_profiling", "checkpoint", "prepare more as select 1")
        if not harmless:
            with pytest.raises(duckdb.Error):
                connection.execute(asked).fetchall()
    assert _state(project_copy.root) == before


def _state(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "query",
    [
        "select 1 as one",
        "with codes as (select * from marts.codes) select count(*) from codes",
        "from marts.codes limit 1",
        "describe marts.codes",
        "summarize marts.codes",
        "show all tables",
        "explain select * from marts.codes",
        "pivot marts.codes on position using count(*) group by code_list",
        "create temporary table few as select * from marts.codes limit 2; select count(*) from few",
        "from pragma_table_info('marts.codes')",
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_an_analyst_needs_still_works(query: str) -> None:
    asked = CliRunner().invoke(main, ["sql", query])
    assert (asked.exit_code, asked.stderr) == (0, "")
    assert asked.stdout


@pytest.mark.usefixtures("folder")
def test_a_query_sees_no_secret_that_the_user_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with duckdb.connect() as elsewhere:
        elsewhere.execute("create persistent secret mine (type http, bearer_token 'KEPT', scope 'https://a.example')")
    assert list(tmp_path.rglob("mine*"))
    asked = CliRunner().invoke(main, ["sql", "--format", "csv", "select count(*) as seen from duckdb_secrets()"])
    assert (asked.exit_code, asked.stderr) == (0, "")
    assert asked.stdout.split() == ["seen", "0"]


def test_a_query_that_needs_much_memory_writes_nothing_beside_the_release(folder: Path, project_copy: Project) -> None:
    before = _state(project_copy.root)
    wide = "select repeat('x', 10000) || range as text from range(400000)"
    asked = CliRunner().invoke(main, ["sql", f"select * from ({wide}) order by hash(text) limit 1 offset 200000"])
    assert asked.exit_code == 2
    assert "Out of Memory" in asked.stderr
    assert _state(project_copy.root) == before
    assert not list(project_copy.releases.glob("*.tmp*"))
    shutil.rmtree(folder)
