"""Choices that live in the URL, so that a link or a reload shows the same page."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st
from babel import negotiate_locale

from app.language import LANGUAGE_CODES, Language, LanguageCode

Choice = TypeVar("Choice", bound=str)

# Places in the state of a session.
_CHOICES = "choices"
_PAGE_ADDRESS = "page_address"


def chosen_language() -> Language:
    """The language that the URL asks for (`lang`), else the browser's, else English."""
    browser = negotiate_locale([st.context.locale or "en"], LANGUAGE_CODES, sep="-")
    default: LanguageCode = "fr" if browser == "fr" else "en"
    return Language(chosen("lang", LANGUAGE_CODES, default))


def chosen(parameter: str, options: Sequence[Choice], default: Choice) -> Choice:
    """The option that the URL asks for; the default where it asks for none, or for one that there is not."""
    asked = st.query_params.get(parameter)
    for option in options:
        if option == asked:
            st.session_state.setdefault(_CHOICES, {})[parameter] = option
            return option
    return default


def keep_choices_across_pages() -> None:
    """Put the choices back into the URL, which Streamlit empties when a reader goes to another page.

    Only then: done at every run, it would hold whoever presses the browser's back button.
    """
    page_address = st.context.url
    if st.session_state.get(_PAGE_ADDRESS) not in (None, page_address):
        st.query_params.update({**st.session_state.get(_CHOICES, {}), **st.query_params.to_dict()})
    st.session_state[_PAGE_ADDRESS] = page_address


def language_control(language: Language) -> None:
    """The control that switches the language."""
    _control("lang", LANGUAGE_CODES, language.code, language.text("language.label"), _native_name, st.segmented_control)


def survey_control(surveys: pd.DataFrame, survey_code: str, language: Language) -> None:
    """The control that switches the survey; nothing where there is but one. `surveys`: indexed by code."""
    if len(surveys) > 1:
        names = {str(code): str(name) for code, name in surveys[language.column("survey_name")].items()}
        _control("survey", list(names), survey_code, language.text("survey.label"), names.__getitem__, st.selectbox)


def _control(
    parameter: str,
    options: Sequence[str],
    value: str,
    label: str,
    named: Callable[[str], str],
    widget: Callable[..., object],
) -> None:
    key = f"{parameter}_control"
    # The URL decides, also after the browser's back button; the control only shows it and writes it.
    st.session_state[key] = value
    widget(
        label,
        options,
        key=key,
        format_func=named,
        required=True,
        label_visibility="collapsed",
        on_change=_write_to_url,
        args=(parameter, key),
    )


def _write_to_url(parameter: str, key: str) -> None:
    st.query_params[parameter] = st.session_state[key]


def _native_name(code: str) -> str:
    """A language in its own words: who looks for French looks for Français."""
    return Language("fr" if code == "fr" else "en").text("language.native_name")
