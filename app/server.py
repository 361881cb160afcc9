"""What `streamlit run` serves: the pages, drawn by app/main.py, and files at routes of their own."""

from pathlib import Path

import streamlit as st

from app.files import file_routes

app = st.App(Path(__file__).with_name("main.py"), routes=file_routes(st.get_option("server.baseUrlPath")))
