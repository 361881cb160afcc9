"""The parts of a page in HTML."""

from html import escape

from app.content import Basis, Part, Picture
from app.context import PageContext
from app.downloads.links import file_links
from app.escape import as_text
from app.markup.charts import html_chart
from app.markup.tables import folded
from app.markup.text import as_html


def html_part(part: Part, page: str, context: PageContext) -> str:
    """Title, what figures rest on, how to read them, chart, table, files to take along, and where all that is from.

    page: its address.
    """
    table = part.table
    if table and part.is_long:
        table = folded(table, context.text("part.table", rows=context.language.number(len(part.rows))))
    words = _paragraph(part.known.note, "small") + _paragraph(
        f"{part.known.base} {as_text(part.known.source)}", "small"
    )
    return (
        f"<h2 id='{part.name}'><a href='#{part.name}'>{as_html(part.known.title)}</a></h2>"
        f"{_bases(part)}{_paragraph(part.reading)}{_title(part.picture)}{html_chart(page, part, context)}"
        f"{table}{file_links(page, part, context)}{words}{_more(part, context)}"
    )


def _bases(part: Part) -> str:
    return f"<div class='bases'>{''.join(map(_basis, part.bases))}</div>" if part.bases else ""


def _basis(basis: Basis) -> str:
    """What figures rest on; its definition opens with a click, a key or a finger."""
    return (
        f"<details class='basis {escape(basis.code, quote=True)}'><summary>{as_html(basis.name)}</summary>"
        f"{as_html(basis.definition)}</details>"
    )


def _title(picture: Picture | None) -> str:
    return f"<p class='drawn'>{as_html(picture.title)}</p>" if picture else ""


def _paragraph(text: str, kind: str = "words") -> str:
    return f"<p class='{kind}'>{as_html(text)}</p>" if text else ""


def _more(part: Part, context: PageContext) -> str:
    if not part.more:
        return ""
    address = escape(f"{part.more}{context.permanent_query()}", quote=True)
    return f"<p class='more'><a href='{address}'>{escape(context.text('part.more'))} →</a></p>"
