"""What stands around every page: what the answers are, which release is shown, and what to do where there is none."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.context import PageContext
from app.drawing import BADGE_COLOURS
from app.escape import as_text
from app.language import Language
from app.release import ReleaseUnavailableError
from app.views import GROUPS, VIEWS


def navigation(pages: Mapping[str, StreamlitPage], context: PageContext) -> None:
    """The pages in their groups; a link keeps language and survey. pages: by their address."""
    with st.sidebar:
        for group in GROUPS:
            st.markdown(f"**{context.text(group)}**")
            for view in VIEWS:
                if view.group == group:
                    st.page_link(pages[view.url_path], query_params=context.permanent_parameters(), width="stretch")


def origin_banner(context: PageContext) -> None:
    """Says that the answers are synthetic, and what that makes of the figures; nothing where answers were collected."""
    if context.summary()["origin_code"] != "synthetic":
        return
    st.warning(
        context.text(
            "banner.synthetic",
            definition=as_text(context.language.typeset(context.definition("origins", "synthetic"))),
            published=_badge("published", context),
            illustrative=_badge("illustrative", context),
        ),
        icon=":material/science:",
    )


def fallback_notice(context: PageContext) -> None:
    """Says that an earlier release is shown, and for the maintainer why; nothing where it is the current one."""
    if not context.current.fault:
        return
    release = context.current.release
    st.error(
        context.text("fallback.notice", release=release.release_id, built_at=context.language.moment(release.built_at)),
        icon=":material/history:",
    )
    with st.expander(context.text("problem.detail")):
        st.code(context.current.fault, language=None, wrap_lines=True)


def survey_line(context: PageContext) -> None:
    """The survey that the page is about, and when it was open."""
    language = context.language
    summary = context.summary()
    st.caption(
        context.text(
            "survey.line",
            name=as_text(summary[language.column("survey_name")]),
            opened_on=language.date(summary["opened_on"]),
            closed_on=language.date(summary["closed_on"]),
        )
    )


def _badge(code: str, context: PageContext) -> str:
    return f":{BADGE_COLOURS[code]}-badge[{context.code_text('figure_bases', code)}]"


def problem(error: ReleaseUnavailableError, language: Language) -> None:
    """A page for when there is nothing to show: what to run, and for the maintainer what was found."""
    st.title(language.text("problem.title"), anchor=False)
    st.info(language.text(error.problem), icon=":material/build:")
    if error.detail:
        with st.expander(language.text("problem.detail")):
            st.code(error.detail, language=None, wrap_lines=True)
