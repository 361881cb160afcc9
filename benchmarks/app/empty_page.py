"""An empty Streamlit page: what a browser takes for any."""

import streamlit as st

st.title("Empty")
