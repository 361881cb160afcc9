"""Pages are values, worked out once for all readers: to be drawn, and to be taken along as files."""

import streamlit as st

from app.content import Page
from app.context import PageContext
from app.views import View


@st.cache_resource(
    show_spinner=False,
    max_entries=500,
    hash_funcs={View: lambda view: view.url_path, PageContext: lambda context: context.identity},
)
def worked_out(view: View, context: PageContext) -> Page:
    """What a page says of this release, survey, language and filters."""
    return view.page(context)
