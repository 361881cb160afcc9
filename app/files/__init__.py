"""What a reader takes along: the rows of a part as CSV and XLSX, each at an address that lasts. Knows no Streamlit."""
