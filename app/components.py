"""The parts that pages are made of: figures, headings with their basis, charts, tables, sources, downloads, notices."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd
import streamlit as st

from app.context import PageContext
from app.download import to_csv
from app.escape import as_text
from app.language import Language
from app.release import ReleaseUnavailableError

_BADGE_COLOURS: dict[str, Literal["green", "blue", "orange"]] = {
    "collected": "green",
    "published": "blue",
    "illustrative": "orange",
}


@dataclass(frozen=True)
class Figure:
    """A headline figure: what it counts, the number as written, what it rests on, and where needed what it means."""

    label: str
    value: str
    base: str
    meaning: str | None = None


def origin_banner(context: PageContext) -> None:
    """Says that the answers are synthetic, and what that makes of the figures; nothing where answers were collected."""
    if context.summary()["origin"] != "synthetic":
        return
    language = context.language
    origins = context.current.codes("origins")
    bases = context.current.codes("figure_bases")
    st.warning(
        language.text(
            "banner.synthetic",
            definition=_read(origins, "synthetic", "definition", language),
            published=_badge(bases, "published", language),
            published_definition=_read(bases, "published", "definition", language),
            illustrative=_badge(bases, "illustrative", language),
            illustrative_definition=_read(bases, "illustrative", "definition", language),
        ),
        icon=":material/science:",
    )


def fallback_notice(context: PageContext) -> None:
    """Says that an earlier release is shown, and for the maintainer why; nothing where it is the current one."""
    if not context.current.fault:
        return
    language = context.language
    release = context.current.release
    st.error(
        language.text(
            "fallback.notice",
            release=release.release_id,
            built_at=language.timestamp(dt.datetime.fromisoformat(release.built_at)),
        ),
        icon=":material/history:",
    )
    with st.expander(language.text("problem.detail")):
        st.code(context.current.fault, language=None, wrap_lines=True)


def survey_line(context: PageContext) -> None:
    """The survey that the page is about, and when it was open."""
    language = context.language
    summary = context.summary()
    st.caption(
        language.text(
            "survey.line",
            name=as_text(summary[language.column("survey_name")]),
            opened_on=language.date(summary["opened_on"]),
            closed_on=language.date(summary["closed_on"]),
        )
    )


def figures(shown: Sequence[Figure]) -> None:
    """Headline figures side by side: four in a row, two on a phone."""
    with st.container(horizontal=True, gap="small"):
        for figure in shown:
            with st.container(border=True, width=164, height="stretch", gap=None):
                st.metric(figure.label, figure.value, help=figure.meaning)
                st.caption(figure.base)


def heading(title: str, anchor: str, figure_bases: Iterable[str], context: PageContext) -> None:
    """The heading of a part of a page, with the basis of its figures: collected, published or illustrative."""
    language = context.language
    codes = context.current.codes("figure_bases")
    present = set(figure_bases)
    st.space("small")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(title, anchor=anchor, width="content")
        for code in codes.index[codes.index.isin(present)]:
            st.badge(
                _read(codes, code, "name", language),
                color=_BADGE_COLOURS[code],
                help=_read(codes, code, "definition", language),
            )


def chart(picture: alt.LayerChart, alternative: str) -> None:
    """A chart in the width of the page, and the sentence that says the same to whoever cannot see it."""
    # Our own theme: it adapts to light and dark, and the same charts can be drawn outside Streamlit.
    st.altair_chart(picture, width="stretch", theme=None, alt=alternative)


def table(rows: pd.DataFrame, written: Mapping[str, Callable[[Any], str]]) -> None:
    """A table in HTML, to be read aloud, copied and searched. `written`: how to write the numbers of a column."""
    formats = dict.fromkeys(rows.select_dtypes(include=["object", "string"]), _written_as_text)
    st.table(rows.style.format({**formats, **written}), border="horizontal", hide_index=True)


def with_suppressed(
    rows: pd.DataFrame, written: Mapping[str, Callable[[Any], str]], language: Language
) -> pd.DataFrame:
    """The rows of a regional mart with the columns of `written` as text, to go into a table as they are.

    A number that is suppressed is a word: it is neither nothing nor 0. Where there is no number for another reason,
    such as a base of 0, stands what `written` makes of it.
    """
    suppressed = rows["is_suppressed"].astype(bool)
    texts = {
        column: [
            language.suppressed if is_suppressed and pd.isna(value) else write(value)
            for value, is_suppressed in zip(rows[column], suppressed, strict=True)
        ]
        for column, write in written.items()
    }
    return rows.assign(**texts)


def source(mart: str, base: str, context: PageContext) -> None:
    """What figures rest on and where they come from, with the rows of the mart to download."""
    language = context.language
    release = context.current.release
    with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute"):
        st.caption(
            language.text(
                "source.line",
                base=base,
                mart=mart,
                release=release.release_id,
                built_at=language.timestamp(dt.datetime.fromisoformat(release.built_at)),
            ),
            width=520,
        )
        st.download_button(
            language.text("source.download"),
            data=to_csv(context.mart(mart), language.suppressed),
            file_name=f"{mart}_{context.survey_code}_{release.release_id}.csv",
            mime="text/csv",
            key=f"download_{mart}",
            icon=":material/download:",
            help=language.text("source.download_help", mart=mart),
            on_click="ignore",
        )


def problem(error: ReleaseUnavailableError, language: Language) -> None:
    """A page for when there is nothing to show: what to run, and for the maintainer what was found."""
    st.title(language.text("problem.title"), anchor=False)
    st.info(language.text(error.problem), icon=":material/build:")
    if error.detail:
        with st.expander(language.text("problem.detail")):
            st.code(error.detail, language=None, wrap_lines=True)


def _badge(codes: pd.DataFrame, code: str, language: Language) -> str:
    return f":{_BADGE_COLOURS[code]}-badge[{_read(codes, code, 'name', language)}]"


def _read(codes: pd.DataFrame, code: str, what: str, language: Language) -> str:
    """The name or the definition of a code, for Markdown."""
    return as_text(language.typeset(str(codes.loc[code, language.column(what)])))


def _written_as_text(value: Any) -> str:
    """A cell of text: tables read Markdown too."""
    return "" if pd.isna(value) else as_text(str(value))
