"""What is known of the marts of a release: the release says tables, types and comments, the project the rest."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import duckdb

from app.labels import CERTAINTY, label
from app.language import Language
from pipeline.errors import InputError
from pipeline.mart_keys import mart_keys
from pipeline.project import Project
from pipeline.yaml_files import read_yaml

# The types of marts, in the words of Table Schema and CSVW.
TYPES = {
    "VARCHAR": ("string", "string"),
    "INTEGER": ("integer", "integer"),
    "BIGINT": ("integer", "integer"),
    "DOUBLE": ("number", "double"),
    "BOOLEAN": ("boolean", "boolean"),
    "DATE": ("date", "date"),
}
# The unit of a number by the end of its column's name, as the list figure_units of the mart codes has it.
_UNITS = {
    "share": "share",
    "_rate": "share",
    "_share": "share",
    "_mean": "mean",
    "_count": "count",
    "_percent": "percent",
}
# The code list of a column, in the mart codes.
CODE_LISTS = {
    "agency_type_code": "agency_types",
    "comparison_code": "comparisons",
    "dimension_code": "performance_dimensions",
    "flagship_group_code": "technologies",
    "indicator_code": "indicators",
    "maturity_level": "maturity_level",
    "need_code": "needs",
    "origin_code": "origins",
    "phase_code": "timeline_phases",
    "ranking_id": "rankings",
    "region_code": "regions",
    "report_section": "report_sections",
    "status_code": "technology_status",
    "technology_code": "technologies",
    "unit_code": "figure_units",
}


@dataclass(frozen=True)
class Words:
    """A text in both languages; empty where there is none in a language."""

    en: str
    fr: str


@dataclass(frozen=True)
class Column:
    """A column of a mart. unit and code_list: codes of the mart `codes`; empty where it has none.

    has_empty_texts: an empty text in it is a value, not null; none of it is null then.
    """

    name: str
    duckdb_type: str
    title: Words
    description: Words
    unit: str
    code_list: str
    is_key: bool
    has_empty_texts: bool


@dataclass(frozen=True)
class Mart:
    """A mart. key: the columns that tell its rows apart; empty where that is not known of an earlier release."""

    name: str
    title: Words
    description: Words
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Whether it has a column of that name."""
        return any(known.name == column for known in self.columns)


def described_marts(project: Project, connection: duckdb.DuckDBPyConnection, database: str) -> list[Mart]:
    """The marts of a release that is attached as `database`, in the order of their names."""
    keys = mart_keys(project)
    words = read_words()
    rows = connection.execute(
        """
        select tables.table_name, coalesce(tables.comment, ''),
            list((columns.column_name, columns.data_type, coalesce(columns.comment, '')) order by column_index)
        from duckdb_tables() as tables
        inner join duckdb_columns() as columns using (database_name, schema_name, table_name)
        where database_name = ? and schema_name = 'marts'
        group by all order by 1
        """,
        [database],
    ).fetchall()
    marts = []
    for name, comment, columns in rows:
        names = {column for column, _, _ in columns}
        key = keys.get(name, []) if names.issuperset(keys.get(name, [])) else []
        texts = [column for column, duckdb_type, _ in columns if duckdb_type == "VARCHAR"]
        table = f"{database}.marts.{name}"
        empty = {column for column in texts if column in key or _has_empty_texts(connection, table, column)}
        marts.append(_mart(name, comment, columns, key, empty, words))
    return marts


@cache
def read_words() -> dict[str, Any]:
    """What words.yml says, by its parts: package, marts, columns."""
    with as_file(files("pipeline.open_data") / "words.yml") as path:
        return dict(read_yaml(path))


def _mart(
    name: str,
    comment: str,
    columns: list[tuple[str, str, str]],
    key: list[str],
    empty: set[str],
    words: dict[str, Any],
) -> Mart:
    of_mart = words["marts"].get(name, {})
    return Mart(
        name,
        Words(of_mart.get("title_en", name), of_mart.get("title_fr", name)),
        Words(comment, " ".join(of_mart.get("description_fr", "").split())),
        tuple(
            Column(
                column,
                duckdb_type,
                Words(*(_title(column, language) for language in (Language("en"), Language("fr")))),
                Words(column_comment, in_french(column, words)),
                next((unit for end, unit in _UNITS.items() if column.endswith(end)), ""),
                "figure_bases" if column.endswith("_basis") else CODE_LISTS.get(column, ""),
                column in key,
                column in empty,
            )
            for column, duckdb_type, column_comment in columns
        ),
        tuple(key),
    )


def _has_empty_texts(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    row = connection.execute(
        f"select coalesce(bool_or({column} = ''), false), coalesce(bool_or({column} is null), false) from {table}"
    ).fetchone()
    if row == (True, True):
        raise InputError(
            f"{table}, column {column}: found empty texts and nulls, expected one of them: a file cannot tell them "
            "apart; mend the mart"
        )
    return row is not None and bool(row[0])


def in_french(column: str, words: dict[str, Any]) -> str:
    """What a column says, in French; empty where nobody has written it."""
    stem, _, end = column.rpartition("_")
    if end in ("en", "fr") and stem.endswith("_name"):
        return str(words["name_in"][end]).format(words["columns"].get(f"{stem.removesuffix('_name')}_code", ""))
    if end == "basis":
        return str(words["basis"])
    if column not in words["columns"] and (ending := next((end for end in CERTAINTY if column.endswith(end)), "")):
        return str(words["certainty"][ending])
    return " ".join(str(words["columns"].get(column, "")).split())


def _title(column: str, language: Language) -> str:
    """What the app calls it; its name where the app does not know it, as in a release of another time."""
    try:
        return label(column, language)
    except KeyError:
        return column
