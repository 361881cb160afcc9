"""The headings that tools write themselves, read from the YAML beside this module."""

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.exports.export import Role
from pipeline.exports.tables import Table, letters
from pipeline.exports.text import shortened
from pipeline.yaml_files import read_yaml

_FILE = Path(__file__).with_suffix(".yml")


def normal(heading: str) -> str:
    """A heading as it is compared: in small letters, with single spaces."""
    return " ".join(heading.casefold().split())


@cache
def roles_of(*path: str) -> dict[str, Role]:
    """The role of each heading that a tool writes itself, normalised; path: the keys in the YAML, the tool first."""
    roles = {role.value: role for role in Role}
    return {
        normal(heading): roles[role]
        for role, headings in _section(*path).items()
        if role in roles
        for heading in headings
    }


@cache
def headings_of(*path: str) -> frozenset[str]:
    """The headings of one list in the YAML, normalised."""
    return frozenset(normal(heading) for heading in _section(*path))


def _section(*path: str) -> Any:
    section = read_yaml(_FILE)
    for key in path:
        section = section[key]
    return section


def require_headings(table: Table, row: int, headings: list[str], *, are_unique: bool = True) -> None:
    """Raise InputError with one line per heading that is missing, or is there a second time though all are unique."""
    first: dict[str, int] = {}
    faults = []
    for position, heading in enumerate(headings):
        if not heading:
            faults.append(
                f"{table.place}, row {row}, column {letters(position)}: found no heading, expected one in each column; "
                "give the column a heading or remove it"
            )
        elif heading in first and are_unique:
            faults.append(
                f"{table.place}, row {row}: found the heading '{shortened(heading, 80)}' in column "
                f"{letters(first[heading])} and in column {letters(position)}, expected each heading "
                "once; rename or remove one"
            )
        else:
            first[heading] = position
    if faults:
        raise InputError(*faults)
