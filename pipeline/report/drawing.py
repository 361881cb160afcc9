"""A chart of the app as a picture in a file: SVG, in the type and ink of the report."""

from importlib.resources import files
from pathlib import Path

import altair as alt
import vl_convert

# The type of a report, as files that both Vega and Typst are given.
FONT = "Source Sans Pro"
FONT_FOLDER = Path(str(files("font_source_sans_pro") / "files"))
# In pixels; on a page it becomes the width of the text.
_WIDTH = 600
# A chart takes its ink from the page around it, which a picture in a file does not have.
_INK = "#1B2A36"
_LIKE_IT = "Segoe UI, Liberation Sans, Arial, sans-serif"


def svg(chart: alt.LayerChart) -> str:
    """A chart as SVG, in the type and ink of the report."""
    vl_convert.register_font_directory(str(FONT_FOLDER))
    specification = chart.properties(width=_WIDTH).to_dict()
    specification["config"]["font"] = FONT
    version = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
    drawn = vl_convert.vegalite_to_svg(specification, vl_version=version)
    # On the web, whoever lacks the type of the report has one that is like it.
    return drawn.replace("currentColor", _INK).replace(f'font-family="{FONT}"', f'font-family="{FONT}, {_LIKE_IT}"')
