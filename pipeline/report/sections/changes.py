"""What changed since the round before: figures that both rounds asked for, and that their answers tell apart."""

from collections.abc import Sequence

from pipeline.report.content import Block, Bullets, ColumnKind, Run, Runs, Section
from pipeline.report.source import Row, groups
from pipeline.report.tables import finished, repeated
from pipeline.report.writer import Writer

_MART = "marts.indicator_changes"
# Of all Members; the mart has the regions too.
_ALL = "ALL"
_COLUMNS = ("previous_value", "previous_respondent_count", "value", "respondent_count", "value_change")


def changes(writer: Writer) -> Section:
    """Each figure of all Members beside that of the round before, with both bases, where the two can be compared."""
    rows = writer.source.rows(_MART, "indicator_code", "item_code", "answer_code", region_code=_ALL)
    return Section("", writer.text("changes.title"), _blocks(writer, rows))


def _blocks(writer: Writer, rows: Sequence[Row]) -> list[Block]:
    by_comparison = groups(rows, "comparison_code")
    if not rows or "first_round" in by_comparison:
        return [writer.paragraph("changes.first_round")]
    compared = by_comparison.pop("compared", [])
    previous = writer.wording.name(rows[0], "previous_survey")
    blocks: list[Block] = [
        writer.counted("changes.lead", _counted(writer, compared, "compared"), previous=previous),
    ]
    if compared:
        blocks.append(_table(writer, compared))
    if by_comparison:
        blocks.append(writer.paragraph("changes.others"))
        blocks.append(
            Bullets(
                [
                    writer.wording.runs(
                        "changes.other",
                        comparison=writer.wording.name(of_one[0], "comparison"),
                        count=_counted(writer, of_one, str(comparison)),
                    )
                    for comparison, of_one in by_comparison.items()
                ]
            )
        )
    return blocks


def _table(writer: Writer, rows: Sequence[Row]) -> Block:
    body: list[list[Runs]] = [
        [[_what(writer, row)], *([_cell(writer, row, name)] for name in _COLUMNS)] for row in rows
    ]
    headings = [writer.text(f"changes.columns.{name}") for name in ("figure", *_COLUMNS)]
    kinds: list[ColumnKind] = ["name", *repeated("figure", len(_COLUMNS))]
    return finished(writer, writer.text("changes.caption"), headings, kinds, body)


def _what(writer: Writer, row: Row) -> str:
    names = [row[writer.language.column(f"{of}_name")] for of in ("indicator", "item", "answer")]
    return " · ".join(writer.language.typeset(name) for name in names if name)


def _cell(writer: Writer, row: Row, column: str) -> Run:
    language, value = writer.language, row[column]
    if value is None or column.endswith("_count"):
        return writer.figures.of(row, column)
    is_mean = row["unit_code"] == "mean"
    if column != "value_change":
        return writer.figures.of(row, column, language.decimal(value) if is_mean else language.share(value))
    # Percentage points, or points of the scale.
    size = language.decimal(abs(value)) if is_mean else language.decimal(abs(value) * 100, 1)
    return writer.figures.of(row, column, f"{'+' if value > 0 else '−' if value < 0 else ''}{size}")


def _counted(writer: Writer, rows: Sequence[Row], comparison: str) -> Run:
    where = {"survey_code": writer.source.survey_code, "region_code": _ALL, "comparison_code": comparison}
    return writer.figures.rows(_MART, rows, **where)
