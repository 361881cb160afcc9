"""What a reader takes along: rows as CSV and XLSX, charts as PNG and SVG, each at an address of its own.

Nothing here knows of Streamlit.
"""
