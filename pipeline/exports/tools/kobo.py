"""KoboToolbox: names or labels with `/` between groups, a row of HXL tags or none, columns of its own at the end."""

from itertools import islice

from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, roles_of
from pipeline.exports.tools.recognised import Reader, Recognised

_SEPARATOR = "/"
# Our own questionnaire names a row of a grid `<question>__<item>`, as names are unique in a form.
_ITEM_SEPARATOR = "__"
_OTHER = "other"
_OF_A_PLACE = ("_latitude", "_longitude", "_altitude", "_precision")
_IDENTIFIERS = ("_id", "_uuid")
_FEWEST_METADATA = 2
_TICKS = frozenset({"", "0", "1", "true", "false"})
_SAMPLE_ROWS = 200
_NOT_TICKED = frozenset({"0", "false"})


def recognise(table: Table) -> Recognised | None:
    """By its identifier and at least one more of the columns that KoboToolbox adds itself."""
    headings = [heading for (heading,) in table.columns(1)]
    roles = roles_of("kobo")
    own = {heading for heading in headings if normal(heading) in roles and heading.startswith("_")}
    if len(own) < _FEWEST_METADATA or not own.intersection(_IDENTIFIERS):
        return None
    tags = [tag for tag in table.cells(2) if tag]
    has_tags = bool(tags) and all(tag.startswith("#") for tag in tags)
    header_rows = 2 if has_tags else 1
    names = frozenset(headings)
    choices = _choices(table, headings, header_rows)
    summed_up = choices.intersection(headings)
    columns = tuple(
        _column(position, heading, unique, names, choices)
        for position, (heading, unique) in enumerate(zip(headings, told_apart(headings), strict=True))
    )
    return Recognised(
        columns=columns,
        header_rows=header_rows,
        # An unanswered question has 0 in the columns of its choices: what sums them up says whether it was answered.
        answered_by=tuple(
            column.position
            for column in columns
            if column.role in (Role.ANSWER, Role.SUMMARY, Role.OTHER_TEXT)
            and headings[column.position].rpartition(_SEPARATOR)[0] not in summed_up
        ),
        blanks=_NOT_TICKED if choices - summed_up else frozenset(),
        details={"HXL tags": "in row 2" if has_tags else "none"},
    )


def _choices(table: Table, headings: list[str], header_rows: int) -> set[str]:
    """The questions with a column per choice: there is a column that sums them up, or all of them hold 0 and 1 only."""
    parents: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        if _SEPARATOR in heading:
            parents.setdefault(heading.rpartition(_SEPARATOR)[0], []).append(position)
    summed_up = parents.keys() & set(headings)
    others = {
        parent: positions for parent, positions in parents.items() if parent not in summed_up and len(positions) > 1
    }
    ticked: set[str] = set()
    for _, cells in islice(table.rows_after(header_rows), _SAMPLE_ROWS):
        for parent, positions in list(others.items()):
            texts = {cells[position].casefold() for position in positions if position < len(cells)}
            if not texts <= _TICKS:
                del others[parent]
            elif texts != {""}:
                ticked.add(parent)
    return summed_up | (others.keys() & ticked)


def _column(position: int, heading: str, unique: str, names: frozenset[str], choices: set[str]) -> Column:
    if heading in _IDENTIFIERS:
        is_identifier = heading == next(name for name in _IDENTIFIERS if name in names)
        return Column(position, unique, Role.RESPONSE_ID if is_identifier else Role.TECHNICAL)
    if role := roles_of("kobo").get(normal(heading)):
        return Column(position, unique, role)
    if heading.startswith("_") and heading.endswith(_OF_A_PLACE):
        return Column(position, unique, Role.PERSONAL)
    parent, _, name = heading.rpartition(_SEPARATOR)
    if parent in choices:
        question = _last(parent)
        return Column(position, unique, Role.ANSWER, question, in_one_line(question), name, in_one_line(name))
    if _is_label(heading) and not (parent and not _is_label(parent)):
        # A label may hold the separator itself.
        return Column(position, unique, Role.SUMMARY if heading in choices else Role.ANSWER, "", in_one_line(heading))
    if heading in choices:
        return Column(position, unique, Role.SUMMARY, name, in_one_line(name))
    if name.endswith(f"_{_OTHER}") and heading.removesuffix(f"_{_OTHER}") in names:
        base = name.removesuffix(f"_{_OTHER}")
        return Column(position, unique, Role.OTHER_TEXT, base, in_one_line(base), _OTHER, _OTHER)
    question, separator, item = name.partition(_ITEM_SEPARATOR)
    if separator and question and item:
        return Column(position, unique, Role.ANSWER, question, in_one_line(question), item, in_one_line(item))
    return Column(position, unique, Role.ANSWER, name, in_one_line(name))


def _is_label(heading: str) -> bool:
    return " " in heading


def _last(path: str) -> str:
    return path.rpartition(_SEPARATOR)[2]


READER = Reader(
    Tool.KOBO,
    "one row of headings (a second one of HXL tags may follow) with _id or _uuid and more of _submission_time, _index",
    recognise,
)
