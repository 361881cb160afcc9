"""What KoboToolbox and ODK make of an XForm: names or labels with a separator between groups, choices in columns."""

import re
from collections import Counter
from collections.abc import Collection
from itertools import islice

from pipeline.exports.export import Column, Role
from pipeline.exports.tables import Table, told_apart
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, roles_of
from pipeline.exports.tools.recognised import Recognised

# KoboToolbox and choices of both; ODK Central and Briefcase; KoboToolbox where it was told to; ODK Aggregate.
_SEPARATORS = "/-.:"
_BEFORE_A_NAME = re.compile(r"(?<=\w)[/\-.:](?=[A-Za-z_])")
# Our own questionnaire names a row of a grid `<question>__<item>`, as names are unique in a form.
_ITEM_SEPARATOR = "__"
_OTHER = "other"
# Of a place, by KoboToolbox and by ODK.
_OF_A_PLACE = re.compile(
    r"_.*_(?:latitude|longitude|altitude|precision)|.*[-:](?:Latitude|Longitude|Altitude|Accuracy)"
)
_TICKS = frozenset({"", "0", "1", "true", "false"})
_SAMPLE_ROWS = 200
_NOT_TICKED = frozenset({"0", "false"})


def read_form(table: Table, tool: str, identifiers: Collection[str], header_rows: int) -> Recognised:
    """The columns of a form. tool: its key in headings.yml. identifiers: names of the identifier, the best first."""
    headings = [heading for (heading,) in table.columns(1)]
    roles = roles_of(tool)
    identifier = next((name for name in identifiers if name in headings), "")
    of_tool = {heading: roles[normal(heading)] for heading in headings if normal(heading) in roles}
    of_tool |= {name: Role.RESPONSE_ID if name == identifier else Role.TECHNICAL for name in identifiers}
    separator = _separator(headings)
    choices = _choices(table, [heading for heading in headings if heading not in of_tool], headings, header_rows)
    names = frozenset(headings)
    columns = tuple(
        Column(position, unique, of_tool[heading])
        if heading in of_tool
        else _column(position, heading, unique, names, choices, separator)
        for position, (heading, unique) in enumerate(zip(headings, told_apart(headings), strict=True))
    )
    return Recognised(columns, header_rows)


def _separator(headings: list[str]) -> str:
    """What stands between a group and a name: that of the form's own group, `meta`, or else the one that many have."""
    own = {heading[4] for heading in headings if heading.startswith("meta") and heading[5:].startswith("instance")}
    counts = Counter(mark for heading in headings if not _is_label(heading) for mark in _BEFORE_A_NAME.findall(heading))
    return min(own) if own else max(_SEPARATORS, key=lambda mark: counts[mark])


def _choices(table: Table, candidates: list[str], headings: list[str], header_rows: int) -> set[str]:
    """The questions with a column per choice: there is a column that sums them up, or all of them hold 0 and 1 only."""
    parents: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        if "/" in heading and heading in candidates:
            parents.setdefault(heading.rpartition("/")[0], []).append(position)
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


def _column(
    position: int, heading: str, unique: str, names: frozenset[str], choices: set[str], separator: str
) -> Column:
    if _OF_A_PLACE.fullmatch(heading):
        return Column(position, unique, Role.PERSONAL)
    if heading.rpartition("/")[0] in choices:
        parent, _, choice = heading.rpartition("/")
        question = parent.rpartition("/" if _is_label(parent) else separator)[2].rpartition("/")[2]
        text, label = in_one_line(question), in_one_line(choice)
        # An unanswered question has 0 in the columns of its choices.
        return Column(position, unique, Role.ANSWER, question, text, choice, label, no_tick=_NOT_TICKED)
    group, _, name = heading.rpartition(separator)
    if _is_label(heading) and not (group and not _is_label(group)):
        # A label may hold the separator itself.
        return Column(position, unique, Role.SUMMARY if heading in choices else Role.ANSWER, "", in_one_line(heading))
    if heading in choices:
        return Column(position, unique, Role.SUMMARY, name, in_one_line(name))
    if name.endswith(f"_{_OTHER}") and heading.removesuffix(f"_{_OTHER}") in names:
        base = name.removesuffix(f"_{_OTHER}")
        return Column(position, unique, Role.OTHER_TEXT, base, in_one_line(base), _OTHER, _OTHER)
    question, has_item, item = name.partition(_ITEM_SEPARATOR)
    if has_item and question and item:
        return Column(position, unique, Role.ANSWER, question, in_one_line(question), item, in_one_line(item))
    return Column(position, unique, Role.ANSWER, name, in_one_line(name))


def _is_label(heading: str) -> bool:
    return " " in heading
