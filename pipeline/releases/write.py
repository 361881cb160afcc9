"""Making a release out of a warehouse: a new file, the public marts copied into it, described, hashed and read-only."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from pipeline.building.dbt import Relation
from pipeline.comments import comment_on
from pipeline.files import sha256_of, written_whole
from pipeline.releases.held import log_of
from pipeline.releases.provenance import Provenance, write_provenance
from pipeline.releases.sources import Held, open_sources, quoted
from pipeline.releases.store import KEPT_RELEASES, Release, ReleaseStore

# The storage that DuckDB 1.0 wrote and every later version reads, so that old clients open a release.
STORAGE_VERSION = "v1.0.0"


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
    with store.changing(), open_sources(store, warehouse_file, marts, held) as (connection, sources):
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
            release = Release(
                release_id,
                sequence,
                path.name,
                sha256,
                content_hash,
                provenance.built_at,
                survey_codes,
                **asdict(provenance.revision),
            )
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
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    sources: Mapping[str, str],
    provenance: Provenance,
    about: Mapping[str, Any],
) -> list[str]:
    """Write the file of a release. sources: by mart, the query of its rows. about: more columns of main.release."""
    connection.execute(f"attach '{quoted(path)}' as release (storage_version '{STORAGE_VERSION}')")
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
    write_provenance(connection, provenance, {"survey_codes": survey_codes, "origins": origins, **about})
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
