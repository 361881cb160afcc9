"""The Streamlit app: choose language, survey and filters, say where the figures come from, and draw the page."""

from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from app import frame
from app.context import PageContext
from app.controls import (
    chosen,
    chosen_filter,
    chosen_language,
    filter_controls,
    keep_choices_across_pages,
    language_control,
    survey_control,
)
from app.document import prepare_document
from app.drawing import Drawn, draw, replayed
from app.freshness import keep_fresh
from app.language import Language
from app.pages import worked_out
from app.release import ReleaseUnavailableError, current_release
from app.views import VIEWS, View


def main() -> None:
    """Draw the page that the URL asks for, or say in one sentence why there is none."""
    keep_choices_across_pages()
    language = chosen_language()
    st.set_page_config(page_title=language.text("app.title"), layout="centered")
    prepare_document(language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        top = st.container(width="stretch")
        language_control(language)
    try:
        _draw(language, top)
    except ReleaseUnavailableError as error:
        frame.problem(error, language)


def _draw(language: Language, top: DeltaGenerator) -> None:
    current = current_release()
    surveys = current.surveys()
    codes = [str(code) for code in surveys.index]
    context = PageContext(current, chosen("survey", codes, default=codes[0]), language)

    pages: dict[str, StreamlitPage] = {}
    for view in VIEWS:
        title = language.text(view.title)
        pages[view.url_path] = st.Page(partial(_show, view, context), title=title, url_path=view.url_path)
    # Streamlit serves its start page at the root of the app alone. The first page is registered as both, so that the
    # link to it holds when another page becomes the start page.
    start = st.Page(partial(_show, VIEWS[0], context), title=language.text(VIEWS[0].title), default=True)
    # Streamlit's own navigation has lists that screen readers cannot read once its pages are grouped.
    page = st.navigation([start, *pages.values()], position="hidden")
    frame.navigation(pages, context)
    with top:
        survey_control(surveys, context.survey_code, language)
        replayed(Drawn("survey line", context, frame.survey_line))
    frame.fallback_notice(context)
    replayed(Drawn("banner", context, frame.origin_banner))
    page.run()
    keep_fresh(current)


def _show(view: View, context: PageContext) -> None:
    asked = {name: chosen_filter(name, context.current) for name in view.filters}
    context = replace(context, region_code=asked.get("region"), technology_code=asked.get("technology"))
    filter_controls(view.filters, context)
    draw(worked_out(view, context), view.url_path, context)


main()
