"""What the floor draws: the charts and tables that the pages of the app drew, as constants."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any, Literal

# Names the file that holds them, in the process that draws the floor.
CONSTANTS_VARIABLE = "SMART_CUSTOMS_FLOOR"
# In their order: a chart by its Vega-Lite specification, a table by its columns of text, or by its HTML.
Drawn = list[tuple[Literal["chart", "table", "html"], Any]]


@cache
def constants() -> dict[str, Drawn]:
    """Charts and tables by the address of their page, read once as a module is."""
    content: dict[str, Drawn] = json.loads(Path(os.environ[CONSTANTS_VARIABLE]).read_text(encoding="utf-8"))
    return content
