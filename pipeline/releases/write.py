"""Making a release out of a warehouse: a new file, the public marts copied into it, described, hashed and read-only."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.building.dbt import Relation
from pipeline.comments import comment_on
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
    raw_files: (path in the project, SHA-256) of each raw file. versions: name of a tool to its version.
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
    ("raw_files", "struct(file varchar, sha256 varchar)[]", "Raw files it was built from, with the SHA-256 of each."),
    ("data_tests_evaluated", "integer", "Data tests that ran on the warehouse."),
    ("data_tests_passed", "integer", "Data tests that passed; as many as were evaluated, or there is no release."),
    ("expectations_evaluated", "integer", "Expectations that the audit evaluated."),
    (
        "expectations_passed",
        "integer",
        "Expectations that passed; those that did not are warnings, in audit.expectation_results.",
    ),
    ("content_hash", "varchar", "SHA-256 over the ordered rows of each mart: the same content has the same hash."),
]


def write_release(
    store: ReleaseStore,
    warehouse_file: Path,
    relations: Iterable[Relation],
    provenance: Provenance,
    kept_releases: int = KEPT_RELEASES,
) -> Release:
    """Copy the public marts and the audit of a warehouse into a new release file, and make it the current one.

    The file appears whole or not at all, and the pointer moves last. relations: what the build made.
    kept_releases: how many of the newest releases stay.
    """
    marts = sorted((relation for relation in relations if relation.access == "public"), key=lambda mart: mart.name)
    content_hash = _content_hash(warehouse_file, marts)
    with store.changing():
        store.clear_leftovers()
        sequence = store.take_sequence()
        release_id = f"r{sequence:04}-{content_hash[:8]}"
        path = store.folder / f"{release_id}.duckdb"
        with written_whole(path) as temporary:
            try:
                survey_codes = _write_file(
                    temporary, warehouse_file, marts, provenance, release_id, sequence, content_hash
                )
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


def _write_file(
    path: Path,
    warehouse_file: Path,
    marts: Sequence[Relation],
    provenance: Provenance,
    release_id: str,
    sequence: int,
    content_hash: str,
) -> list[str]:
    with connect() as connection:
        connection.execute(f"attach '{_quoted(warehouse_file)}' as warehouse (read_only)")
        connection.execute(f"attach '{_quoted(path)}' as release (storage_version '{STORAGE_VERSION}')")
        # One transaction: each of its hundreds of statements would otherwise wait for the disk.
        connection.begin()
        connection.execute("create schema release.marts")
        connection.execute("create schema release.audit")
        for mart in marts:
            # Not keyed: old clients cannot read primary keys in this storage version. The audit has checked the keys.
            connection.execute(
                f"create table release.marts.{mart.name} as select * from warehouse.marts.{mart.name} order by all"
            )
        connection.execute("create table release.audit.expectation_results as from warehouse.audit.expectation_results")
        _copy_comments(connection)
        surveys = connection.execute(
            "select list(survey_code order by survey_code), list(distinct origin_code order by origin_code)"
            " from release.marts.participation_summary"
        ).fetchone()
        survey_codes, origins = surveys or ([], [])
        columns = ", ".join(f"{name} {kind}" for name, kind, _ in _RELEASE_COLUMNS)
        connection.execute(f"create table release.main.release ({columns})")
        connection.execute(
            f"insert into release.main.release values ({', '.join('?' for _ in _RELEASE_COLUMNS)})",
            [
                release_id,
                sequence,
                provenance.built_at,
                survey_codes,
                origins,
                provenance.git_commit,
                provenance.versions["dbt"],
                provenance.versions["duckdb"],
                provenance.versions["gx"],
                provenance.engine,
                provenance.spark_version,
                [{"file": file, "sha256": sha256} for file, sha256 in provenance.raw_files],
                provenance.data_tests_evaluated,
                provenance.data_tests_passed,
                provenance.expectations_evaluated,
                provenance.expectations_passed,
                content_hash,
            ],
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


def _content_hash(warehouse_file: Path, marts: Sequence[Relation]) -> str:
    """SHA-256 over each mart's name, columns and rows in the order of all columns; floats by their exact value."""
    digest = hashlib.sha256()
    in_json = json.JSONEncoder(ensure_ascii=False, default=str).encode
    with connect(warehouse_file, read_only=True) as warehouse:
        for mart in marts:
            relation = warehouse.sql(f"select * from marts.{mart.name} order by all")
            digest.update(json.dumps([mart.name, relation.columns]).encode())
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
