"""Consoles: what a command answers goes to standard output, how it is getting on to standard error.

Neither takes text for markup: names and answers may hold brackets.
"""

import sys

from rich.console import Console

# A pipe has no width; narrower than this and tables break words.
_WIDTH_OF_A_PIPE = 120


def answers() -> Console:
    """The console for what was asked for."""
    return Console(
        width=None if sys.stdout.isatty() else _WIDTH_OF_A_PIPE, highlight=False, soft_wrap=False, markup=False
    )


def progress() -> Console:
    """The console for progress and faults."""
    return Console(stderr=True, width=None if sys.stderr.isatty() else _WIDTH_OF_A_PIPE, highlight=False, markup=False)
