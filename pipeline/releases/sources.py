"""What the rows of a release are taken from: a warehouse, and for surveys that are held the release before."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.building.dbt import Relation
from pipeline.errors import InputError
from pipeline.memory import connect
from pipeline.releases.store import Release, ReleaseStore


@dataclass(frozen=True)
class Held:
    """Surveys that are released as they are in an earlier release."""

    survey_codes: Sequence[str]
    release: Release


@contextmanager
def open_sources(
    store: ReleaseStore, warehouse_file: Path, marts: Sequence[Relation], held: Held | None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A connection with the warehouse and, where surveys are held, their release; by mart, the query of its rows."""
    with connect() as connection:
        connection.execute(f"attach '{quoted(warehouse_file)}' as warehouse (read_only)")
        sources = {mart.name: f"select * from warehouse.marts.{mart.name}" for mart in marts}
        if held is None:
            yield connection, sources
            return
        opened = store.hold(held.release.pointer)
        try:
            connection.execute(f"attach '{quoted(opened.path)}' as earlier (read_only)")
            surveys = ", ".join(f"'{survey_code}'" for survey_code in held.survey_codes)
            for mart_name in sources:
                columns = _columns(connection, "warehouse", mart_name)
                # What there is of rounds rests on no answers, and says which of all that there are is the latest.
                if "survey_code" not in dict(columns) or mart_name == "surveys":
                    continue
                if _columns(connection, "earlier", mart_name) != columns:
                    raise InputError(
                        f"--hold {held.survey_codes[0]}: found other columns in {mart_name} of "
                        f"{held.release.release_id}, expected those of this build; release without --hold"
                    )
                sources[mart_name] += (
                    f" where survey_code not in ({surveys})"
                    f" union all select * from earlier.marts.{mart_name} where survey_code in ({surveys})"
                )
            yield connection, sources
        finally:
            opened.close()


def _columns(connection: duckdb.DuckDBPyConnection, database: str, mart_name: str) -> list[tuple[str, str]]:
    return connection.execute(
        "select column_name, data_type from duckdb_columns()"
        " where database_name = ? and schema_name = 'marts' and table_name = ? order by column_index",
        [database, mart_name],
    ).fetchall()


def quoted(path: Path) -> str:
    """A path as it stands between the quotes of an SQL text."""
    return os.fspath(path).replace("'", "''")
