"""What pages are made of: a headline, figures, and parts with chart, table, base, source and files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

import altair as alt
import pandas as pd
import streamlit as st

from app.columns import headings, shown_table
from app.context import PageContext
from app.escape import as_text
from app.files.kinds import KINDS, file_address, file_name
from app.labels import BASIS
from app.language import texts
from app.tables import TABLES, rows_of, source, title_of

BADGE_COLOURS: dict[str, Literal["green", "blue", "orange"]] = {
    "collected": "green",
    "published": "blue",
    "illustrative": "orange",
}
# The texts of a part below its key, beside its title. Those that it has no use for it does not have.
PART_TEXTS = ("reading", "chart", "alternative", "base")
# How columns end that say how many answered.
_BASE = ("respondent_count", "all_selection_count")
# As many rows as a table shows without scrolling.
_ROWS = 12
_ROW_HEIGHT = 35


def headline(sentence: str, lead: str = "") -> None:
    """What the page says in one sentence, and what qualifies it."""
    st.title(sentence, anchor=False)
    if lead:
        st.markdown(lead)


def figures(found: Sequence[tuple[str, str, str, str | None]]) -> None:
    """Headline figures side by side: what each counts, the number as written, its base, and what it means."""
    with st.container(horizontal=True):
        for label, value, base, meaning in found:
            with st.container(border=True, width=220, gap=None):
                st.metric(label, value, help=meaning)
                st.caption(base)


def side_by_side(context: PageContext) -> Iterator[PageContext]:
    """What the reader compares, each in a column of its own; below each other on a phone."""
    scopes = context.scopes()
    for column, scope in zip(st.columns(len(scopes), gap="large"), scopes, strict=True):
        with column:
            yield scope


def part(
    context: PageContext,
    key: str,
    rows: pd.DataFrame,
    columns: Sequence[str],
    chart: Callable[[], alt.Chart | alt.LayerChart] | None = None,
    *,
    values: Mapping[str, object] | None = None,
    note: str = "",
    has_counts: bool = False,
    has_ranges: bool = False,
) -> None:
    """Draw a part of a page from its texts and its rows.

    key: of app.tables.TABLES, and where its texts are: title and base, with a chart also chart (what it draws, in which
    unit) and alternative (for whoever cannot see it), and reading where it needs one; values fill them. rows: those of
    the table in their order. columns: of the table; the bases of its figures join them where they differ. chart: is
    not asked for where there is nothing to draw. has_counts: whether it draws counts for a reader who chose them.
    has_ranges: whether it draws between which values its values lie.
    """
    written = texts(context.language.code)
    text = {
        name: context.text(f"{key}.{name}", **context.scope, **(values or {}))
        for name in PART_TEXTS
        if f"{key}.{name}" in written
    }
    nothing = nothing_to_draw(rows)
    bases = [name for column in columns if (name := f"{column}{BASIS}") in rows]
    present = {str(code) for name in bases for code in rows[name].dropna()}

    title = title_of(key, context)
    st.header(title, anchor=key.partition(".")[2])
    with st.container(horizontal=True, gap="small"):
        _badges(present, context)
        _unreached(key, context)
    if reading := context.text(nothing) if nothing else text.get("reading"):
        st.markdown(reading)
    shown = [*columns, *(bases if len(present) > 1 else [])]
    if chart and not nothing:
        is_compared = len(context.scopes()) > 1 or context.for_print
        beside = (st.container(), st.container()) if is_compared else st.columns([5, 4], gap="large")
        with beside[0]:
            counts = has_counts and context.in_counts
            drawn = context.text("part.counted") if counts else context.text("part.ranges") if has_ranges else ""
            st.caption(". ".join(filter(None, [text["chart"], drawn])))
            st.altair_chart(chart(), theme=None, alt=text["alternative"])
        with beside[1]:
            table(rows, shown, context, title)
    elif len(rows):
        table(rows, shown, context, title)
    st.caption(" ".join(filter(None, [text["base"], note, context.source_line(source(key, context))])))
    if len(rows):
        _downloads(key, context)


def table(rows: pd.DataFrame, columns: Sequence[str], context: PageContext, title: str) -> None:
    """A table that a reader sorts, searches and copies from; drawn whole where it is for print."""
    cells, shown = shown_table(rows, columns, context)
    named = headings(cells, rows, context.language)
    if context.for_print:
        st.table(shown.relabel_index(list(named.values()), axis="columns"), hide_index=True)
        return
    st.dataframe(
        shown,
        hide_index=True,
        height="content" if len(rows) <= _ROWS else (_ROWS + 1) * _ROW_HEIGHT,
        row_height=_ROW_HEIGHT,
        column_config={name: st.column_config.Column(heading, help=name) for name, heading in named.items()},
        alt=context.text("part.table", title=title, rows=len(rows)),
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


def _badges(present: set[str], context: PageContext) -> None:
    """What figures rest on: collected, published or illustrative."""
    for code in context.current.codes("figure_bases").index:
        if code in present:
            name, definition = context.code_text("figure_bases", code), context.definition("figure_bases", code)
            st.badge(name, color=BADGE_COLOURS.get(code, "blue"), help=as_text(definition))


def _unreached(key: str, context: PageContext) -> None:
    """Says which choices of the reader this part does not follow."""
    shown = TABLES[key]
    if context.region_code and not shown.follows_region:
        st.badge(context.text("part.all_regions"), color="gray", icon=":material/filter_alt_off:")
    if context.technology_code and not shown.follows_technology:
        st.badge(context.text("part.all_technologies"), color="gray", icon=":material/filter_alt_off:")


def _downloads(key: str, context: PageContext) -> None:
    scope = context.region_code or ""
    with st.popover(context.text("part.download"), icon=":material/download:", key=f"files {key} {scope}"):
        for name, kind in KINDS.items():
            st.download_button(
                context.text(f"part.files.{name}"),
                # Made when it is asked for. That happens outside the session, so all it needs is handed over.
                partial(kind.make, rows_of(key, context), context, key),
                file_name=file_name(key, name, context),
                mime=kind.media_type,
                on_click="ignore",
                key=f"{name} {key} {scope}",
                width="stretch",
            )
        st.caption(context.text("part.lasting_address"))
        st.code(file_address(key, "csv", context), language=None, wrap_lines=True)


def permanent_link(context: PageContext) -> None:
    """A link to exactly this view, whatever the reader's browser asks for."""
    st.divider()
    st.markdown(context.text("footer.permalink", address=context.address(**st.query_params.to_dict())))
