"""Pages with the same elements as those of the app, from constants: what any Streamlit page takes for them."""

import json
import os
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

# Names the file with the elements, in the process that draws them: by page and region, each its kind and its content.
CONSTANTS_VARIABLE = "SMART_CUSTOMS_CONSTANTS"
_DRAW = {
    "heading": st.header,
    "markdown": st.markdown,
    "metric": partial(st.metric, "Figure"),
    "vega_lite_chart": partial(st.vega_lite_chart, theme=None),
    "dataframe": partial(st.dataframe, hide_index=True),
}


@cache
def _constants() -> dict[str, dict[str, list[tuple[str, Any]]]]:
    content: dict[str, dict[str, list[tuple[str, Any]]]] = json.loads(
        Path(os.environ[CONSTANTS_VARIABLE]).read_text(encoding="utf-8")
    )
    return content


def _draw(page: str) -> None:
    regions = _constants()[page]
    region = st.sidebar.selectbox("Region", list(regions), key="region_control")
    for place, (kind, content) in enumerate(regions[region]):
        if kind == "download_button":
            with st.popover("Download", key=f"popover {place}"):
                st.download_button(content, b"", key=f"file {place}")
        else:
            _DRAW[kind](content)


if CONSTANTS_VARIABLE in os.environ:
    st.navigation([st.Page(partial(_draw, page), title=page, url_path=page) for page in ["start", *_constants()]]).run()
