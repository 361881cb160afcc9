"""An open page that nobody touches: it draws itself again when another release is current."""

import streamlit as st

from app.release import CurrentRelease, ReleaseUnavailableError, current_release

LOOK_EVERY = "30s"


def keep_fresh(shown: CurrentRelease) -> None:
    """Look now and then which release is current, and draw the page again where it is not the one that is shown."""
    st.fragment(_look, run_every=LOOK_EVERY)(shown)


def _look(shown: CurrentRelease) -> None:
    if not _is_current(shown):
        st.rerun()


def _is_current(shown: CurrentRelease) -> bool:
    try:
        current = current_release()
    except ReleaseUnavailableError:
        return False
    return (current.release.pointer, current.fault) == (shown.release.pointer, shown.fault)
