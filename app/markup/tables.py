"""Tables in HTML, to be read aloud, copied and searched, from the rows of marts."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from app.columns import is_number, label, written_or_suppressed
from app.context import PageContext, Row


def html_table(rows: pd.DataFrame, columns: Sequence[str], context: PageContext, caption: str) -> str:
    """The rows as an HTML table, every text escaped.

    columns: which columns of the mart, in order; `region_name` stands for the one in the language of the page.
    The first text names its row. caption: what the table holds, for whoever hears it. A long one scrolls in its place.
    """
    named_by = next((column for column in columns if not is_number(column)), None)
    head = "".join(
        f"<th scope='col'{_alignment(column)}>{escape(label(column, context.language))}</th>" for column in columns
    )
    body = "".join(
        f"<tr>{''.join(_cell(column, row, context, column == named_by) for column in columns)}</tr>"
        for row in rows.to_dict("records")
    )
    return (
        f"<div class='table' role='region' tabindex='0' aria-label='{escape(caption, quote=True)}'>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def folded(table: str, title: str) -> str:
    """A table that is opened by its title; a browser finds words in it all the same."""
    return f"<details class='rows'><summary>{escape(title)}</summary>{table}</details>"


def _cell(column: str, row: Row, context: PageContext, names_the_row: bool) -> str:
    text = escape(written_or_suppressed(column, row, context))
    return f"<th scope='row'>{text}</th>" if names_the_row else f"<td{_alignment(column)}>{text}</td>"


def _alignment(column: str) -> str:
    return " class='number'" if is_number(column) else ""
