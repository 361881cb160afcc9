"""What the HTML document around the app says and does, where Streamlit has no setting for it."""

from importlib.resources import files

import streamlit as st

from app.language import Language

_POINTING = (files("app") / "markup" / "pointing.js").read_text(encoding="utf-8")


def prepare_document(language: Language) -> None:
    """Tell the browser in which language the page is, and let readers point at charts.

    Streamlit always says English, and is read aloud as English.
    """
    # The code is one of ours, never a user's text.
    script = f"document.documentElement.lang = '{language.code}';\n{_POINTING}"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
