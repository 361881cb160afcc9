"""The kinds of files that a part of a page can be taken along as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.content import Part, Picture
from app.downloads.csv_file import to_csv
from app.downloads.picture import to_picture
from app.downloads.workbook import to_workbook
from app.language import Language


@dataclass(frozen=True)
class Kind:
    """media_type: as HTTP calls it; told_by: the key of the text that says what the file holds; make: its bytes."""

    media_type: str
    told_by: str
    make: Callable[[Part, Language], bytes]


_ROWS = "part.download_rows"
_CHART = "part.download_chart"

# By the ending of the file, in the order in which they are offered.
KINDS: Mapping[str, Kind] = {
    "csv": Kind("text/csv; charset=utf-8", _ROWS, lambda part, language: to_csv(part.rows, language)),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ROWS,
        lambda part, language: to_workbook(part.rows, part.known, language),
    ),
    "png": Kind("image/png", _CHART, lambda part, _: to_picture(_picture(part), part.known, "png")),
    "svg": Kind("image/svg+xml", _CHART, lambda part, _: to_picture(_picture(part), part.known, "svg")),
}


def kinds_of(part: Part) -> Mapping[str, Kind]:
    """The kinds that there are of a part: of its rows where it has any, of its chart where it has one."""
    there_is = {_ROWS: bool(len(part.rows)), _CHART: part.picture is not None}
    return {ending: kind for ending, kind in KINDS.items() if there_is[kind.told_by]}


def _picture(part: Part) -> Picture:
    assert part.picture, "kinds_of offers a chart where there is one"
    return part.picture
