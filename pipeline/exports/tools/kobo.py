"""KoboToolbox: names or labels with `/` between groups, a row of HXL tags or none, columns of its own at the end."""

from dataclasses import replace

from pipeline.exports.export import Tool
from pipeline.exports.tables import Table
from pipeline.exports.tools.headings import normal, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.xform import read_form

_IDENTIFIERS = ("_id", "_uuid")
_FEWEST_METADATA = 2


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By its identifier and at least one more of the columns that KoboToolbox adds itself, in English always."""
    own = {heading for (heading,) in table.columns(1) if normal(heading) in roles_of("kobo") and heading[:1] == "_"}
    if not is_told and (len(own) < _FEWEST_METADATA or not own.intersection(_IDENTIFIERS)):
        return None
    tags = [tag for tag in table.cells(2) if tag]
    has_tags = bool(tags) and all(tag.startswith("#") for tag in tags)
    recognised = read_form(table, "kobo", _IDENTIFIERS, 2 if has_tags else 1)
    return replace(recognised, details={"HXL tags": "in row 2" if has_tags else "none"})


READER = Reader(
    Tool.KOBO,
    "one row of headings (a second one of HXL tags may follow) with _id or _uuid and more of _submission_time, _index",
    recognise,
)
