"""How the columns of marts are named and written for a reader: in tables, in downloads and in the words of a page."""

from collections.abc import Container, Hashable
from typing import Any

from app.context import PageContext, Row
from app.language import NO_VALUE, Language, is_missing, texts

# Columns that hold a code which a reader knows by its name, and the list of that code.
_CODE_LISTS = {
    "ranking_id": "rankings",
    "expectation_type": "expectation_types",
    "severity": "severities",
}
# How a column ends that says what a figure of its row rests on: it is named after the figure.
BASIS = "_basis"
_PERCENTS = ("share", "_share", "_rate")
_NUMBERS = ("_count", "_rank", "_position", "_position_from", "_position_to", "position", "difference", "sequence")


def label(column: str, language: Language) -> str:
    """What a column of a mart is called. A name or a text in two languages is called by what it names."""
    if column.endswith(BASIS):
        return language.text("columns.basis_of", figure=label(column.removesuffix(BASIS), language))
    written = texts(language.code)
    if (key := f"columns.{column}") in written:
        return language.text(key)
    return f"{language.text(f'columns.{column[:-3]}')} ({column[-2:]})"


def shown_column(column: str, columns: Container[Hashable], language: Language) -> str:
    """The column of a mart that a page shows: `region_name` stands for the one in the language of the page."""
    return column if column in columns else language.column(column)


def is_number(column: str) -> bool:
    """Whether a column holds numbers, which stand on the right."""
    return column.endswith((*_PERCENTS, *_NUMBERS, "_mean"))


def written(column: str, value: Any, context: PageContext) -> str:
    """A value of a column of a mart as the page writes it; a dash where there is none."""
    language = context.language
    if is_missing(value):
        return NO_VALUE
    if column.endswith(BASIS):
        return language.typeset(context.code_name("figure_bases", value))
    if column in _CODE_LISTS:
        return language.typeset(context.code_name(_CODE_LISTS[column], value))
    if column.startswith(("is_", "overlaps_")):
        return context.code_name("yes_no", "yes" if value else "no")
    if column.endswith(_PERCENTS):
        return language.share(value)
    if column.endswith("_mean"):
        return language.decimal(value)
    if column.endswith(_NUMBERS):
        return language.number(value)
    if column.endswith("_on"):
        return language.date(value)
    if column.endswith("_at"):
        return language.moment(str(value))
    return language.typeset(str(value))


def written_or_suppressed(column: str, row: Row, context: PageContext) -> str:
    """A value of a row; the word for it where disclosure control does not show it.

    A number that is suppressed is neither nothing nor 0. Where there is none for another reason, such as a base of 0,
    stands a dash.
    """
    value = row[shown_column(column, row, context.language)]
    if row.get("is_suppressed") and is_missing(value):
        return context.language.suppressed
    return written(column, value, context)
