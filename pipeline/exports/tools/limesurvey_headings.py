"""How LimeSurvey heads its columns: as codes, as texts, as code and text, or in the two rows of a VV file.

The styles, the separator of code and text and the underscores for spaces are those of
`application/helpers/admin/export/Writer.php`, the VV file that of `application/controllers/admin/Export.php`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.exports.export import Role
from pipeline.exports.tables import Table
from pipeline.exports.text import in_one_line
from pipeline.exports.tools.headings import normal, roles_of

CODE = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:\[([^\]]*)\](?:\[([^\]]*)\])?|_([A-Za-z0-9_]+))?")
FEWEST_METADATA = 2
_HEADING_CODE = r"[A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\]){0,2}"
_CODE_AND_SEPARATOR = re.compile(rf"({_HEADING_CODE})([^\w\[]+)")
# An array of texts has a row and a column, with two scales a third.
_MOST_BRACKETS = 3


@dataclass(frozen=True)
class Headings:
    """A code and a text per column, either of them empty in all. style: what LimeSurvey was told to write."""

    style: str
    codes: Sequence[str]
    texts: Sequence[str]
    header_rows: int = 1

    def known(self) -> dict[int, Role]:
        """The columns that LimeSurvey adds itself, by position."""
        codes, texts = roles_of("limesurvey", "codes"), roles_of("limesurvey", "texts")
        if self.style == "texts":
            roles = {position: texts.get(spaced(text)) for position, text in enumerate(self.texts)}
        else:
            roles = {position: codes.get(normal(code)) for position, code in enumerate(self.codes)}
        return {position: role for position, role in roles.items() if role}


def styles_of(table: Table) -> Iterator[Headings]:
    """What the headings may be, texts last. The index that pandas adds when it saves a table again is left out."""
    rows = table.columns(1)
    headings = [heading for (heading,) in rows][index_width(table) :]
    blank = [""] * len(headings)
    below = Headings("VV", table.cells(2)[: len(headings)], headings, 2)
    if len(below.codes) == len(headings) and {0: Role.RESPONSE_ID}.items() <= below.known().items():
        yield below
    yield Headings("codes", headings, blank)
    first = _CODE_AND_SEPARATOR.match(headings[0]) if headings else None
    if first:
        separator = first[2].rstrip()
        whole = re.compile(rf"({_HEADING_CODE}){re.escape(separator or first[2])}\s*(.*)", re.DOTALL)
        matches = [whole.fullmatch(heading) for heading in headings]
        codes = [match[1] for match in matches if match]
        both = Headings("codes and texts", codes, [match[2] for match in matches if match])
        # A space alone separates the words of any heading as well, but not from a code in brackets.
        has_codes = separator or len(both.known()) >= FEWEST_METADATA or any("[" in code for code in codes)
        if len(set(codes)) == len(headings) and has_codes:
            yield both
    yield Headings("texts", blank, headings)


def index_width(table: Table) -> int:
    """How many columns pandas has put before the others: one without a heading, or none."""
    return 1 if table.columns(1) and not table.cells(1)[0] else 0


def spaced(heading: str) -> str:
    """A heading as it is compared, with spaces for the underscores that LimeSurvey can be told to write."""
    return normal(heading if is_code(heading) else heading.replace("_", " "))


def is_code(heading: str) -> bool:
    """Whether it looks like a name that a person or a program gave a column."""
    return "_" in heading and heading.islower()


def are_codes(codes: Sequence[str]) -> bool:
    """Codes all of them, as LimeSurvey allows them: letters and digits, some with another one in brackets.

    A time or a language by the name that a tidy table gives it is none of LimeSurvey's.
    """
    of_tidy = {roles_of("tidy").get(normal(code)) for code in codes}
    return (
        of_tidy.isdisjoint((Role.SUBMITTED_AT, Role.LANGUAGE))
        and all(CODE.fullmatch(code) and "_" not in code.partition("[")[0] for code in codes)
        and any("[" in code for code in codes)
    )


def has_grid(texts: Sequence[str]) -> bool:
    """Whether a question is there several times, with rows in brackets; people name columns without spaces so."""
    shared = Counter(question for question, item in map(question_and_item, texts) if item and " " in spaced(question))
    return any(count > 1 for count in shared.values()) and not any(normal(text) in roles_of("tidy") for text in texts)


def question_and_item(text: str) -> tuple[str, str]:
    """The question, and the sub-question in the brackets at its end. Brackets may be nested."""
    text = in_one_line(text)
    items: list[str] = []
    for _ in range(_MOST_BRACKETS):
        if not text.endswith("]"):
            break
        depth = 0
        for position in range(len(text) - 1, -1, -1):
            depth += {"]": 1, "[": -1}.get(text[position], 0)
            if depth == 0:
                break
        if depth:
            break
        items.insert(0, text[position + 1 : -1].strip())
        text = text[:position].rstrip()
    return text, " | ".join(item for item in items if item)
