"""Sections V and VI: what technology contributes to, and which capacity-building needs Members have."""

from pipeline.report import charts
from pipeline.report.content import Block, Heading, Section
from pipeline.report.tables import matrix, table
from pipeline.report.writer import Writer

_COLUMNS = ["submission_count", "respondent_count", "share", "share_rank"]


def performance(writer: Writer) -> Section:
    """The dimensions of Customs performance to which technology contributes."""
    blocks = _shares(writer, "performance", "performance_contribution", "dimension", "performance_dimensions")
    return Section("V", writer.text("performance.title"), blocks)


def needs(writer: Writer) -> Section:
    """The capacity-building needs of Members, and others that they wrote in free text."""
    blocks = _shares(writer, "needs", "capacity_building_needs", "need", "needs")
    return Section("VI", writer.text("needs.title"), [*blocks, *_other_needs(writer)])


def _shares(writer: Writer, key: str, mart: str, of: str, code_list: str) -> list[Block]:
    """What many Members chose and what few, what it means, and how regions differ."""
    rows = writer.source.rows(mart, "share_rank", f"{of}_code")
    asked = {row[f"{of}_code"] for row in rows}
    codes = [row for row in writer.source.codes(code_list) if row["code"] in asked]
    if nothing := writer.nothing(rows):
        return [*nothing]
    ranking = writer.ranking(rows, "share_rank", of, "share")
    base = writer.span(rows, "respondent_count")
    shown = (rows, "respondent_count", "share")
    blocks: list[Block] = [
        writer.lead(f"{key}.lead", first=writer.ranking(rows, "share_rank", of, "share", most=1), base=base),
        writer.paragraph(f"{key}.ranking", ranking=ranking),
        writer.chart(key, charts.share_bars(writer, rows, of), *shown, ranking=ranking),
        table(writer, key, rows, [of], _COLUMNS),
        writer.meanings(codes, f"{key}.meanings"),
    ]
    regions = writer.source.rows(f"{mart}_by_region", "region_code")
    heading = Heading(writer.text(f"{key}.by_region.title"))
    if nothing := writer.nothing(regions):
        return [*blocks, heading, *nothing]
    ranks = {row[f"{of}_code"]: place for place, row in enumerate(rows)}
    regions.sort(key=lambda row: ranks[row[f"{of}_code"]])
    picture = charts.region_dots(writer, regions, rows, of)
    return [
        *blocks,
        heading,
        writer.chart(f"{key}.by_region", picture, regions, "respondent_count", "share"),
        matrix(writer, f"{key}.by_region", regions, of, "region", "share"),
    ]


def _other_needs(writer: Writer) -> list[Block]:
    rows = writer.source.rows("capacity_building_needs_other", "need_code")
    rows.sort(key=lambda row: -(row["submission_count"] or 0))
    heading = Heading(writer.text("needs.other.title"))
    if not any(row["submission_count"] for row in rows):
        return [heading, writer.paragraph("needs.other.none")]
    return [
        heading,
        writer.paragraph("needs.other.text"),
        table(writer, "needs.other", [row for row in rows if row["submission_count"]], ["need"], ["submission_count"]),
    ]
