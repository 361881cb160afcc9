"""The Streamlit app: choose language and survey, say where the figures come from, and let a page draw itself."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import components
from app.context import PageContext
from app.controls import chosen, chosen_language, keep_choices_across_pages, language_control, survey_control
from app.document import say_language
from app.freshness import keep_fresh
from app.language import Language
from app.release import ReleaseUnavailableError, current_release
from app.views import VIEWS, View


def main() -> None:
    """Draw the page that the URL asks for, or say in one sentence why there is none."""
    keep_choices_across_pages()
    language = chosen_language()
    st.set_page_config(page_title=language.text("app.title"), layout="centered")
    say_language(language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        top = st.container(width="stretch")
        language_control(language)
    try:
        _draw(language, top)
    except ReleaseUnavailableError as error:
        components.problem(error, language)


def _draw(language: Language, top: DeltaGenerator) -> None:
    current = current_release()
    surveys = current.surveys()
    codes = [str(code) for code in surveys.index]
    survey_code = chosen("survey", codes, default=codes[0])
    context = PageContext(current, survey_code, language)

    page = st.navigation([_page(VIEWS[0], context, is_start=True), *(_page(view, context) for view in VIEWS)])
    with top:
        survey_control(surveys, survey_code, language)
        components.survey_line(context)
    components.fallback_notice(context)
    components.origin_banner(context)
    page.run()
    keep_fresh(current)


def _page(view: View, context: PageContext, is_start: bool = False) -> st.Page:
    """A page at its own address, or as the start page.

    Streamlit serves its start page at the root of the app alone. The first page is registered as both, so that the link
    to it holds when another page becomes the start page.
    """
    return st.Page(
        partial(view.page, context),
        title=context.language.text(view.title),
        url_path="" if is_start else view.url_path,
        default=is_start,
        visibility="hidden" if is_start else "visible",
    )


main()
