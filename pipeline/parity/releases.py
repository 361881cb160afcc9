"""Two releases of the same answers, one built by each engine: every mart of the one beside that of the other."""

from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.mart_keys import mart_keys
from pipeline.parity.compare import Difference, compare_mart
from pipeline.parity.marts import duckdb_mart
from pipeline.project import Project


def compare_releases(project: Project, duckdb_file: Path, spark_file: Path) -> tuple[dict[str, int], list[Difference]]:
    """Rows of each mart on DuckDB, by name, and everything that differs between the two files.

    Raises InputError for a mart of which the project says no primary key.
    """
    keys = mart_keys(project)
    row_counts, differences = {}, []
    for name in sorted(_marts(duckdb_file) | _marts(spark_file)):
        if name not in keys:
            raise InputError(f"{name}: found no primary key, expected one to tell rows apart; add it to its YAML")
        ours, theirs = duckdb_mart(duckdb_file, "marts", name), duckdb_mart(spark_file, "marts", name)
        row_counts[name] = len(ours.rows) if ours else 0
        differences += compare_mart(name, keys[name], ours, theirs)
    return row_counts, differences


def _marts(release_file: Path) -> set[str]:
    with duckdb.connect(str(release_file), read_only=True) as release:
        rows = release.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
    return {name for (name,) in rows}
