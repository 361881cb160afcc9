"""Words, tables and figures of pages in HTML: to a browser, a part of a page is one element, whatever is in it.

Nothing here knows of Streamlit.
"""
