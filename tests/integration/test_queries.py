"""`smart-customs sql`: what it prints, what it refuses, and that a query gets neither the machine nor a file."""

import ast
import fcntl
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType
from typing import IO

import duckdb
import pytest

from pipeline.project import Project
from pipeline.releases.held import DamagedError
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
from tests.support.command import Ended, run_command
from tests.support.releases import publish_changed

COMMAND = Path(sys.executable).parent / "smart-customs"
ENDLESS = "select count(*) from range(100000000) a, range(100000000) b"
Run = Callable[..., Ended]


@pytest.fixture
def run(released_project: Path) -> Run:
    """Run smart-customs below a project that has one release. Queries change nothing of it."""
    return partial(run_command, released_project / "models")


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        ("csv", "submission_count,member_count\n116,186\n"),
        ("json", '[\n  {\n    "submission_count": 116,\n    "member_count": 186\n  }\n]\n'),
    ],
)
def test_a_query_prints_rows(run: Run, output_format: str, expected: str) -> None:
    query = "select submission_count, member_count from marts.participation_summary"
    shown = run("sql", query, "--format", output_format)
    assert (shown.returncode, shown.stdout) == (0, expected)


def test_a_query_prints_a_table_unless_asked_otherwise(run: Run) -> None:
    shown = run("sql", "select submission_count, member_count from marts.participation_summary")
    assert "submission_count" in shown.stdout
    assert "116" in shown.stdout
    assert "1 row\n" in shown.stdout


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("select * from marts.nowhere", "Table with name nowhere does not exist"),
        ("selekt", "syntax error"),
        ("", "a query without rows to give"),
        (";", "a query without rows to give"),
        ("delete from marts.codes", "a DELETE statement"),
    ],
)
def test_a_query_that_cannot_run_gets_one_line(run: Run, query: str, reason: str) -> None:
    refused = run("sql", query)
    assert refused.returncode == 2
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert reason in line


def test_a_query_may_begin_with_a_comment(run: Run) -> None:
    assert run("sql", "-- What is one?\nselect 1 as one", "--format", "csv").stdout == "one\n1\n"


def test_a_query_in_a_file_may_name_marts_as_dbt_does(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "query.sql"
    path.write_text("-- One row.\nselect member_count from {{ ref('participation_summary') }}", encoding="utf-8")
    shown = run("sql", "--file", str(path), "--format", "csv")
    assert (shown.returncode, shown.stdout) == (0, "member_count\n186\n")


def test_a_query_file_that_is_not_utf_8_or_not_there_gets_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "query.sql"
    path.write_bytes("select 'é' as name".encode("latin-1"))
    refused = run("sql", "--file", str(path))
    assert refused.returncode == 2
    assert "found bytes that are not UTF-8" in refused.stderr
    missing = run("sql", "--file", str(tmp_path / "nowhere.sql"))
    assert missing.returncode == 2
    assert "does not exist" in missing.stderr


@pytest.mark.parametrize("arguments", [(), ("select 1", "--file", "../analyses/digital_divide.sql")])
def test_either_a_query_or_a_file_is_asked_for(run: Run, arguments: tuple[str, ...]) -> None:
    refused = run("sql", *arguments)
    assert refused.returncode == 2
    assert "expected either a query or --file" in refused.stderr


def test_values_that_look_like_markup_or_hold_values_are_printed_as_they_are(run: Run) -> None:
    query = "select '[/red]' as \"[b]\", map {date '2024-01-01': 'nan'::double} as m, [1, 2] as l"
    assert "[/red]" in run("sql", query).stdout
    assert json.loads(run("sql", query, "--format", "json").stdout) == [
        {"[b]": "[/red]", "m": {"2024-01-01": None}, "l": [1, 2]}
    ]
    assert run("sql", query, "--format", "csv").stdout.splitlines()[1] == '[/red],"{""2024-01-01"": null}","[1, 2]"'


def test_json_refuses_two_columns_of_one_name(run: Run) -> None:
    refused = run("sql", "select 1 as a, 2 as a", "--format", "json")
    assert refused.returncode == 2
    assert "two columns of one name" in refused.stderr


def test_a_reader_that_has_read_enough_is_no_error(released_project: Path) -> None:
    query = "select * from range(100000)"
    read = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"'{COMMAND}' sql '{query}' --format csv | head -1"],
        cwd=released_project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("select * from surveyss", 'Did you mean "marts.surveys"?'),
        ("select submission_cont from marts.participation_summary", 'Candidate bindings: "submission_count"'),
    ],
)
def test_what_duckdb_guesses_was_meant_is_passed_on(run: Run, query: str, hint: str) -> None:
    (line,) = run("sql", query).stderr.splitlines()
    assert hint in line


@pytest.mark.parametrize("target", ["folder", "http://127.0.0.1:9/folder"])
def test_taking_a_query_apart_reads_no_file(run: Run, tmp_path: Path, target: str) -> None:
    """`import database` reads what it names as soon as DuckDB looks at it, and tells what is there in its error."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "schema.sql").write_text("confidential answers;")
    (tmp_path / "folder" / "load.sql").write_text("")
    refused = run("sql", f"import database '{tmp_path / target if target == 'folder' else target}'")
    assert refused.returncode == 2
    assert "confidential" not in refused.stderr
    assert "has been disabled by configuration" in refused.stderr


@pytest.mark.parametrize("folder", ["pipeline", "app"])
def test_duckdb_is_never_asked_on_its_default_connection(root: Path, folder: str) -> None:
    """Nothing locks that one: a user's text would run there with the rights of whoever runs the command."""
    used = {
        node.attr
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "duckdb"
    }
    functions = {name for name in used if isinstance(getattr(duckdb, name, None), BuiltinFunctionType | FunctionType)}
    # An expression is made of values and names, and runs nowhere by itself.
    assert {name for name in functions if not name.endswith("Expression")} <= {"connect"}


def test_a_query_that_does_not_end_is_ended(run: Run) -> None:
    refused = run("sql", "--time-limit", "0.5", ENDLESS)
    assert refused.returncode == 2
    (line,) = refused.stderr.splitlines()
    assert "found no end after 0.5 seconds" in line
    assert "--time-limit" in line


def test_a_query_that_is_interrupted_ends_with_one_line(project_copy: Project) -> None:
    current = ReleaseStore(project_copy.releases).current()
    assert current
    asked = subprocess.Popen(
        [COMMAND, "sql", ENDLESS],
        cwd=project_copy.root,
        stderr=subprocess.PIPE,
        text=True,
        # Tests that run in the background are told to ignore it, and so would be what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with asked, (project_copy.releases / current.file).open("rb") as file:
        while _is_free(file):
            assert asked.poll() is None
            time.sleep(0.01)
        # The release is held now; a moment later its query runs, and would for years.
        time.sleep(1)
        asked.send_signal(signal.SIGINT)
        _, told = asked.communicate()
    assert (asked.returncode, told) == (130, "Interrupted; the current release is as it was\n")


def _is_free(file: IO[bytes]) -> bool:
    """Whether nobody holds a release file."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


def test_rows_come_while_the_query_still_runs(released_project: Path) -> None:
    """Rows that no memory holds: the first are there, and reading on is the reader's choice."""
    query = "select range as i, repeat(chr(120), 1000) as text from range(1000000000)"
    read = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"'{COMMAND}' sql '{query}' --format csv | head -2"],
        cwd=released_project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (read.returncode, read.stdout[:11], read.stderr) == (0, "i,text\n0,xx", "")


def test_a_table_shows_its_first_rows_and_says_so(run: Run) -> None:
    shown = run("sql", "select range as i from range(30000)").stdout
    assert shown.endswith("the first 10,000 rows; all of them: --format csv or --format json\n")
    assert "9999" in shown
    assert "10000" not in shown


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_json_is_an_array_whatever_the_rows(run: Run, rows: int) -> None:
    query = f"select range as i, [] as l from range({rows})"
    assert json.loads(run("sql", query, "--format", "json").stdout) == [{"i": i, "l": []} for i in range(rows)]


def test_a_result_that_takes_too_much_memory_gets_one_line(run: Run) -> None:
    refused = run("sql", "--time-limit", "600", "select list(range::varchar || repeat('x', 1000)) from range(10000000)")
    assert refused.returncode == 2
    (line,) = refused.stderr.splitlines()
    assert "Out of Memory" in line


@pytest.mark.parametrize(
    "planted",
    ["create macro marts.round(x) as 0", "create view marts.more as select 1 as one", "create macro sum(x) as 0"],
)
def test_a_release_that_holds_more_than_tables_is_none_of_ours(project_copy: Project, planted: str) -> None:
    """A macro would be called in place of the function whose name it has, whatever the query."""
    store = ReleaseStore(project_copy.releases)
    good = store.current()
    publish_changed(store, planted)
    with open_current(store) as read:
        assert read.release == good
        assert read.fault
        assert "expected tables alone" in read.fault


def test_a_release_with_views_alone_is_refused(project_copy: Project) -> None:
    store = ReleaseStore(project_copy.releases)
    (good,) = store.all()
    publish_changed(store, "create view marts.more as select 1 as one")
    (project_copy.releases / good.file).unlink()
    with pytest.raises(DamagedError, match="expected tables alone"):
        open_current(store)
