"""The charts of a report: those of the app, drawn as SVG from rows of marts."""

from collections.abc import Callable, Sequence

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.dots import dots_by_group
from app.charts.stacked import stacked_bars
from app.charts.theme import BLUE, DIVERGING, FAINT_GREY, GREY, INK, ON_DIVERGING, ON_STEPS, ORANGE, SKY, STEPS
from app.charts.timeline import timeline
from app.charts.world import participation_map
from app.language import NO_VALUE, Language
from pipeline.report.drawing import svg
from pipeline.report.source import Row
from pipeline.report.writer import Writer

# The third of five levels is the middle of the scale.
_MIDDLE = "3"
_POTENTIAL = {"in_development": BLUE, "under_consideration": SKY, "adopted": FAINT_GREY}
_OUTCOMES = {"selected": BLUE, "overlapping": ORANGE, "not_selected": GREY}


def share_bars(
    writer: Writer,
    rows: Sequence[Row],
    of: str,
    *,
    share: str = "share",
    count: str = "submission_count",
    base: str = "respondent_count",
    mark: float | None = None,
) -> str:
    """A bar per row for its share, with count and base. share, count, base: columns. mark: a share to be marked."""
    language = writer.language
    labels = [
        _label(
            row,
            language,
            language.text(
                "part.share_label",
                percent=language.share(row[share]),
                count=language.number(row[count]),
                base=language.number(row[base]),
            ),
            row[share],
        )
        for row in rows
    ]
    drawn = _drawn(writer, rows, of, share, labels)
    return svg(labelled_bars(drawn, language, whole=1, mark=mark))


def count_bars(writer: Writer, rows: Sequence[Row], of: str, count: str, base: str) -> str:
    """A bar per row for its count, out of its base."""
    language = writer.language
    labels = [
        language.text("part.count_of_base", count=language.number(row[count]), base=language.number(row[base]))
        for row in rows
    ]
    whole = max((float(row[base]) for row in rows if row[base]), default=None)
    return svg(labelled_bars(_drawn(writer, rows, of, count, labels), language, whole=whole))


def outcome_bars(writer: Writer, rows: Sequence[Row]) -> str:
    """A bar for the potential of each technology, in the colour of what the rule of flagships makes of it."""
    language = writer.language
    outcomes = [_outcome(row) for row in rows]
    labels = [
        language.text(f"flagships.steps.{outcome}", count=language.number(row["potential_count"]))
        for row, outcome in zip(rows, outcomes, strict=True)
    ]
    drawn = _drawn(writer, rows, "technology", "potential_count", labels)
    drawn["colour"] = [_OUTCOMES[outcome] for outcome in outcomes]
    return svg(labelled_bars(drawn, language))


def status_bars(writer: Writer, rows: Sequence[Row], of: str) -> str:
    """A stacked bar per technology or region, of its answers by status."""
    language = writer.language
    drawn = _parts(writer, rows, of, "status", lambda row: language.number(row["submission_count"]))
    return svg(stacked_bars(drawn, language, colours=STEPS, inks=ON_STEPS, whole=1))


def maturity_bars(writer: Writer, rows: Sequence[Row]) -> str:
    """A stacked bar per region of its levels of maturity, the middle one on one line in all of them."""
    language = writer.language
    drawn = _parts(writer, rows, "region", "maturity_level", lambda row: language.share(row["share"]))
    middle = next(
        writer.wording.code_name(row) for row in writer.source.codes("maturity_level") if row["code"] == _MIDDLE
    )
    return svg(stacked_bars(drawn, language, colours=DIVERGING, inks=ON_DIVERGING, around=middle))


def potential_bars(writer: Writer, rows: Sequence[Row]) -> str:
    """A stacked bar per technology of the Members that develop it, consider it, and have adopted it."""
    language = writer.language
    names = {row["code"]: writer.wording.code_name(row) for row in writer.source.codes("technology_status")}
    drawn = pd.DataFrame(
        [
            {
                "name": writer.wording.name(row, "technology"),
                "part": names[status],
                "value": row[f"{status}_count"],
                "label": language.number(row[f"{status}_count"]),
                "total": language.text("potential.total", count=language.number(row["potential_count"])),
            }
            for row in rows
            for status in _POTENTIAL
        ]
    )
    longest = max((row["potential_count"] or 0) + (row["adopted_count"] or 0) for row in rows)
    inks = ("#FFFFFF", "#000000", INK)
    colours = tuple(_POTENTIAL.values())
    return svg(stacked_bars(drawn, language, colours=colours, inks=inks, whole=1.02 * (longest or 1)))


def score_dots(writer: Writer, rows: Sequence[Row], of: str) -> str:
    """A line per technology or region with its impact and its difficulty."""
    language = writer.language
    drawn = pd.DataFrame(
        [
            {
                "name": writer.wording.name(row, of),
                "group": language.text(f"impact.{measure}"),
                "value": row[f"{measure}_mean"],
                "label": _label(row, language, language.decimal(row[f"{measure}_mean"])),
            }
            for row in rows
            for measure in ("impact", "difficulty")
        ]
    )
    return svg(dots_by_group(drawn, language, domain=(1, 5), written=".1f"))


def region_dots(writer: Writer, rows: Sequence[Row], national: Sequence[Row], of: str) -> str:
    """A line per item with the share of each region, and a tick for that of all Members."""
    language = writer.language
    overall = {row[f"{of}_code"]: row["share"] for row in national}
    drawn = pd.DataFrame(
        {
            "name": [writer.wording.name(row, of) for row in rows],
            "group": [writer.wording.name(row, "region") for row in rows],
            "value": [row["share"] for row in rows],
            "overall": pd.Series([overall[row[f"{of}_code"]] for row in rows], dtype=float),
            "label": [_label(row, language, language.share(row["share"])) for row in rows],
        }
    )
    return svg(dots_by_group(drawn, language, domain=(0, 1), written=".0%"))


def submissions_over_time(writer: Writer, member_count: int) -> str:
    """A bar per day of the round: submissions so far."""
    return svg(timeline(writer.source.frame("participation_timeline"), member_count, writer.language))


def world(writer: Writer) -> str:
    """The map of participation."""
    regions = writer.source.frame("participation_by_region").sort_values(["participation_rank", "region_code"])
    return svg(participation_map(writer.source.frame("frame_members"), regions, writer.language))


def _drawn(writer: Writer, rows: Sequence[Row], of: str, value: str, labels: list[str]) -> pd.DataFrame:
    names = [writer.wording.name(row, of) for row in rows]
    return pd.DataFrame({"name": names, "value": [row[value] for row in rows], "label": labels})


def _parts(writer: Writer, rows: Sequence[Row], of: str, part: str, written: Callable[[Row], str]) -> pd.DataFrame:
    """The rows as stacked bars take them: one bar per name of `of`, of parts that differ in `part`."""
    language = writer.language
    return pd.DataFrame(
        [
            {
                "name": writer.wording.name(row, of),
                "part": writer.wording.name(row, part),
                "value": row["share"],
                "label": _label(row, language, written(row)),
                "total": _label(
                    row, language, language.text("part.answers", count=language.number(row["respondent_count"]))
                ),
            }
            for row in rows
        ]
    )


def _label(row: Row, language: Language, written: str, value: object = 0) -> str:
    """What is written of a row; the word for a row that is suppressed, a dash where there is no value."""
    if row.get("is_suppressed"):
        return language.suppressed
    return NO_VALUE if value is None else written


def _outcome(row: Row) -> str:
    if row["is_selected"]:
        return "selected"
    return "overlapping" if row["overlaps_other_work"] else "not_selected"
