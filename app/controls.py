"""Choices that live in the URL, so that a link or a reload shows the same page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st
from babel import negotiate_locale

from app.context import PageContext
from app.language import LANGUAGE_CODES, Language, LanguageCode
from app.release import CurrentRelease

Choice = TypeVar("Choice", bound=str)
Default = TypeVar("Default")

# What a page can be filtered by: the parameter in the URL, and the code list of its values.
FILTERS = {"region": "regions", "technology": "technologies"}
# What the control of a filter gives where nothing is chosen.
_ALL = ""

# Places in the state of a session.
_CHOICES = "choices"
_PAGE_ADDRESS = "page_address"


def chosen_language() -> Language:
    """The language that the URL asks for (`lang`), else the browser's, else English."""
    browser = negotiate_locale([st.context.locale or "en"], LANGUAGE_CODES, sep="-")
    default: LanguageCode = "fr" if browser == "fr" else "en"
    return Language(chosen("lang", LANGUAGE_CODES, default))


def chosen(parameter: str, options: Sequence[Choice], default: Default) -> Choice | Default:
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
    widget = partial(st.segmented_control, required=True, label_visibility="collapsed")
    _control("lang", LANGUAGE_CODES, language.code, language.text("language.label"), _native_name, widget)


def survey_control(surveys: pd.DataFrame, survey_code: str, language: Language) -> None:
    """The control that switches the survey; nothing where there is but one. `surveys`: indexed by code."""
    if len(surveys) > 1:
        names = {str(code): str(name) for code, name in surveys[language.column("survey_name")].items()}
        widget = partial(st.selectbox, label_visibility="collapsed")
        _control("survey", list(names), survey_code, language.text("survey.label"), names.__getitem__, widget)


def chosen_filter(parameter: str, current: CurrentRelease) -> str | None:
    """The code of a region or technology that the URL asks for; None where it asks for none that there is."""
    return chosen(parameter, [*current.codes(FILTERS[parameter]).index], default=None)


def filter_controls(parameters: Sequence[str], context: PageContext) -> None:
    """The controls of the filters that a page has, side by side; nothing where it has none."""
    if not parameters:
        return
    language = context.language
    values = {"region": context.region_code, "technology": context.technology_code}
    every = {"region": language.text("filters.all_members"), "technology": language.text("filters.all_technologies")}
    labels = {"region": language.text("filters.region"), "technology": language.text("filters.technology")}
    with st.container(horizontal=True, gap="medium"):
        for parameter in parameters:
            names = {_ALL: every[parameter], **context.names(FILTERS[parameter])}
            with st.container(width=320):
                _control(
                    parameter,
                    list(names),
                    values[parameter] or _ALL,
                    labels[parameter],
                    names.__getitem__,
                    st.selectbox,
                )


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
        on_change=_write_to_url,
        args=(parameter, key),
    )


def _write_to_url(parameter: str, key: str) -> None:
    value = st.session_state[key]
    if value == _ALL:
        st.query_params.pop(parameter, None)
        st.session_state.get(_CHOICES, {}).pop(parameter, None)
    else:
        st.query_params[parameter] = value


def _native_name(code: str) -> str:
    """A language in its own words: who looks for French looks for Français."""
    return Language("fr" if code == "fr" else "en").text("language.native_name")
