"""Section IV: what impact is expected of each technology, and how difficult it is to adopt."""

from pipeline.report import charts
from pipeline.report.content import Block, Heading, Section
from pipeline.report.source import groups
from pipeline.report.tables import table
from pipeline.report.writer import Writer

# As many as the report names in either respect.
_NAMED = 2
_COLUMNS = [
    f"{measure}_{what}" for measure in ("impact", "difficulty") for what in ("mean", "rank", "respondent_count")
]


def impact(writer: Writer) -> Section:
    """Expected impact and difficulty of adoption of each technology, of all Members and by region."""
    rows = writer.source.rows("impact_difficulty", "impact_rank", "technology_code")
    title = writer.text("impact.title")
    if nothing := writer.nothing(rows):
        return Section("IV", title, [*nothing])
    strongest = writer.ranking(rows, "impact_rank", "technology", "impact_mean", most=_NAMED)
    hardest = writer.ranking(rows, "difficulty_rank", "technology", "difficulty_mean", most=_NAMED)
    both = [row for row in rows if (row["impact_rank"] or 99) <= _NAMED and (row["difficulty_rank"] or 99) <= _NAMED]
    blocks: list[Block] = [
        writer.lead("impact.lead", strongest=strongest, hardest=hardest),
        writer.paragraph("impact.both", technologies=writer.names(both, "technology"))
        if both
        else writer.paragraph("impact.neither"),
        writer.chart(
            "impact.technologies",
            charts.score_dots(writer, rows, "technology"),
            rows,
            "impact_respondent_count",
            "impact_mean",
            "difficulty_mean",
            difficulty_base=writer.span(rows, "difficulty_respondent_count"),
            strongest=strongest,
            hardest=hardest,
        ),
        table(writer, "impact.technologies", rows, ["technology"], _COLUMNS),
        *_by_region(writer),
    ]
    return Section("IV", title, blocks)


def _by_region(writer: Writer) -> list[Block]:
    """Charts of the technologies that are hardest to adopt, and a table of each technology, by region."""
    heading = Heading(writer.text("impact.by_region.title"))
    national = writer.source.rows("impact_difficulty", "difficulty_rank", "technology_code")
    rows = writer.source.rows("impact_difficulty_by_region", "technology_code", "region_code")
    if nothing := writer.nothing(rows):
        return [heading, *nothing]
    regions = groups(rows, "technology_code")
    blocks: list[Block] = [heading, writer.paragraph("impact.by_region.text")]
    for row in national:
        every = writer.with_all_members([row], regions[row["technology_code"]])
        name = writer.wording.name(row, "technology")
        if (row["difficulty_rank"] or 99) <= _NAMED:
            blocks.append(
                writer.chart(
                    "impact.by_region",
                    charts.score_dots(writer, every, "region"),
                    every,
                    "impact_respondent_count",
                    "impact_mean",
                    "difficulty_mean",
                    difficulty_base=writer.span(every, "difficulty_respondent_count"),
                    technology=name,
                )
            )
        blocks.append(table(writer, "impact.by_region", every, ["region"], _COLUMNS, technology=name))
    return blocks
