"""The kinds of files that the rows of a part can be taken along as, how they are named, and where they lie."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from app.context import PageContext
from app.files.csv_file import to_csv
from app.files.workbook import to_workbook
from app.tables import TABLES, source, title_of


@dataclass(frozen=True)
class Kind:
    """media_type: as HTTP calls it; ending: of the file; make: its bytes, from rows, context and key of a part."""

    media_type: str
    ending: str
    make: Callable[[pd.DataFrame, PageContext, str], bytes]


def _csv(rows: pd.DataFrame, context: PageContext, _: str) -> bytes:
    return to_csv(rows, context.language)


def _csv_with_semicolons(rows: pd.DataFrame, context: PageContext, _: str) -> bytes:
    return to_csv(rows, context.language, as_locale=True)


def _workbook(rows: pd.DataFrame, context: PageContext, key: str) -> bytes:
    return to_workbook(rows, facts(context, key), context.language)


_CSV = "text/csv; charset=utf-8"
# By the name in an address, in the order in which they are offered.
KINDS: Mapping[str, Kind] = {
    "csv": Kind(_CSV, "csv", _csv),
    "semicolon.csv": Kind(_CSV, "csv", _csv_with_semicolons),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _workbook),
}


def facts(context: PageContext, key: str) -> dict[str, str]:
    """What a file says of itself, since it leaves the page that would say it."""
    summary, language = context.summary(), context.language
    found = {
        "title": title_of(key, context),
        "survey": summary[language.column("survey_name")],
        "filter": ", ".join(context.code_name(code_list, code) for code_list, code in _filters(key, context)),
        "base": language.text("workbook.base_of_rows"),
        "source": context.source_line(source(key, context)),
        "origin": language.text("part.synthetic") if summary["origin_code"] == "synthetic" else "",
    }
    return {language.text(f"workbook.{name}"): str(text) for name, text in found.items() if text}


def file_name(key: str, kind: str, context: PageContext) -> str:
    """The name of a file: mart, survey, what was chosen, release and language."""
    chosen = [code.lower() for _, code in _filters(key, context)]
    release, table = context.current.release.release_id, source(key, context).removeprefix("marts.").replace(".", "_")
    return "_".join([table, context.survey_code, *chosen, release, f"{context.language.code}.{KINDS[kind].ending}"])


def file_address(key: str, kind: str, context: PageContext) -> str:
    """The address of a file below that of the app: of these figures and no others, whatever becomes current.

    It names the content of the release, so that a build of the same answers does not end it.
    """
    page, part = key.split(".")
    unused = {"region": None} if not TABLES[key].follows_region else {}
    if not TABLES[key].follows_technology:
        unused["technology"] = None
    query = context.address(**unused, release=context.current.release.content_hash[:16])
    return f"files/{page.replace('_', '-')}/{part}.{kind}{query}"


def _filters(key: str, context: PageContext) -> list[tuple[str, str]]:
    """The code lists and codes of what the reader chose and the rows follow."""
    table = TABLES[key]
    asked = [
        ("regions", context.region_code if table.follows_region else None),
        ("technologies", table.technology(context)),
    ]
    return [(code_list, code) for code_list, code in asked if code]
