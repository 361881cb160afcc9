"""Section II: IT strategies, and how mature administrations are."""

from pipeline.report import charts
from pipeline.report.content import Block, Heading, Section
from pipeline.report.tables import matrix, table
from pipeline.report.writer import Writer


def strategy(writer: Writer) -> Section:
    """IT strategies and levels of maturity, of all Members and by region."""
    return Section(
        "II", writer.text("strategy.title"), [*_it_strategy(writer), *_maturity(writer), *_by_region(writer)]
    )


def _it_strategy(writer: Writer) -> list[Block]:
    rows = writer.source.rows("it_strategy")
    regions = writer.source.rows("it_strategy_by_region", "region_code")
    if nothing := writer.nothing(rows):
        return [Heading(writer.text("strategy.it_strategy.title")), *nothing]
    row, figures = rows[0], writer.figures
    columns = ["yes_count", "respondent_count", "yes_share"]
    return [
        writer.lead(
            "strategy.it_strategy.lead",
            share=figures.of(row, "yes_share"),
            count=figures.of(row, "yes_count"),
            base=figures.of(row, "respondent_count"),
        ),
        table(writer, "strategy.it_strategy", writer.with_all_members(rows, regions), ["region"], columns),
    ]


def _maturity(writer: Writer) -> list[Block]:
    heading = Heading(writer.text("strategy.maturity.title"))
    rows = writer.source.rows("maturity_distribution", "maturity_level")
    levels = writer.source.codes("maturity_level")
    meanings = writer.meanings(levels, "strategy.maturity.meanings")
    if nothing := writer.nothing(rows):
        return [heading, *nothing, meanings]
    ranking = writer.ranking(rows, "share_rank", "maturity_level", "share")
    columns = ["submission_count", "respondent_count", "share", "share_rank"]
    shown = (rows, "respondent_count", "share")
    return [
        heading,
        writer.paragraph("strategy.maturity.ranking", ranking=ranking, base=writer.span(rows, "respondent_count")),
        writer.chart("strategy.maturity", charts.share_bars(writer, rows, "maturity_level"), *shown, ranking=ranking),
        table(writer, "strategy.maturity", rows, ["maturity_level"], columns),
        meanings,
    ]


def _by_region(writer: Writer) -> list[Block]:
    heading = Heading(writer.text("strategy.by_region.title"))
    national = writer.source.rows("maturity_distribution", "maturity_level")
    regions = writer.source.rows("maturity_by_region", "region_code", "maturity_level")
    if nothing := writer.nothing(regions):
        return [heading, *nothing]
    rows = writer.with_all_members(national, regions)
    return [
        heading,
        writer.paragraph("strategy.by_region.text"),
        writer.chart("strategy.by_region", charts.maturity_bars(writer, rows), rows, "respondent_count", "share"),
        matrix(writer, "strategy.by_region", rows, "region", "maturity_level", "share", base="respondent_count"),
    ]
