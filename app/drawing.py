"""Draws a page from what it says: headline, figures, and parts with chart, table, source and downloads.

What does not ask the reader anything is drawn once and replayed: a page that is drawn again costs little more than its
messages to the browser.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.content import Figure, Page, Part
from app.context import PageContext
from app.controls import permalink, permanent_parameters
from app.downloads.csv_file import to_csv
from app.downloads.picture import to_picture
from app.downloads.workbook import to_workbook
from app.escape import as_text
from app.tables import STYLE

BADGE_COLOURS: dict[str, Literal["green", "blue", "orange"]] = {
    "collected": "green",
    "published": "blue",
    "illustrative": "orange",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# Streamlit replays the elements that a cached function drew; nothing in them may be a widget.
@st.cache_data(show_spinner=False, max_entries=2000, hash_funcs={PageContext: lambda context: context.identity})
def replayed(context: PageContext, what: str, _draw: Callable[[], None]) -> None:  # noqa: ARG001 (the key)
    """Draw, or replay what was drawn of this for the same release, survey, language and filters."""
    _draw()


def draw(page: Page, address: str, context: PageContext, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw a page. address: its own; pages: all, by theirs, to be linked to."""
    # Streamlit puts a style beside the page, where nothing is replayed.
    st.html(STYLE)
    replayed(context, f"{address}: top", lambda: _top(page))
    for shown in page.parts:
        replayed(context, f"{address}: {shown.name}", partial(_part, shown, context))
        _take_along(shown, context, pages)
    replayed(context, f"{address}: bottom", lambda: _bottom(page, context))


def _top(page: Page) -> None:
    st.title(page.headline, anchor=False)
    if page.lead:
        st.markdown(page.lead)
    if page.figures:
        _figures(page.figures)


def _figures(shown: Sequence[Figure]) -> None:
    """Headline figures side by side: four in a row, two on a phone."""
    with st.container(horizontal=True, gap="small"):
        for figure in shown:
            with st.container(border=True, width=164, height="stretch", gap=None):
                st.metric(figure.label, figure.value, help=figure.meaning)
                st.caption(figure.base)


def _part(shown: Part, context: PageContext) -> None:
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(shown.known.title, anchor=shown.name, width="content")
        for basis in shown.bases:
            st.badge(basis.name, color=BADGE_COLOURS[basis.code], help=basis.definition)
    if shown.reading:
        st.markdown(shown.reading)
    if shown.picture:
        st.markdown(f":small[**{shown.picture.title}**]")
        # Our own theme: it adapts to light and dark, and the same charts can be drawn outside Streamlit.
        st.vega_lite_chart(shown.picture.spec, width="stretch", theme=None, alt=shown.picture.alternative)
    if shown.table and shown.is_long:
        with st.expander(context.text("part.table", rows=context.language.number(len(shown.rows)))):
            st.html(shown.table)
    elif shown.table:
        st.html(shown.table)
    if shown.known.note:
        st.caption(shown.known.note)
    st.caption(f"{shown.known.base} {as_text(shown.known.source)}")


def _take_along(shown: Part, context: PageContext, pages: Mapping[str, StreamlitPage]) -> None:
    """The rows and the chart to download, and the page that tells more."""
    known, kinds = shown.known, []
    if len(shown.rows):
        kinds += [
            ("CSV", "text/csv", partial(to_csv, shown.rows, context.language)),
            ("XLSX", _XLSX, partial(to_workbook, shown.rows, known, context.language)),
        ]
    if shown.picture:
        kinds += [
            ("PNG", "image/png", partial(to_picture, shown.picture, known, "png")),
            ("SVG", "image/svg+xml", partial(to_picture, shown.picture, known, "svg")),
        ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind, mime, made in kinds:
            what = "part.download_rows" if kind in ("CSV", "XLSX") else "part.download_chart"
            # A file is made when its button is pressed.
            st.download_button(
                kind,
                data=made,
                file_name=f"{known.file_stem}.{kind.lower()}",
                mime=mime,
                key=f"download_{shown.name}_{kind.lower()}",
                type="tertiary",
                icon=":material/download:",
                help=context.text(what, title=known.title, kind=kind),
                on_click="ignore",
            )
        if shown.more:
            st.page_link(
                pages[shown.more],
                label=context.text("part.more"),
                icon=":material/arrow_forward:",
                query_params=permanent_parameters(context),
            )


def _bottom(page: Page, context: PageContext) -> None:
    if page.prose:
        st.markdown(page.prose)
    release = context.current.release
    st.divider()
    built_at = context.language.moment(release.built_at)
    st.caption(context.text("footer.release", release=release.release_id, built_at=built_at))
    st.markdown(context.text("footer.permalink", address=permalink(context)))
