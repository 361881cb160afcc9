"""The Data Package descriptor of a release: https://datapackage.org, profile tabular-data-package of version 1.

Version 1 knows one language: title and description are in English, title_fr and description_fr beside them our own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.files import sha256_of
from pipeline.open_data.describing import TYPES, Column, Mart, Words, read_words
from pipeline.releases.store import Release

# Marts with surveys that need not be in the release: what is wrong with a report does not hang on answers.
_OF_NO_SURVEY = {"report_discrepancies"}
_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "json": "application/json"}


@dataclass(frozen=True)
class TableFile:
    """A mart that was written: its file in the folder, its size in bytes, its SHA-256 and its number of rows."""

    mart: Mart
    path: str
    file_format: str
    bytes: int
    sha256: str
    row_count: int


@dataclass(frozen=True)
class Origin:
    """What main.release says of where the answers come from."""

    origins: tuple[str, ...]
    git_commit: str


def data_package(
    release: Release, origin: Origin, tables: Sequence[TableFile], others: Sequence[Path]
) -> dict[str, Any]:
    """The descriptor. others: files that are no tables of the package, such as metadata."""
    words = read_words()["package"]
    descriptions = {
        language: " ".join(
            words[f"{key}_{language}"].strip()
            for key in ("description", *(["synthetic"] if "synthetic" in origin.origins else []))
        )
        for language in ("en", "fr")
    }
    names = {table.mart.name for table in tables}
    return {
        "profile": "data-package",
        "name": "smart-customs-survey",
        "id": release.content_hash,
        "version": release.release_id,
        "created": f"{release.built_at.replace(' ', 'T')}Z",
        **_told("title", Words(words["title_en"], words["title_fr"])),
        **_told("description", Words(descriptions["en"], descriptions["fr"])),
        "licenses": [
            {
                "name": "Apache-2.0",
                "title": "Apache License 2.0",
                "path": "https://www.apache.org/licenses/LICENSE-2.0",
            }
        ],
        "sources": [{"title": words["source"], "path": "https://www.wcoomd.org/SmartCustoms.aspx"}],
        "surveys": release.survey_codes,
        "origins": list(origin.origins),
        "reason_code": release.reason_code,
        "reason_note": release.reason_note,
        "git_commit": origin.git_commit,
        "resources": [*(_table(table, names) for table in tables), *map(_other, others)],
    }


def _table(table: TableFile, names: set[str]) -> dict[str, Any]:
    return {
        "name": table.mart.name,
        "profile": "tabular-data-resource",
        "path": table.path,
        "format": table.file_format,
        "mediatype": _MEDIA_TYPES[table.file_format],
        **({"encoding": "utf-8"} if table.file_format == "csv" else {}),
        "bytes": table.bytes,
        "hash": f"sha256:{table.sha256}",
        "row_count": table.row_count,
        **_told("title", table.mart.title),
        **_told("description", table.mart.description),
        "schema": _schema(table.mart, names),
    }


def _schema(mart: Mart, names: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": list(map(_field, mart.columns))}
    if mart.key:
        schema["primaryKey"] = list(mart.key)
    if keys := [
        {"fields": [column], "reference": {"resource": resource, "fields": ["survey_code"]}}
        for column, resource in foreign_keys(mart, names)
    ]:
        schema["foreignKeys"] = keys
    return schema


def foreign_keys(mart: Mart, names: set[str]) -> list[tuple[str, str]]:
    """The columns of a mart that name a survey, each with the table of surveys; an empty name is the mart itself."""
    if "surveys" not in names or mart.name in _OF_NO_SURVEY:
        return []
    if mart.name == "surveys":
        return [("previous_survey_code", "")] if mart.has("previous_survey_code") else []
    return [("survey_code", "surveys")] if mart.has("survey_code") else []


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_key:
        constraints["required"] = True
    if column.unit in ("share", "count"):
        constraints["minimum"] = 0
    if column.unit == "share":
        constraints["maximum"] = 1
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.duckdb_type][0],
        **_told("title", column.title),
        **_told("description", column.description),
    }
    if column.unit:
        field["unit"] = column.unit
    if column.code_list:
        field["code_list"] = column.code_list
    if column.has_empty_texts:
        # Such as a code of its own: that an indicator has no items.
        field["missingValues"] = []
    if constraints:
        field["constraints"] = constraints
    return field


def _told(name: str, words: Words) -> dict[str, str]:
    return {key: text for key, text in ((name, words.en), (f"{name}_fr", words.fr)) if text}


def _other(path: Path) -> dict[str, Any]:
    return {
        "name": path.stem.replace(".", "-"),
        "path": path.name,
        "mediatype": _MEDIA_TYPES[path.suffix.removeprefix(".")],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }
