"""What the columns of marts are called in either language. Open data are headed by it, too."""

from app.language import Language, texts

# How a column ends that says what a figure of its row rests on: it is named after the figure.
BASIS = "_basis"


def label(column: str, language: Language) -> str:
    """What a column of a mart is called. A name or a text in two languages is called by what it names."""
    if column.endswith(BASIS):
        return language.text("columns.basis_of", figure=label(column.removesuffix(BASIS), language))
    written = texts(language.code)
    if (key := f"columns.{column}") in written:
        return language.text(key)
    return f"{language.text(f'columns.{column[:-3]}')} ({column[-2:]})"
