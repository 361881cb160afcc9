"""The Streamlit app: choose language, survey and filters, say where the figures come from, and draw the page."""

from functools import partial

import streamlit as st

from app import choices
from app.context import PageContext
from app.freshness import keep_fresh
from app.notices import disclosure_notice, fallback_notice, origin_banner, problem, survey_line
from app.parts import permanent_link
from app.release import ReleaseUnavailableError, current_release
from app.views import GROUPS, PAGES, Page

# Streamlit says that every page is English; a screen reader would read French with an English voice.
_LANGUAGE_OF_PAGE = "<script>document.documentElement.lang = '{code}'</script>"
# Streamlit prints in the colours of the screen: a dark page would be white letters on white paper.
_PRINT = """<style>@media print {
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stPopover] {display: none}
  .stApp, .stApp * {color: #000 !important; background: #fff !important}
  .stApp svg, .stApp svg * {background: none !important}
  [data-testid=stVegaLiteChart], [data-testid=stTable] tr, h2 {break-inside: avoid}
}</style>"""


def main() -> None:
    """Draw the page that the address asks for, or say in one sentence why there is none."""
    st.set_page_config(layout="wide")
    choices.keep_across_pages()
    language = choices.language()
    st.html(_LANGUAGE_OF_PAGE.format(code=language.code) + _PRINT, unsafe_allow_javascript=True)
    try:
        current = current_release()
        context = PageContext(current, choices.survey(current, language), language)
        page = st.navigation(_navigation(context), expanded=True)
        st.set_page_config(page_title=f"{page.title} · {language.text('app.title')}")
        survey_line(context)
        fallback_notice(context)
        origin_banner(context)
        disclosure_notice(context)
        page.run()
        keep_fresh(current)
    except ReleaseUnavailableError as error:
        problem(error, language)


def _navigation(context: PageContext) -> dict[str, list[st.Page]]:
    """The pages in their groups. The first is at the root of the app, and also at an address of its own."""
    groups: dict[str, list[st.Page]] = {context.text(group): [] for group in GROUPS}
    for number, page in enumerate(PAGES):
        title, draw = context.text(page.title), partial(_draw, page, context)
        at = groups[context.text(page.group)]
        if number == 0:
            at.append(st.Page(draw, title=title, default=True))
        at.append(st.Page(draw, title=title, url_path=page.url_path, visibility="hidden" if number == 0 else "visible"))
    return groups


def _draw(page: Page, context: PageContext) -> None:
    chosen = choices.filtered(context, page.filters, page.options)
    page.draw(chosen)
    permanent_link(chosen)


main()
