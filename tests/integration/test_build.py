"""What a build does when something around it is not as it should be."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from expectations.audit import quiet_context
from pipeline.building.audit import AuditError, AuditProcess
from pipeline.building.dbt import Relation, run_dbt
from pipeline.project import Project
from tests.support.building import AuditInThisProcess, build


def test_an_audit_that_gives_no_results_fails_the_build(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def end_without_results(*_: object) -> list[dict[str, object]]:
        raise AuditError("the audit ended without results: killed")

    monkeypatch.setattr(AuditInThisProcess, "results", end_without_results)
    pointer = (project_copy.releases / "current.json").read_bytes()
    summary = build(project_copy)
    assert summary.exit_code == 1
    (finding,) = summary.findings
    assert "the audit ended without results" in finding.line
    assert (project_copy.releases / "current.json").read_bytes() == pointer


def test_the_audit_process_says_why_it_ended(tmp_path: Path) -> None:
    with AuditProcess(tmp_path) as audit:
        audit.ask(tmp_path / "nowhere.duckdb", [], tmp_path / "validations")
        with pytest.raises(AuditError, match=r"IO Error.*audit\.log"):
            audit.results()


def test_an_audit_that_was_never_asked_has_no_results(tmp_path: Path) -> None:
    with AuditProcess(tmp_path) as audit, pytest.raises(AuditError, match="was not asked"):
        audit.results()


_READ_UNTIL_TOLD = """
import sys
import duckdb
with duckdb.connect(sys.argv[1], read_only=True) as warehouse:
    print(warehouse.execute("select count(*) from marts.partner_agencies").fetchone()[0], flush=True)
    sys.stdin.read()
"""


def test_a_warehouse_is_read_and_not_changed_while_it_is_tested(project_copy: Project) -> None:
    """And all is as before when dbt has ended: the folder and the environment of this process."""
    (project_copy.root / "tests" / "dbt" / "singular" / "it_writes.sql").write_text(
        "{% if execute %}{% do run_query('delete from marts.partner_agencies') %}{% endif %}select 1 as one where false"
    )
    readers: list[subprocess.Popen[str]] = []
    warehouse = project_copy.target / "build" / "warehouse.duckdb"
    warehouse.parent.mkdir()

    def read(_relations: Sequence[Relation]) -> None:
        reader = subprocess.Popen(
            [sys.executable, "-c", _READ_UNTIL_TOLD, warehouse],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        readers.append(reader)
        assert reader.stdout
        assert reader.stdout.readline() == "6\n"

    folder, variables = Path.cwd(), dict(os.environ)
    outcome = run_dbt(project_copy, warehouse, None, when_built=read)
    assert (Path.cwd(), dict(os.environ)) == (folder, variables)
    (reader,) = readers
    # It had the file open all the time.
    assert reader.poll() is None
    reader.communicate()
    assert reader.returncode == 0
    assert outcome.errors == []
    assert len(outcome.tests) > 1
    (failed,) = outcome.failed_tests
    assert failed.name == "it_writes"
    assert "read-only" in failed.error
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.partner_agencies").fetchone() == (6,)


def test_an_audit_process_that_is_not_asked_ends_with_the_build(tmp_path: Path) -> None:
    with AuditProcess(tmp_path) as audit:
        process = audit._process
    assert process.returncode is not None


def test_a_second_build_waits_for_the_first(project_copy: Project) -> None:
    told: list[str] = []
    waits = threading.Event()

    def tell(step: str) -> None:
        told.append(step)
        if step.startswith("Waiting"):
            waits.set()

    first = FileLock(project_copy.target / "build.lock", thread_local=False)
    first.acquire()
    second = threading.Thread(target=build, args=(project_copy,), kwargs={"tell": tell, "release": False})
    second.start()
    assert waits.wait(timeout=60)
    first.release()
    second.join()
    assert told[:2] == ["Waiting for another build of this project to end", "Reading raw answers"]
    assert told[-1] == "Auditing the marts"


def test_a_broken_pointer_is_mended_by_the_next_release(project_copy: Project) -> None:
    (project_copy.releases / "current.json").write_text("{")
    summary = build(project_copy)
    assert summary.status == "released"
    assert summary.release is not None
    assert summary.release["release_id"].startswith("r0002-")


def test_a_build_leaves_nothing_of_an_earlier_one(project_copy: Project) -> None:
    with duckdb.connect(str(project_copy.warehouse)) as warehouse:
        warehouse.execute("create table marts.of_a_deleted_model as select 1 as one")
    assert build(project_copy, release=False).status == "passed"
    with duckdb.connect(str(project_copy.warehouse), read_only=True) as warehouse:
        names = {name for (name,) in warehouse.execute("select table_name from duckdb_tables()").fetchall()}
    assert "partner_agencies" in names
    assert "of_a_deleted_model" not in names


def test_nothing_is_told_to_anybody(root: Path) -> None:
    assert quiet_context().config.analytics_enabled is False
    assert "send_anonymous_usage_stats: false" in (root / "dbt_project.yml").read_text()
    assert "gatherUsageStats = false" in (root / ".streamlit" / "config.toml").read_text()
