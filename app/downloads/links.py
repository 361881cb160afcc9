"""Links to the files of a part of a page. Their addresses hold for others too: a colleague, a script, a spreadsheet."""

from html import escape

from app.content import Part
from app.context import PageContext
from app.downloads.kinds import KINDS, kinds_of


def file_address(page: str, part: str, ending: str, context: PageContext) -> str:
    """The address of a file, relative to that of a page: of this release and no other, whatever becomes current."""
    return f"files/{page}/{part}.{ending}{context.exact_query()}"


def file_links(page: str, part: Part, context: PageContext) -> str:
    """The files of a part as HTML; nothing where there is none."""
    links = [_link(page, part, ending, context) for ending in kinds_of(part)]
    return f"<p class='files'>{''.join(links)}</p>" if links else ""


def _link(page: str, part: Part, ending: str, context: PageContext) -> str:
    address = escape(file_address(page, part.name, ending, context), quote=True)
    told = context.text(KINDS[ending].told_by, title=part.known.title, kind=ending.upper())
    label = escape(told, quote=True)
    return f"<a href='{address}' title='{label}' aria-label='{label}'>{ending.upper()}</a>"
