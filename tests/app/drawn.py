"""What a page shows in HTML, as AppTest has it."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest

_TITLE = re.compile(r"<h2 [^>]*><a [^>]*>(.*?)</a></h2>")
_VALUE = re.compile(r"<dd class='value'>(.*?)</dd>")
_MORE = re.compile(r"<p class='more'><a href='([^']*)'")
_CHART = re.compile(r"<img class='chart' src='([^']*)' alt='([^']*)' ")
_LINK = re.compile(r"<a href=[\"'](\?[^\"']*)[\"']")


def markup_of(app: AppTest) -> str:
    """The HTML of a page, from its first element to the last."""
    return "".join(html.proto.body for html in app.get("html"))


def titles_of(app: AppTest) -> list[str]:
    """The titles of its parts, in HTML."""
    return _TITLE.findall(markup_of(app))


def figures_of(app: AppTest) -> list[str]:
    """The numbers of its headline figures."""
    return _VALUE.findall(markup_of(app))


def permalinks_of(app: AppTest) -> list[str]:
    """The queries of its links to itself."""
    return [unescape(query) for query in _LINK.findall(markup_of(app))]


def charts_of(app: AppTest) -> list[tuple[str, str]]:
    """Its charts: the address of each, and its text for who cannot see it."""
    return [(unescape(address), unescape(text)) for address, text in _CHART.findall(markup_of(app))]


def more_of(app: AppTest) -> list[str]:
    """Where its parts say that there is more."""
    return [unescape(address) for address in _MORE.findall(markup_of(app))]
