"""The steps of a rule: for each thing, what each step makes of it, until it is kept or not."""

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, FAINT, INK, MUTED, Spec, layered
from app.language import Language

_ROW = 66


def rule_steps(rows: pd.DataFrame, language: Language) -> Spec:
    """One line per name, in the order in which names come, with a circle per step, in the order in which steps come.

    rows: name, step, label (what the step says) and is_passed (whether it speaks for the thing: a full circle).
    """
    names, steps = list(dict.fromkeys(rows["name"])), list(dict.fromkeys(rows["step"]))
    cells = alt.Chart(rows).encode(
        x=alt.X(
            "step:N",
            sort=steps,
            axis=alt.Axis(orient="top", title=None, labelAngle=0, labelLimit=150, domain=False, ticks=False, offset=8),
        ),
        y=alt.Y("name:N", sort=names, axis=None),
        tooltip=[alt.Tooltip(f"{column}:N", title=" ") for column in ("name", "step", "label")],
    )
    heads = alt.Chart(rows.drop_duplicates("name")).encode(y=alt.Y("name:N", sort=names, axis=None))
    passed = alt.datum.is_passed
    layers = [
        heads.mark_rule(yOffset=-33, color=INK, opacity=FAINT).encode(x=alt.value(0), x2=alt.value("width")),
        cells.transform_filter(passed).mark_circle(size=680, yOffset=10, color=BLUE, opacity=1),
        cells.transform_filter(~passed).mark_point(size=680, yOffset=10, color=INK, opacity=MUTED / 2),
        cells.transform_filter(passed).mark_text(yOffset=10, baseline="middle", color="#FFFFFF").encode(text="label:N"),
        cells.transform_filter(~passed).mark_text(yOffset=10, baseline="middle").encode(text="label:N"),
        heads.mark_text(align="left", yOffset=-20).encode(x=alt.value(0), text="name:N"),
    ]
    return layered(layers, _ROW * len(names), language)
