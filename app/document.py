"""What the HTML document around the app says and does, where Streamlit has no setting for it."""

from importlib.resources import files

import streamlit as st

from app.language import Language

# What a page does in the browser, each file one thing; it is done once, however often the page is drawn.
_SCRIPTS = "\n".join(
    script.read_text(encoding="utf-8")
    for script in sorted((files("app") / "scripts").iterdir(), key=lambda script: script.name)
)


def prepare_document(language: Language) -> None:
    """Tell the browser in which language the page is, and what to do with links to parts and with charts.

    Streamlit always says English, and is read aloud as English.
    """
    # The code is one of ours, never a user's text.
    script = f"document.documentElement.lang = '{language.code}';\n{_SCRIPTS}"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
