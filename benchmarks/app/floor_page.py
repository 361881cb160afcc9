"""The floor: pages that draw the charts and tables of the app's pages from constants, with no release and no words."""

from functools import partial

import pandas as pd
import streamlit as st

from benchmarks.app.constants import Drawn, constants


def _draw(drawn: Drawn) -> None:
    for kind, what in drawn:
        if kind == "chart":
            st.vega_lite_chart(what, width="stretch", theme=None)
        elif kind == "table":
            st.table(pd.DataFrame(what), hide_index=True)
        else:
            st.html(what)


pages = constants()
# The app has its pages, and its start page at the root beside them.
start = st.Page(partial(_draw, next(iter(pages.values()))), title="start", default=True, visibility="hidden")
st.navigation(
    [start, *(st.Page(partial(_draw, drawn), title=name, url_path=name) for name, drawn in pages.items())]
).run()
