"""What the floor draws: as many charts and tables as the pages of the app drew."""

import json
import os
from functools import cache
from pathlib import Path
from typing import TypedDict

# Names the file that holds them, in the process that draws the floor.
CONSTANTS_VARIABLE = "SMART_CUSTOMS_FLOOR"


class Counts(TypedDict):
    """Of one page."""

    charts: int
    tables: int


@cache
def constants() -> dict[str, Counts]:
    """How much each page draws, by its address, read once as a module is."""
    content: dict[str, Counts] = json.loads(Path(os.environ[CONSTANTS_VARIABLE]).read_text(encoding="utf-8"))
    return content
