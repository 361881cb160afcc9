"""Making a release out of a warehouse: a new file, the public marts copied into it, described, hashed and read-only."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.building.dbt import Relation
from pipeline.comments import comment_on
from pipeline.errors import InputError
from pipeline.files import sha256_of, written_whole
from pipeline.memory import connect
from pipeline.releases.held import log_of
from pipeline.releases.store import KEPT_RELEASES, Release, ReleaseStore

# The storage that DuckDB 1.0 wrote and every later version reads, so that old clients open a release.
STORAGE_VERSION = "v1.0.0"


@dataclass(frozen=True)
class Provenance:
    """Where a release comes from.

    engine: what built the marts. spark_version: None on DuckDB.
    raw_files: (path in the project, salted SHA-256) of each raw file. versions: name of a tool to its version.
    disclosure_thresholds: fewest respondents of a figure, by origin.
    """

    built_at: str
    git_commit: str
    versions: dict[str, str]
    engine: str
    spark_version: str | None
    raw_files: Sequence[tuple[str, str]]
    data_tests_evaluated: int
    data_tests_passed: int
    expectations_evaluated: int
    expectations_passed: int
    disclosure_thresholds: Mapping[str, int]


@dataclass(frozen=True)
class Held:
    """Surveys that are released as they are in an earlier release."""

    survey_codes: Sequence[str]
    release: Release


# main.release: column, type and what it says. One row.
_RELEASE_COLUMNS = [
    ("release_id", "varchar", "Identifier of this release: its sequence number and the start of its content hash."),
    ("sequence", "integer", "Number of the release; a later release has a higher one."),
    ("built_at", "timestamp", "When the build ran, in UTC."),
    ("survey_codes", "varchar[]", "Survey rounds in this release."),
    ("origins", "varchar[]", "Origins of their answers: synthetic, collected."),
    (
        "git_commit",
        "varchar",
        "Commit of the project that built it; ends in -dirty where files were changed; empty outside git.",
    ),
    ("dbt_version", "varchar", "Version of dbt-core that built it."),
    ("duckdb_version", "varchar", "Version of DuckDB that built it."),
    ("gx_version", "varchar", "Version of Great Expectations that audited it."),
    ("engine", "varchar", "What built and tested the marts: duckdb or spark."),
    ("spark_version", "varchar", "Version of Spark that built it; null where DuckDB did."),
    (
        "raw_files",
        "struct(file varchar, salted_sha256 varchar)[]",
        "Raw files it was built from, with the SHA-256 of each, salted: nobody can confirm a guess of what is in them.",
    ),
    ("data_tests_evaluated", "integer", "Data tests that ran on the warehouse."),
    ("data_tests_passed", "integer", "Data tests that passed; as many as were evaluated, or there is no release."),
    ("expectations_evaluated", "integer", "Expectations that the audit evaluated."),
    (
        "expectations_passed",
        "integer",
        "Expectations that passed; those that did not are warnings, in audit.expectation_results.",
    ),
    (
        "disclosure_threshold",
        "struct(collected integer, synthetic integer)",
        "Fewest respondents that a figure rests on, by origin of the answers; 0 where nothing is suppressed.",
    ),
    (
        "accepted_disclosures",
        "struct(survey_code varchar, reason varchar)[]",
        "Surveys that were released although that gives answers of few respondents away, and why that was accepted.",
    ),
    (
        "held_surveys",
        "struct(survey_code varchar, release_id varchar)[]",
        "Surveys that were not taken from this build, and the release that they were taken from.",
    ),
    ("content_hash", "varchar", "SHA-256 over the ordered rows of each mart: the same content has the same hash."),
]


def write_release(
    store: ReleaseStore,
    warehouse_file: Path,
    relations: Iterable[Relation],
    provenance: Provenance,
    kept_releases: int = KEPT_RELEASES,
    held: Held | None = None,
    remember: Callable[[str], Mapping[str, str]] = lambda _release_id: {},
) -> Release:
    """Copy the public marts and the audit of a warehouse into a new release file, and make it the current one.

    The file appears whole or not at all, and the pointer moves last. relations: what the build made.
    kept_releases: how many of the newest releases stay. held: what is not taken from the warehouse.
    remember: called with the release_id before there is a file; gives the accepted disclosures, by survey the reason.
    Raises InputError where held surveys cannot be taken from their release.
    """
    marts = sorted((relation for relation in relations if relation.access == "public"), key=lambda mart: mart.name)
    with store.changing(), _sources(store, warehouse_file, marts, held) as (connection, sources):
        content_hash = _content_hash(connection, sources)
        store.clear_leftovers()
        sequence = store.take_sequence()
        release_id = f"r{sequence:04}-{content_hash[:8]}"
        path = store.folder / f"{release_id}.duckdb"
        accepted = remember(release_id)
        with written_whole(path) as temporary:
            about = {
                "release_id": release_id,
                "sequence": sequence,
                "content_hash": content_hash,
                "accepted_disclosures": [
                    {"survey_code": survey_code, "reason": reason} for survey_code, reason in accepted.items()
                ],
                "held_surveys": [
                    {"survey_code": survey_code, "release_id": held.release.release_id}
                    for survey_code in held.survey_codes
                ]
                if held
                else [],
            }
            try:
                survey_codes = _write_file(connection, temporary, sources, provenance, about)
            finally:
                # DuckDB leaves it where the disk is full.
                log_of(temporary).unlink(missing_ok=True)
            temporary.chmod(0o444)
            sha256 = sha256_of(temporary)
            release = Release(release_id, sequence, path.name, sha256, content_hash, provenance.built_at, survey_codes)
            # Before the file has its name: a sidecar without a file is nothing lost, a file without a sidecar would be.
            store.add(
                release,
                {
                    "git_commit": provenance.git_commit,
                    "versions": provenance.versions,
                    "engine": provenance.engine,
                    "spark_version": provenance.spark_version,
                },
            )
        store.make_current(release)
        store.keep_newest(kept_releases)
    return release


@contextmanager
def _sources(
    store: ReleaseStore, warehouse_file: Path, marts: Sequence[Relation], held: Held | None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    """A connection with the warehouse and, where surveys are held, their release; by mart, the query of its rows."""
    with connect() as connection:
        connection.execute(f"attach '{_quoted(warehouse_file)}' as warehouse (read_only)")
        sources = {mart.name: f"select * from warehouse.marts.{mart.name}" for mart in marts}
        if held is None:
            yield connection, sources
            return
        opened = store.hold(held.release.pointer)
        try:
            connection.execute(f"attach '{_quoted(opened.path)}' as earlier (read_only)")
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


def _write_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    sources: Mapping[str, str],
    provenance: Provenance,
    about: Mapping[str, Any],
) -> list[str]:
    """Write the file of a release. sources: by mart, the query of its rows. about: more columns of main.release."""
    connection.execute(f"attach '{_quoted(path)}' as release (storage_version '{STORAGE_VERSION}')")
    # One transaction: each of its hundreds of statements would otherwise wait for the disk.
    connection.begin()
    connection.execute("create schema release.marts")
    connection.execute("create schema release.audit")
    for mart_name, query in sources.items():
        # Not keyed: old clients cannot read primary keys in this storage version. The audit has checked the keys.
        connection.execute(f"create table release.marts.{mart_name} as {query} order by all")
    connection.execute("create table release.audit.expectation_results as from warehouse.audit.expectation_results")
    _copy_comments(connection)
    surveys = connection.execute(
        "select list(survey_code order by survey_code), list(distinct origin_code order by origin_code)"
        " from release.marts.participation_summary"
    ).fetchone()
    survey_codes, origins = surveys or ([], [])
    columns = ", ".join(f"{name} {kind}" for name, kind, _ in _RELEASE_COLUMNS)
    connection.execute(f"create table release.main.release ({columns})")
    values = {
        "built_at": provenance.built_at,
        "survey_codes": survey_codes,
        "origins": origins,
        "git_commit": provenance.git_commit,
        "dbt_version": provenance.versions["dbt"],
        "duckdb_version": provenance.versions["duckdb"],
        "gx_version": provenance.versions["gx"],
        "engine": provenance.engine,
        "spark_version": provenance.spark_version,
        "raw_files": [{"file": file, "salted_sha256": digest} for file, digest in provenance.raw_files],
        "data_tests_evaluated": provenance.data_tests_evaluated,
        "data_tests_passed": provenance.data_tests_passed,
        "expectations_evaluated": provenance.expectations_evaluated,
        "expectations_passed": provenance.expectations_passed,
        "disclosure_threshold": dict(provenance.disclosure_thresholds),
        **about,
    }
    connection.execute(
        f"insert into release.main.release values ({', '.join('?' for _ in _RELEASE_COLUMNS)})",
        [values[name] for name, _, _ in _RELEASE_COLUMNS],
    )
    comment_on(
        connection,
        "release.main.release",
        "Where this release comes from. One row.",
        {name: description for name, _, description in _RELEASE_COLUMNS},
    )
    connection.commit()
    connection.execute("checkpoint release")
    connection.execute("detach release")
    return list(survey_codes or [])


def _content_hash(connection: duckdb.DuckDBPyConnection, sources: Mapping[str, str]) -> str:
    """SHA-256 over each mart's name, columns and rows in the order of all columns; floats by their exact value."""
    digest = hashlib.sha256()
    in_json = json.JSONEncoder(ensure_ascii=False, default=str).encode
    for mart_name, query in sources.items():
        relation = connection.sql(f"{query} order by all")
        digest.update(json.dumps([mart_name, relation.columns]).encode())
        while rows := relation.fetchmany(10_000):
            digest.update("".join(map(in_json, rows)).encode())
    return digest.hexdigest()


def _copy_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """`create table as` drops comments: say those of every table again, read in one go because it takes long."""
    for schema, table, description, columns in connection.execute(
        """
        select schema_name, table_name, warehouse.comment, list((columns.column_name, columns.comment))
        from duckdb_tables() as warehouse
        join duckdb_tables() as release using (schema_name, table_name)
        join duckdb_columns() as columns using (schema_name, table_name)
        where warehouse.database_name = 'warehouse' and columns.database_name = 'warehouse'
            and release.database_name = 'release'
        group by all
        """
    ).fetchall():
        comment_on(
            connection, f"release.{schema}.{table}", description or "", {name: text or "" for name, text in columns}
        )


def _quoted(path: Path) -> str:
    return os.fspath(path).replace("'", "''")
