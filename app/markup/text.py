"""The words of a page in HTML. They are written as Markdown, in which app.escape keeps names and definitions words."""

from markdown_it import MarkdownIt

# No HTML, no pictures: of CommonMark, what words need.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")


def as_html(text: str) -> str:
    """Words as HTML, on one line: emphasis, links and code are that, and everything else is escaped."""
    return str(_MARKDOWN.renderInline(text))


def as_blocks(text: str) -> str:
    """Words of several paragraphs as HTML, with headings, lists and blocks of code."""
    return str(_MARKDOWN.render(text))
