"""Releases made one after another in a process of its own, from a warehouse that was built; no dbt, no audit.

    python releasing.py PROJECT COUNT KEPT [KILL_AT]

Each release differs from the one before. With KILL_AT the process kills itself at the KILL_AT-th thing that it does to
a file of the releases, so that a test can stop it everywhere; when it is not killed, it prints how many there were.
"""

import os
import signal
import sys
from pathlib import Path

import duckdb

from pipeline.building.dbt import Relation
from pipeline.project import Project
from pipeline.releases.provenance import Provenance
from pipeline.releases.store import ReleaseStore
from pipeline.releases.write import write_release

# What Python tells before it does it. DuckDB's own writing lies between two of these.
_DEEDS = {"open", "os.rename", "os.remove", "os.chmod", "fcntl.flock", "fcntl.lockf"}


def main() -> None:
    """Make the releases."""
    project, count, kept = Project(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
    kill_at = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    with duckdb.connect(str(project.warehouse)) as warehouse:
        names = [
            name
            for (name,) in warehouse.execute(
                "select table_name from duckdb_tables() where schema_name = 'marts'"
            ).fetchall()
        ]
    relations = [Relation(name, "marts", "public", f"The mart {name}.", {}, []) for name in names]
    store = ReleaseStore(project.releases)
    deeds = _count_deeds(project.releases, kill_at)
    for _ in range(count):
        with duckdb.connect(str(project.warehouse)) as warehouse:
            warehouse.execute(
                "update marts.report_discrepancies set description_en = description_en || '.'"
                " where discrepancy_id = (select min(discrepancy_id) from marts.report_discrepancies)"
            )
        print(write_release(store, project.warehouse, relations, _provenance(), kept).release_id, flush=True)
    print(deeds[0], flush=True)


def _count_deeds(folder: Path, kill_at: int) -> list[int]:
    deeds = [0]

    def count(event: str, arguments: tuple[object, ...]) -> None:
        is_about_releases = event.startswith("fcntl") or any(
            isinstance(argument, str | bytes | os.PathLike) and os.fsdecode(argument).startswith(str(folder))
            for argument in arguments
        )
        if event in _DEEDS and is_about_releases:
            deeds[0] += 1
            if deeds[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    return deeds


def _provenance() -> Provenance:
    # Always earlier than the release before: the clock orders nothing.
    return Provenance(
        built_at="2001-01-01 00:00:00",
        git_commit="",
        versions={"dbt": "", "duckdb": duckdb.__version__, "gx": ""},
        engine="duckdb",
        spark_version=None,
        raw_files=[],
        disclosure_thresholds={"collected": 5, "synthetic": 0},
        suppresses_unanimous=True,
        data_tests_evaluated=1,
        data_tests_passed=1,
        expectations_evaluated=1,
        expectations_passed=1,
    )


if __name__ == "__main__":
    main()
