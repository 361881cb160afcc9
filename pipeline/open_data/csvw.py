"""CSV on the Web: metadata of a folder of CSV files with titles and descriptions in both languages.

https://www.w3.org/TR/tabular-metadata
"""

from collections.abc import Sequence
from typing import Any

from pipeline.open_data.data_package import foreign_keys
from pipeline.open_data.describing import TYPES, Column, Mart, Words, read_words


def csvw_metadata(marts: Sequence[Mart]) -> dict[str, Any]:
    """The metadata of a group of tables, one per mart, each in `<mart>.csv`."""
    words = read_words()["package"]
    names = {mart.name for mart in marts}
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": _in_both(Words(words["title_en"], words["title_fr"])),
        "dc:license": {"@id": "https://www.apache.org/licenses/LICENSE-2.0"},
        "tables": [_table(mart, names) for mart in marts],
    }


def _table(mart: Mart, names: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": list(map(_column, mart.columns))}
    if mart.key:
        schema["primaryKey"] = list(mart.key)
    if keys := [
        {
            "columnReference": column,
            "reference": {"resource": f"{resource}.csv", "columnReference": "survey_code"},
        }
        for column, resource in foreign_keys(mart, names)
        # Of a first round the one before is null, which readers of CSVW take for a fault.
        if resource
    ]:
        schema["foreignKeys"] = keys
    return {
        "url": f"{mart.name}.csv",
        "dc:title": _in_both(mart.title),
        "dc:description": _in_both(mart.description),
        "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        # The heading of the file is among the titles: readers look for it there.
        "titles": {"en": [column.name, column.title.en], "fr": [column.name, column.title.fr]},
        "dc:description": _in_both(column.description),
        "datatype": TYPES[column.duckdb_type][1],
    }
    if column.is_key:
        described["required"] = True
    if column.has_empty_texts:
        # Such as a code of its own: that an indicator has no items.
        described["null"] = []
    return described


def _in_both(words: Words) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in (("en", words.en), ("fr", words.fr)) if text]
