"""Charts, drawn with Altair from the rows of marts. Nothing here knows of Streamlit: a report can use them as well."""
