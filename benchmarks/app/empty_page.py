"""An empty Streamlit page, at an address of its own as those of the app are: what a browser takes for any."""

import streamlit as st


def empty() -> None:
    """Draw a title and nothing else."""
    st.title("Empty")


# A page that is the start page as well is served at the root of the app alone.
start = st.Page(empty, title="Start", url_path="start", default=True)
st.navigation([start, st.Page(empty, title="Empty", url_path="empty")], position="hidden").run()
