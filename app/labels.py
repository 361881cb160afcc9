"""What the columns of marts are called in either language. Open data are headed by it, too."""

from app.language import Language, texts

# How a column ends that says what a figure of its row rests on: it is named after the figure.
BASIS = "_basis"
# How columns end that say how certain a figure of their row is, or a rank: they are named after it too.
CERTAINTY = (
    "_lowest_possible",
    "_highest_possible",
    "_standard_error",
    "_low",
    "_high",
    "_from",
    "_to",
    "_best_possible",
    "_worst_possible",
)
# How a column of a page ends that holds both ends of a range, as a text.
RANGE = "_range"


def label(column: str, language: Language) -> str:
    """What a column of a mart is called. A name or a text in two languages is called by what it names."""
    if column.endswith(BASIS):
        return language.text("columns.basis_of", figure=label(column.removesuffix(BASIS), language))
    if column.endswith(RANGE):
        return language.text("columns.of_range", figure=label(column.removesuffix(RANGE), language))
    for ending in CERTAINTY:
        if column.endswith(ending) and not column.startswith("printed_position"):
            return language.text(f"columns.of{ending}", figure=label(column.removesuffix(ending), language))
    written = texts(language.code)
    if (key := f"columns.{column}") in written:
        return language.text(key)
    return f"{language.text(f'columns.{column[:-3]}')} ({column[-2:]})"
