"""What a page says, before anything is drawn: a page is made of parts, worked out from a PageContext alone.

Nothing here knows of Streamlit: pages are values, worked out once for a release, a survey, a language and what the
reader chose, and drawn again and again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from app.charts.svg import Drawing, on_page
from app.charts.theme import Spec
from app.columns import BASIS
from app.context import PageContext
from app.escape import as_text
from app.markup.tables import html_table
from app.provenance import Provenance, provenance

# The texts of a part, below its key: `participation.regions.title` and so on. Those without a default are needed.
PART_TEXTS = ("title", "reading", "chart", "alternative", "base")
# How columns end that say how many answered.
_BASE = ("respondent_count", "all_selection_count")
# A table with more rows is folded.
_LONG = 12


@dataclass(frozen=True)
class Figure:
    """A headline figure: what it counts, the number as written, what it rests on, and where needed what it means."""

    label: str
    value: str
    base: str
    meaning: str | None = None


@dataclass(frozen=True)
class Picture:
    """A chart (a Vega-Lite specification), what it draws in which unit, and a sentence for whoever cannot see it."""

    spec: Spec
    title: str
    alternative: str
    _drawings: dict[int, Drawing] = field(default_factory=dict, init=False, repr=False, compare=False)

    def drawn(self, width: int) -> Drawing:
        """The chart for a page, so many pixels wide; worked out once."""
        if width not in self._drawings:
            self._drawings[width] = on_page(self.spec, width)
        return self._drawings[width]


@dataclass(frozen=True)
class Basis:
    """What figures rest on: collected, published or illustrative; name and definition for Markdown."""

    code: str
    name: str
    definition: str


@dataclass(frozen=True)
class Part:
    """A part of a page: its words, its chart, its table, and the rows of a table of the release behind them.

    name: names the part on its page, in the address of its heading and in the keys of its downloads. table: HTML, of
    which is_long has more rows than a page shows unfolded. bases: what its figures rest on. more: the
    address of the page that tells more.
    """

    name: str
    known: Provenance
    rows: pd.DataFrame
    table: str
    reading: str = ""
    picture: Picture | None = None
    is_long: bool = False
    bases: Sequence[Basis] = ()
    more: str = ""


@dataclass(frozen=True)
class Page:
    """headline: one sentence computed from the data; lead: what qualifies it; prose: Markdown below the parts."""

    headline: str
    parts: Sequence[Part]
    lead: str = ""
    figures: Sequence[Figure] = ()
    prose: str = ""


def part(
    context: PageContext,
    key: str,
    mart: str,
    rows: pd.DataFrame,
    columns: Sequence[str],
    *,
    chart: Callable[[], Spec] | None = None,
    extra: Mapping[str, Sequence[str]] | None = None,
    note: str = "",
    more: str = "",
    values: Mapping[str, object] | None = None,
    drawn: pd.DataFrame | None = None,
) -> Part:
    """A part of a page from its texts and the rows of a mart.

    key: where its texts are: title and base, with a chart also chart (what it draws, in which unit) and alternative,
    and reading where it needs one. rows: those that are shown, in their order, with all columns. columns: those of the
    table; the bases of its figures join them where they differ. chart: draws them; it is not asked where there
    is nothing to draw. extra: more columns for the table, which the mart does not have.
    values: fill the texts. drawn: what the chart draws where that is not the rows: its figures have a basis too.
    """
    keys = {name: f"{key}.{name}" for name in PART_TEXTS}
    text = {name: context.text(full, **(values or {})) for name, full in keys.items() if context.has_text(full)}
    nothing = nothing_to_draw(rows)
    bases = [name for column in columns if (name := f"{column}{BASIS}") in rows]
    present = _codes_in(rows, bases)
    if drawn is not None:
        present |= _codes_in(drawn, [str(name) for name in drawn if str(name).endswith(BASIS)])
    shown = [*columns, *(bases if len(_codes_in(rows, bases)) > 1 else [])]
    return Part(
        name=key.split(".")[-1],
        known=provenance(context, text["title"], text["base"], note, mart if "." in mart else f"marts.{mart}", rows),
        rows=rows,
        table=html_table(rows.assign(**(extra or {})), shown, context, caption=text["title"]) if len(rows) else "",
        reading=context.text(nothing) if nothing else text.get("reading", ""),
        picture=Picture(chart(), text["chart"], text["alternative"]) if chart and not nothing else None,
        is_long=len(rows) > _LONG,
        bases=_bases(present, context),
        more=more,
    )


def nothing_to_draw(rows: pd.DataFrame) -> str:
    """The key of the text that says why rows have no number to draw; empty where they have one."""
    if rows.empty:
        return "part.not_asked"
    if is_all_suppressed(rows):
        return "part.suppressed"
    bases = rows[[name for name in rows if str(name).endswith(_BASE)]]
    if not bases.empty and not bases.fillna(0).to_numpy().any():
        return "part.unanswered"
    return ""


def is_all_suppressed(rows: pd.DataFrame) -> bool:
    """Whether disclosure control shows none of these rows."""
    return "is_suppressed" in rows and bool(len(rows)) and bool(rows["is_suppressed"].all())


def _codes_in(rows: pd.DataFrame, columns: Sequence[str]) -> set[str]:
    return {str(code) for name in columns for code in rows[name].dropna()}


def _bases(present: set[str], context: PageContext) -> list[Basis]:
    """The bases that there are, in the order of their list."""
    return [
        Basis(code, context.code_text("figure_bases", code), as_text(context.definition("figure_bases", code)))
        for code in context.current.codes("figure_bases").index
        if code in present
    ]
