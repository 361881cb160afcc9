"""What a reader takes along: rows as CSV and XLSX, charts as PNG and SVG. Nothing here knows of Streamlit."""
