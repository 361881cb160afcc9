"""Section III: how far Members are with each technology, and where potential lies."""

from pipeline.report import charts
from pipeline.report.content import Block, Heading, Paragraph, Section
from pipeline.report.source import Row, groups, why_nothing
from pipeline.report.tables import matrix, table
from pipeline.report.writer import Writer

# Technologies that are drawn by region: as many of the highest potential as may be selected.
_DRAWN = 3
_STATUSES = ("adopted", "in_development", "under_consideration", "not_planned")


def adoption(writer: Writer) -> Section:
    """The status of each technology, of all Members and by region, and the potential of each."""
    rows = writer.source.rows("technology_adoption", "technology_code", "status_code")
    title = writer.text("adoption.title")
    if nothing := writer.nothing(rows):
        return Section("III", title, [*nothing])
    return Section(
        "III",
        title,
        [*_adopted(writer), *_status(writer, rows), *_totals(writer), *_potential(writer), *_by_region(writer)],
    )


def _adopted(writer: Writer) -> list[Block]:
    rows = writer.source.rows("technology_profile", "adopted_rank", "technology_code")
    adopted = [row for row in rows if row["adopted_count"]]
    by_none = [row for row in rows if row["adopted_count"] == 0 and row["status_respondent_count"]]
    blocks: list[Block] = []
    if adopted:
        ranking = writer.ranking(adopted, "adopted_rank", "technology", "adopted_count")
        base = writer.span(rows, "status_respondent_count")
        blocks.append(writer.lead("adoption.adopted.lead", ranking=ranking, base=base))
    if by_none:
        blocks.append(writer.paragraph("adoption.adopted.none", technologies=writer.names(by_none, "technology")))
    return blocks


def _status(writer: Writer, rows: list[Row]) -> list[Block]:
    potential = {row["technology_code"]: row for row in writer.source.rows("development_potential")}
    by_potential = sorted(rows, key=lambda row: potential[row["technology_code"]]["potential_rank"] or len(rows))
    shown = (rows, "respondent_count", "submission_count")
    return [
        writer.chart("adoption.status", charts.status_bars(writer, by_potential, "technology"), *shown),
        matrix(
            writer, "adoption.status", by_potential, "technology", "status", "submission_count", base="respondent_count"
        ),
    ]


def _totals(writer: Writer) -> list[Block]:
    rows = writer.source.rows("technology_status_totals", "status_code")
    if any(row["selection_count"] is None for row in rows):
        return [Heading(writer.text("adoption.totals.title")), *writer.nothing(rows)]
    by_status = {row["status_code"]: row for row in rows}
    counts = {status: by_status[status]["selection_count"] or 0 for status in _STATUSES}
    developing = counts["in_development"] + counts["under_consideration"]
    outcome = "more" if developing > counts["adopted"] else "fewer" if developing < counts["adopted"] else "equal"
    figures = {status: writer.figures.of(by_status[status], "selection_count") for status in _STATUSES}
    columns = ["selection_count", "all_selection_count", "selection_share"]
    return [
        Heading(writer.text("adoption.totals.title")),
        Paragraph(writer.wording.runs(f"adoption.totals.{outcome}", **figures)),
        table(writer, "adoption.totals", rows, ["status"], columns),
    ]


def _potential(writer: Writer) -> list[Block]:
    rows = writer.source.rows("development_potential", "potential_rank", "technology_code")
    ranking = writer.ranking(rows, "potential_rank", "technology", "potential_count")
    counts = ["in_development_count", "under_consideration_count", "potential_count", "potential_rank", "adopted_count"]
    picture = charts.potential_bars(writer, rows)
    return [
        Heading(writer.text("adoption.potential.title")),
        writer.paragraph("adoption.potential.ranking", ranking=ranking),
        writer.chart("adoption.potential", picture, rows, "respondent_count", *counts[:3], counts[-1], ranking=ranking),
        table(writer, "adoption.potential", rows, ["technology"], [*counts, "respondent_count"]),
    ]


def _by_region(writer: Writer) -> list[Block]:
    """Charts of the technologies with the highest potential, and a table of each technology, by region."""
    heading = Heading(writer.text("adoption.by_region.title"))
    rows = writer.source.rows("technology_adoption_by_region", "technology_code", "region_code", "status_code")
    if nothing := writer.nothing(rows):
        return [heading, *nothing]
    blocks: list[Block] = [heading, writer.paragraph("adoption.by_region.text")]
    national = groups(writer.source.rows("technology_adoption", "status_code"), "technology_code")
    regional = groups(rows, "technology_code")
    for potential in writer.source.rows("development_potential", "potential_rank", "technology_code"):
        code = potential["technology_code"]
        regions = regional.get(code, [])
        if not regions:
            continue
        every = writer.with_all_members(national[code], regions)
        name = writer.wording.name(regions[0], "technology")
        if why := why_nothing(every):
            blocks.append(writer.paragraph("adoption.by_region.nothing", technology=name, why=writer.text(why)))
            continue
        if (potential["potential_rank"] or len(rows)) <= _DRAWN:
            picture = charts.status_bars(writer, every, "region")
            shown = (every, "respondent_count", "submission_count")
            blocks.append(writer.chart("adoption.by_region", picture, *shown, technology=name))
        across = ("region", "status", "submission_count")
        blocks.append(matrix(writer, "adoption.by_region", every, *across, base="respondent_count", technology=name))
    return blocks
