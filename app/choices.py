"""Choices that live in the address, so that a link or a reload shows the same page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from babel import negotiate_locale

from app.context import ALL_MEMBERS, FILTERS, PageContext
from app.language import LANGUAGE_CODES, Language
from app.release import CurrentRelease

# The option of a control that leaves the parameter out of the address.
_NONE = ""

# Places in the state of a session.
_CHOICES = "choices"
_PAGE_ADDRESS = "page_address"


def keep_across_pages() -> None:
    """Put the choices back into the address, which Streamlit empties when a reader goes to another page.

    Only then: done at every run, it would hold whoever presses the browser's back button.
    """
    page_address = st.context.url
    if st.session_state.get(_PAGE_ADDRESS) not in (None, page_address):
        st.query_params.update({**st.session_state.get(_CHOICES, {}), **st.query_params.to_dict()})
    st.session_state[_PAGE_ADDRESS] = page_address


def language() -> Language:
    """The language that the address asks for (`lang`), else the browser's, else English; with its control."""
    browser = negotiate_locale([st.context.locale or "en"], LANGUAGE_CODES, sep="-")
    asked = (st.query_params.get("lang"), browser)
    chosen = Language(next((code for name in asked for code in LANGUAGE_CODES if code == name), "en"))
    names: dict[str, str] = {code: Language(code).text("language.native_name") for code in LANGUAGE_CODES}
    control = partial(st.segmented_control, required=True, label_visibility="collapsed")
    choose("lang", names, chosen, label="language.label", default=chosen.code, control=control)
    return chosen


def survey(current: CurrentRelease, language: Language) -> str:
    """The survey that the address asks for, else the latest; its control where there are several."""
    surveys = current.surveys()
    names = {str(code): str(name) for code, name in surveys[language.column("survey_name")].items()}
    latest = next(iter(names))
    control = st.selectbox if len(names) > 1 else None
    return choose("survey", names, language, label="survey.label", default=latest, control=control)


def filtered(context: PageContext, filters: Sequence[str], options: Sequence[str]) -> PageContext:
    """The context with what the reader chose of what a page offers.

    filters: of FILTERS. options: "compare" puts another region beside the one that was chosen, "counts" draws counts.
    """
    ask = partial(choose, language=context.language)
    text = context.language.text
    asked: dict[str, Any] = {}
    for name in filters:
        every = {_NONE: text("filters.all_members" if name == "region" else "filters.all_technologies")}
        chosen = ask(name, every | context.names(FILTERS[name]), label=f"filters.{name}")
        asked[f"{name}_code"] = chosen or None
    if "compare" in options:
        others = {_NONE: text("filters.nothing"), ALL_MEMBERS: text("filters.all_members"), **context.names("regions")}
        other = ask("compare", others, label="filters.compare")
        asked["compared"] = other if other not in (_NONE, asked["region_code"] or ALL_MEMBERS) else None
    if "counts" in options:
        ways = {_NONE: text("filters.shares"), "count": text("filters.counts")}
        control = partial(st.segmented_control, required=True)
        asked["in_counts"] = bool(ask("show", ways, label="filters.show", control=control))
    sizes = {_NONE: text("filters.for_screen"), "print": text("filters.for_print")}
    control = partial(st.segmented_control, required=True)
    asked["for_print"] = bool(ask("for", sizes, label="filters.layout", control=control))
    return replace(context, **asked)


def choose(
    parameter: str,
    names: Mapping[str, str],
    language: Language,
    *,
    label: str,
    default: str = _NONE,
    control: Callable[..., object] | None = st.selectbox,
) -> str:
    """The option that the address asks for with a parameter, and in the sidebar the control that changes it.

    names: what each option is called. An option that there is not is named above the page, which then shows the
    default: nobody takes its figures for what the link meant.
    """
    asked = st.query_params.get(parameter, default)
    value = asked if asked in names else default
    if asked not in names:
        _unknown(language, label, asked, names[value])
    if parameter in st.query_params:
        st.session_state.setdefault(_CHOICES, {})[parameter] = value
    if control:
        key = f"{parameter}_control"
        # The address decides, also after the browser's back button; the control only shows it and writes it.
        st.session_state[key] = value
        with st.sidebar:
            control(
                language.text(label),
                list(names),
                key=key,
                format_func=names.__getitem__,
                on_change=_write_to_address,
                args=(parameter, key),
            )
    return value


def choose_several(
    parameter: str, names: Mapping[str, str], language: Language, *, label: str, default: Sequence[str]
) -> list[str]:
    """The options that the address asks for, separated by commas, as `choose` does for one; the default without."""
    asked = [code for code in st.query_params.get(parameter, "").split(",") if code]
    value = [code for code in names if code in asked] or list(default)
    if unknown := [code for code in asked if code not in names]:
        _unknown(language, label, ", ".join(unknown), ", ".join(names[code] for code in value))
    key = f"{parameter}_control"
    st.session_state[key] = value
    with st.sidebar:
        st.multiselect(
            language.text(label),
            list(names),
            key=key,
            format_func=names.__getitem__,
            on_change=_write_to_address,
            args=(parameter, key),
        )
    return value


def _unknown(language: Language, label: str, asked: str, shown: str) -> None:
    """Says what is shown instead of what an address asked for; that is code, so that nothing in it becomes markup."""
    quoted = f"`{asked[:40].replace('`', '')}`"
    st.warning(language.text("choices.unknown", name=language.text(label), asked=quoted, shown=shown))


def _write_to_address(parameter: str, key: str) -> None:
    value = st.session_state[key]
    written = ",".join(value) if isinstance(value, list) else value
    if written:
        st.query_params[parameter] = written
    else:
        st.query_params.pop(parameter, None)
        st.session_state.get(_CHOICES, {}).pop(parameter, None)
