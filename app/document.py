"""What the HTML document around the app says, where Streamlit has no setting for it."""

import streamlit as st

from app.language import Language


def say_language(language: Language) -> None:
    """Tell the browser in which language the page is: Streamlit always says English, and is read aloud as English."""
    # The code is one of ours, never a user's text.
    st.html(f"<script>document.documentElement.lang = '{language.code}'</script>", unsafe_allow_javascript=True)
