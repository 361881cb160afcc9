"""What stands above every page: the survey, what its answers are, and what to do where there is nothing to show."""

import json

import streamlit as st

from app.context import PageContext
from app.escape import as_text
from app.language import Language
from app.parts import BADGE_COLOURS
from app.release import ReleaseUnavailableError


def survey_line(context: PageContext) -> None:
    """The survey that the page is about, and when it was open."""
    language, summary = context.language, context.summary()
    st.caption(
        context.text(
            "survey.line",
            name=as_text(language.typeset(str(summary[language.column("survey_name")]))),
            opened_on=language.date(summary["opened_on"]),
            closed_on=language.date(summary["closed_on"]),
        )
    )


def origin_banner(context: PageContext) -> None:
    """Says that the answers are synthetic, and below what that makes of figures; nothing where they were collected."""
    if context.summary()["origin_code"] != "synthetic":
        return
    badges = {
        code: f":{BADGE_COLOURS[code]}-badge[{context.code_text('figure_bases', code)}]"
        for code in ("published", "illustrative")
    }
    definition = as_text(context.language.typeset(context.definition("origins", "synthetic")))
    with st.expander(context.text("banner.synthetic"), icon=":material/science:"):
        st.markdown(context.text("banner.more", definition=definition, **badges))


def fallback_notice(context: PageContext) -> None:
    """Says that an earlier release is shown, and for the maintainer why; nothing where it is the current one."""
    if not context.current.fault:
        return
    release = context.current.release
    built_at = context.language.moment(release.built_at)
    st.error(context.text("fallback.notice", release=release.release_id, built_at=built_at), icon=":material/history:")
    with st.expander(context.text("problem.detail")):
        st.code(context.current.fault, language=None, wrap_lines=True)


def disclosure_notice(context: PageContext) -> None:
    """Says why it was accepted that the survey gives answers of few Members away; nothing where it does not."""
    about = context.current.table("main.release").iloc[0]
    # Earlier releases had no such column.
    for accepted in json.loads(about.get("accepted_disclosures", "[]")):
        if accepted["survey_code"] == context.survey_code:
            st.warning(
                context.text("disclosure.accepted", reason=as_text(accepted["reason"])), icon=":material/lock_open:"
            )


def problem(error: ReleaseUnavailableError, language: Language) -> None:
    """A page for when there is nothing to show: what to run, and for the maintainer what was found."""
    st.title(language.text("problem.title"), anchor=False)
    st.info(language.text(error.problem), icon=":material/build:")
    if error.detail:
        with st.expander(language.text("problem.detail")):
            st.code(error.detail, language=None, wrap_lines=True)
