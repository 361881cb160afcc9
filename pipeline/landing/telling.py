"""Says what a landing is doing while it runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.landing.writing import READING
from pipeline.terminal import progress

_SECONDS_BETWEEN_LINES = 5


@contextmanager
def told() -> Iterator[Callable[[str], None]]:
    """For the block, a function that takes what is going on."""
    console = progress()
    told_at = time.monotonic()
    with console.status("Starting") as status:

        def tell(words: str) -> None:
            # On a terminal one line that changes, elsewhere a line now and then where it takes long.
            nonlocal told_at
            if console.is_terminal:
                status.update(words)
            elif not words.startswith(READING) or time.monotonic() - told_at > _SECONDS_BETWEEN_LINES:
                console.print(f"{words} ...")
                told_at = time.monotonic()

        yield tell
