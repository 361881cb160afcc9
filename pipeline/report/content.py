"""What a report consists of, as the layout is given it: sections of blocks, and texts with traced numbers in them."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

# A figure that rests on synthetic answers and that the report of 2024 did not print.
ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True)
class Number:
    """A number or date as printed, and where in the release it is found.

    mart: with its schema. column: of the mart, or ROWS where it is the number of rows. key: columns and values, as
    text, that pick the row or, with ROWS, the rows that are counted. value: what the release holds, as text.
    is_marked: whether it is printed with the mark of illustrative figures.
    """

    text: str
    mart: str
    column: str
    key: dict[str, str]
    value: str
    basis: str = ""
    is_marked: bool = False


# Stands for a column where a number counts rows.
ROWS = "count(*)"

Run: TypeAlias = str | Number
Runs: TypeAlias = list[Run]


@dataclass(frozen=True)
class Paragraph:
    runs: Runs
    # The one that opens a section and says what it found.
    is_lead: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Bullets:
    items: list[Runs]
    kind: str = "bullets"


@dataclass(frozen=True)
class Terms:
    """What terms mean: (term, meaning). introduction: the sentence before them, where they need one."""

    items: list[tuple[str, str]]
    introduction: str = ""
    kind: str = "terms"


@dataclass(frozen=True)
class Note:
    """What a reader must not miss, in a frame."""

    runs: Runs
    kind: str = "note"


# What a column of a table holds: names that may be long, a word such as yes, or figures.
ColumnKind: TypeAlias = Literal["name", "word", "figure"]


@dataclass(frozen=True)
class Table:
    """columns: headings. The first cell of a row names the row. has_total: whether the last row sums up the others."""

    caption: str
    columns: list[str]
    column_kinds: list[ColumnKind]
    rows: list[list[Runs]]
    note: Runs
    has_total: bool = False
    kind: str = "table"


@dataclass(frozen=True)
class Chart:
    """svg: the picture. alternative: what it shows, for whoever cannot see it."""

    caption: str
    svg: str
    alternative: str
    note: Runs
    kind: str = "chart"


Block: TypeAlias = Paragraph | Heading | Bullets | Terms | Note | Table | Chart


@dataclass(frozen=True)
class Section:
    """number: as it is printed before the title, such as IV; empty without."""

    number: str
    title: str
    blocks: list[Block]
    starts_page: bool = True


@dataclass(frozen=True)
class Document:
    """texts: the words that the layout itself writes, by key."""

    language: str
    title: str
    subtitle: str
    release_id: str
    is_synthetic: bool
    texts: dict[str, str]
    sections: list[Section] = field(default_factory=list)
