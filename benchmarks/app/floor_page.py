"""The floor: pages that draw as many charts and tables as those of the app, from constants, with no release.

The charts are the plainest that Altair makes, and the tables have three rows: what any Streamlit page takes.
"""

from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from benchmarks.app.constants import Counts, constants

_ROWS = pd.DataFrame({"name": ["first", "second", "third"], "count": [3, 2, 1]})


def _draw(counts: Counts) -> None:
    for _ in range(counts["charts"]):
        st.altair_chart(alt.Chart(_ROWS).mark_bar().encode(x="count:Q", y="name:N"))
    for _ in range(counts["tables"]):
        st.table(_ROWS)


pages = constants()
# The app has its pages, and its start page at the root beside them.
start = st.Page(partial(_draw, next(iter(pages.values()))), title="start", default=True, visibility="hidden")
st.navigation(
    [start, *(st.Page(partial(_draw, counts), title=name, url_path=name) for name, counts in pages.items())]
).run()
