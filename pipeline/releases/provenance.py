"""What a release says of itself, in main.release: where it comes from, what was checked, and what was decided."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from pipeline.comments import comment_on
from pipeline.releases.revision import Revision


@dataclass(frozen=True)
class Provenance:
    """Where a release comes from.

    engine: what built the marts. spark_version: None on DuckDB.
    raw_files: (path in the project, salted SHA-256) of each raw file. versions: name of a tool to its version.
    disclosure_thresholds: fewest respondents of a figure, by origin. suppresses_unanimous: whether collected surveys
    show no figure of a region in which everybody gave one answer.
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
    suppresses_unanimous: bool
    revision: Revision = Revision()


# main.release: column, type and what it says. One row.
_RELEASE_COLUMNS = [
    ("release_id", "varchar", "Identifier of this release: its sequence number and the start of its content hash."),
    ("sequence", "integer", "Number of the release; a later release has a higher one."),
    ("built_at", "timestamp", "When the build ran, in UTC."),
    (
        "reason_code",
        "varchar",
        "Why it was made: routine, correction or method. The list revision_reasons defines them.",
    ),
    ("reason_note", "varchar", "What readers are told of that, in one line; empty where there is nothing to tell."),
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
        "Fewest respondents that a figure rests on, by origin of the answers; 0 where none is asked for.",
    ),
    (
        "suppresses_unanimous",
        "boolean",
        "Whether collected surveys show no figure of a region in which everybody gave one answer.",
    ),
    (
        "accepted_disclosures",
        "varchar",
        "Surveys that were released although that gives answers of few respondents away, and why that was accepted:"
        " a JSON list of survey_code and reason. DuckDB 1.0 cannot read an empty list of the format of this file.",
    ),
    (
        "held_surveys",
        "varchar",
        "Surveys that were not taken from this build, and the release that they were taken from: a JSON list of"
        " survey_code and release_id.",
    ),
    ("content_hash", "varchar", "SHA-256 over the ordered rows of each mart: the same content has the same hash."),
]


def write_provenance(connection: duckdb.DuckDBPyConnection, provenance: Provenance, about: Mapping[str, Any]) -> None:
    """Make main.release in the database that is attached as `release`. about: the columns that provenance lacks."""
    columns = ", ".join(f"{name} {kind}" for name, kind, _ in _RELEASE_COLUMNS)
    connection.execute(f"create table release.main.release ({columns})")
    values = {
        "built_at": provenance.built_at,
        **asdict(provenance.revision),
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
        "suppresses_unanimous": provenance.suppresses_unanimous,
        **about,
        "accepted_disclosures": json.dumps(about["accepted_disclosures"], ensure_ascii=False),
        "held_surveys": json.dumps(about["held_surveys"], ensure_ascii=False),
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
