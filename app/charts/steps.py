"""The steps of a rule: for each thing, what each step makes of it, until it is kept or not."""

import json
import textwrap

import altair as alt
import pandas as pd

from app.charts.theme import BLUE, FAINT, INK, IS_NARROW, MUTED, TOLD, Spec, layered, telling
from app.language import Language

_ROW = 66
# On a phone, names of steps are broken after so many letters.
_LETTERS = 12
_LINE = 14
# How far names of steps stand above the first line.
_OFFSET = 8


def rule_steps(rows: pd.DataFrame, language: Language) -> Spec:
    """One line per name, in the order in which names come, with a circle per step, in the order in which steps come.

    rows: name, step, label (what the step says) and is_passed (whether it speaks for the thing: a full circle).
    """
    names, steps = list(dict.fromkeys(rows["name"])), list(dict.fromkeys(rows["step"]))
    # Side by side on a phone, the names of steps have no room in one line.
    lines = {step: textwrap.wrap(step, _LETTERS) for step in steps}
    lower = _OFFSET + _LINE * (max(map(len, lines.values()), default=1) - 1)
    cells = alt.Chart(telling(rows, "name", "step", "label")).encode(
        x=alt.X(
            "step:N",
            sort=steps,
            axis=alt.Axis(
                orient="top",
                title=None,
                labelExpr=f"{IS_NARROW} ? {json.dumps(lines, ensure_ascii=False)}[datum.value] : datum.label",
                labelAngle=0,
                labelLimit=150,
                labelOverlap=False,
                domain=False,
                ticks=False,
                offset=alt.ExprRef(f"{IS_NARROW} ? {lower} : {_OFFSET}"),
            ),
        ),
        y=alt.Y("name:N", sort=names, axis=None),
        description=TOLD,
    )
    heads = alt.Chart(rows.drop_duplicates("name")).encode(y=alt.Y("name:N", sort=names, axis=None))
    passed = alt.datum.is_passed
    layers = [
        heads.mark_rule(yOffset=-33, color=INK, opacity=FAINT).encode(x=alt.value(0), x2=alt.value("width")),
        cells.transform_filter(passed).mark_circle(aria=True, size=680, yOffset=10, color=BLUE, opacity=1),
        cells.transform_filter(~passed).mark_point(aria=True, size=680, yOffset=10, color=INK, opacity=MUTED / 2),
        cells.transform_filter(passed).mark_text(yOffset=10, baseline="middle", color="#FFFFFF").encode(text="label:N"),
        cells.transform_filter(~passed).mark_text(yOffset=10, baseline="middle").encode(text="label:N"),
        heads.mark_text(align="left", yOffset=-20).encode(x=alt.value(0), text="name:N"),
    ]
    return layered(layers, _ROW * len(names), language)
