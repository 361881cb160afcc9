"""The app, but it looks each second which release is current: a test does not wait for half a minute."""

from pathlib import Path

import streamlit as st

from app import freshness

freshness.LOOK_EVERY = "1s"
app = st.App(Path(__file__).parents[2] / "app" / "main.py")
