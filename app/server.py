"""What `streamlit run` serves: the pages, drawn by app/main.py, and files at routes of their own, all compressed."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from app.files.routes import file_routes
from app.protection import Protection

app = st.App(
    Path(__file__).with_name("main.py"),
    routes=file_routes(st.get_option("server.baseUrlPath")),
    # Compressed, the page is there in half the time on a slow phone.
    middleware=[Middleware(Protection), Middleware(GZipMiddleware)],
)
