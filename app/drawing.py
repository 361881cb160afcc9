"""Draws a page from what it says: headline, figures, and parts with chart, table, source and downloads.

Nothing of it asks the reader anything, so it is drawn once and replayed: drawing a page again costs little more than
its messages to the browser. It is one element below its title, because each costs a browser as long as a table does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Literal

import streamlit as st

from app.content import Page
from app.context import PageContext
from app.markup.figures import html_figures
from app.markup.parts import html_part
from app.markup.text import as_blocks, as_html

BADGE_COLOURS: dict[str, Literal["green", "blue", "orange"]] = {
    "collected": "green",
    "published": "blue",
    "illustrative": "orange",
}
# How what app.markup writes looks.
_STYLE = f"<style>{(files('app') / 'markup' / 'style.css').read_text(encoding='utf-8')}</style>"


@dataclass(frozen=True)
class Drawn:
    """Something that is drawn of a release, a survey, a language and filters. name: of it among all such things."""

    name: str
    context: PageContext
    draw: Callable[[PageContext], None]


# Streamlit replays the elements that a cached function drew; nothing in them may be a widget.
@st.cache_data(
    show_spinner=False, max_entries=2000, hash_funcs={Drawn: lambda drawn: (drawn.name, drawn.context.identity)}
)
def replayed(drawn: Drawn) -> None:
    """Draw this, or replay what was drawn of it before."""
    drawn.draw(drawn.context)


def draw(page: Page, address: str, context: PageContext) -> None:
    """Draw a page. address: its own."""
    # Streamlit puts a style beside the page, where nothing is replayed.
    st.html(_STYLE)
    replayed(Drawn(address, context, partial(_page, page, address)))


def _page(page: Page, address: str, context: PageContext) -> None:
    st.title(page.headline, anchor=False)
    lead = f"<p class='words'>{as_html(page.lead)}</p>" if page.lead else ""
    figures = html_figures(page.figures, context.text("part.meaning")) if page.figures else ""
    parts = "".join(html_part(shown, address, context) for shown in page.parts)
    st.html(lead + figures + parts + as_blocks(page.prose) + _footer(context))


def _footer(context: PageContext) -> str:
    release = context.current.release
    built_at = context.language.moment(release.built_at)
    permalink = context.permanent_query(region=context.region_code, technology=context.technology_code)
    return (
        f"<hr><p class='small'>{as_html(context.text('footer.release', release=release.release_id, built_at=built_at))}"
        f" {as_html(context.text('footer.permalink', address=permalink))}</p>"
    )
