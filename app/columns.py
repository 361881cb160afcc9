"""How the columns of marts are named and written for a reader, in tables and in files."""

import numbers
from collections.abc import Container, Hashable, Sequence
from functools import partial
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from app.context import PageContext
from app.labels import BASIS, CERTAINTY, label
from app.language import NO_VALUE, Language, is_missing

# Columns that hold a code which a reader knows by its name, and the list of that code.
_CODE_LISTS = {
    "ranking_id": "rankings",
    "expectation_type": "expectation_types",
    "severity": "severities",
}
# Of the long marts: shares, and means of answers from 1 to 5.
_VALUES = ("value", "previous_value")
# How a column ends that holds shares, as fractions from 0 to 1.
PERCENTS = ("share", "_share", "_rate")


def shown_column(column: str, columns: Container[Hashable], language: Language) -> str:
    """The column of a mart that a page shows: `region_name` stands for the one in the language of the page."""
    return column if column in columns else language.column(column)


def written(column: str, value: Any, context: PageContext) -> str:
    """A number or moment of a column of a mart as the page writes it; a dash where there is none."""
    language = context.language
    if is_missing(value):
        return NO_VALUE
    figure = column
    for ending in CERTAINTY:
        figure = figure.removesuffix(ending)
    if figure.endswith(PERCENTS) or (figure in _VALUES and value <= 1 and column != "value_standard_error"):
        return language.share(value)
    if figure.endswith("_mean") or figure in _VALUES:
        return language.decimal(value)
    if column.endswith("_on"):
        return language.date(value)
    if column.endswith("_at"):
        return language.moment(str(value))
    return language.number(value) if isinstance(value, numbers.Real) else str(value)


def shown_table(rows: pd.DataFrame, columns: Sequence[str], context: PageContext) -> tuple[pd.DataFrame, Styler]:
    """The columns of rows as a page shows them: they sort by their values, and read as the language writes those.

    A number that disclosure control does not show is neither nothing nor 0: it is the word for that. Where there is
    none for another reason, such as a base of 0, stands a dash.
    """
    language = context.language
    table = rows[[shown_column(name, rows.columns, language) for name in columns]].copy()
    for name in table:
        if (code_list := code_list_of(str(name))) is not None:
            table[name] = table[name].map(context.names(code_list)).fillna(table[name].astype(str))
        elif table[name].dtype == object:
            table[name] = table[name].map(lambda text: language.typeset(str(text)), na_action="ignore")
    style = table.style
    for name in table.select_dtypes(exclude="bool"):
        style = style.format(partial(_cell, str(name), context), subset=[name], na_rep=NO_VALUE)
    for name, hidden in suppressed_cells(rows).items():
        if name in table:
            style = style.format(na_rep=language.suppressed, subset=(rows.index[hidden], [name]))
    return table, style


def suppressed_cells(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Which cells disclosure control does not show: for each column that has some, whether each row is one."""
    if "is_suppressed" not in rows:
        return {}
    hidden = {str(name): rows["is_suppressed"].astype(bool) & rows[name].isna() for name in rows}
    return {name: cells for name, cells in hidden.items() if cells.any()}


def headings(table: pd.DataFrame, rows: pd.DataFrame, language: Language) -> dict[str, str]:
    """What the columns of a table are called; a rank within a region says so, where rows are of several regions."""
    within = "region_code" in rows and len(rows) > rows["region_code"].nunique()
    return {
        str(name): language.text("columns.within_region", figure=label(str(name), language))
        if within and str(name).endswith("_rank")
        else label(str(name), language).removesuffix(f" ({language.code})")
        for name in table
    }


def code_list_of(column: str) -> str | None:
    """The list of the codes that a column holds, where a reader knows them by their names."""
    return "figure_bases" if column.endswith(BASIS) else _CODE_LISTS.get(column)


def _cell(column: str, context: PageContext, value: Any) -> str:
    return value if isinstance(value, str) else written(column, value, context)
