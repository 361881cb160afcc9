"""Changes: each figure beside that of the round before, where the answers of both rounds tell them apart."""

import altair as alt
import pandas as pd

from app.charts.dots import dots_by_group
from app.columns import written
from app.context import PageContext, Row
from app.language import is_missing
from app.parts import headline, part
from app.tables import rows_of

_FIGURES = "changes.figures"
# A chart has room for so many figures; the table has all.
_MOST_DRAWN = 15
_TABLE = [
    *("indicator_name", "item_name", "answer_name", "comparison_name"),
    *("previous_value", "previous_respondent_count", "value", "respondent_count", "change"),
]


def page(context: PageContext) -> None:
    """Draw the page."""
    rows = rows_of(_FIGURES, context)
    size = rows["value_change"].abs().rename("size")
    rows = rows.assign(change=[_change(row, context) for row in rows.to_dict("records")], size=size)
    rows = rows.sort_values("size", ascending=False, kind="stable").reset_index(drop=True)
    changed = rows[rows["comparison_code"] == "compared"]
    if rows["previous_survey_code"].isna().all():
        headline(context.sentence("changes.first_round"))
    else:
        names = {
            "count": context.language.number(len(changed)),
            "previous": context.name(rows.iloc[0].to_dict(), "previous_survey"),
        }
        headline(context.sentence("changes.headline" if len(changed) else "changes.none", **names))
    # Shares and means have no axis in common.
    drawn = changed[changed["unit_code"] == "share"].head(_MOST_DRAWN)
    part(context, _FIGURES, rows, _TABLE, chart=(lambda: _chart(drawn, context)) if len(drawn) else None)


def _change(row: Row, context: PageContext) -> str:
    """A change as written, in points: of shares percentage points, of means points of the scale; empty without one."""
    change = row["value_change"]
    if is_missing(change):
        return ""
    size = (
        context.language.decimal(abs(change))
        if row["unit_code"] == "mean"
        else context.language.decimal(abs(change) * 100, 1)
    )
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{size}"


def _chart(rows: pd.DataFrame, context: PageContext) -> alt.LayerChart:
    column = context.language.column
    drawn = pd.DataFrame(
        [
            {
                "name": " · ".join(str(row[column(f"{of}_name")]) for of in ("item", "answer") if row[f"{of}_code"])
                or row[column("indicator_name")],
                "group": row[column(f"{prefix}survey_name")],
                "value": row[f"{prefix}value"],
                "label": written("value", row[f"{prefix}value"], context),
            }
            for row in rows.to_dict("records")
            for prefix in ("previous_", "")
        ]
    )
    return dots_by_group(drawn, context.language, domain=(0, 1), written=".0%")
