"""Headline figures in HTML: a number is no more than its words, and a browser draws seven as quickly as one."""

from collections.abc import Sequence
from html import escape

from app.content import Figure


def html_figures(figures: Sequence[Figure], what_it_means: str) -> str:
    """Figures side by side, every text escaped. what_it_means: opens the meaning of those that have one."""
    return f"<dl class='figures'>{''.join(_figure(figure, what_it_means) for figure in figures)}</dl>"


def _figure(figure: Figure, what_it_means: str) -> str:
    meaning = (
        f"<dd><details><summary>{escape(what_it_means)}</summary>{escape(figure.meaning)}</details></dd>"
        if figure.meaning
        else ""
    )
    return (
        f"<div><dt>{escape(figure.label)}</dt><dd class='value'>{escape(figure.value)}</dd>"
        f"<dd>{escape(figure.base)}</dd>{meaning}</div>"
    )
