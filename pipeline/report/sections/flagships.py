"""Section VII: which technologies Members cite for the Project, and what the rule of selection makes of them."""

from pipeline.report import charts
from pipeline.report.content import Block, Bullets, Heading, Paragraph, Run, Section
from pipeline.report.source import Row, groups
from pipeline.report.tables import Cell, table
from pipeline.report.writer import Writer

# As many groups as the rule keeps, and as many technologies as a Member could cite.
_KEPT = 3
_PROFILE = [
    "adopted_count",
    "potential_count",
    "impact_mean",
    "difficulty_mean",
    "citation_count",
    "case_study_offer_count",
]
_STEPS = ["potential_count", "group_rank", "overlaps_other_work", "citation_count", "citation_rank", "is_selected"]


def flagships(writer: Writer) -> Section:
    """Citations, the rule and its outcome, and each technology at a glance."""
    rows = writer.source.rows("flagship_selection", "citation_rank", "technology_code")
    title = writer.text("flagships.title")
    blocks: list[Block] = [writer.paragraph("flagships.purpose")]
    blocks += _citations(writer, rows)
    blocks += _selection(writer, rows)
    profile = writer.source.rows("technology_profile", "technology_code")
    if profile:
        blocks += [
            Heading(writer.text("flagships.profile.title")),
            table(writer, "flagships.profile", profile, ["technology"], _PROFILE),
        ]
    return Section("VII", title, blocks)


def _citations(writer: Writer, rows: list[Row]) -> list[Block]:
    heading = Heading(writer.text("flagships.citations.title"))
    cited = [row for row in rows if row["citation_count"]]
    if nothing := writer.nothing(rows):
        return [heading, *nothing]
    if not cited:
        return [heading, writer.paragraph("flagships.citations.none")]
    most = writer.ranking(cited, "citation_rank", "technology", "citation_count", most=_KEPT)
    base = "citation_respondent_count"
    picture = charts.count_bars(writer, rows, "technology", "citation_count", base)
    return [
        heading,
        writer.paragraph("flagships.citations.most", most=most, base=writer.span(rows, base)),
        writer.chart("flagships.citations", picture, rows, base, "citation_count", most=most),
        table(writer, "flagships.citations", rows, ["technology"], ["citation_count", base, "citation_rank"]),
    ]


def _selection(writer: Writer, rows: list[Row]) -> list[Block]:
    heading = Heading(writer.text("flagships.selection.title"))
    by_group = sorted(rows, key=lambda row: (row["group_rank"] or len(rows), row["potential_rank"] or len(rows)))
    selected = [row for row in by_group if row["is_selected"]]
    if not selected:
        return [heading, writer.paragraph("flagships.selection.no_rule")]
    kept = groups(selected, "flagship_group_code").values()
    outcome = [_group(writer, members) for members in kept]
    picture = charts.outcome_bars(writer, sorted(rows, key=lambda row: row["potential_rank"] or len(rows)))
    names = writer.wording.listing([writer.wording.common(writer.wording.name(row, "technology")) for row in selected])
    return [
        heading,
        writer.paragraph("flagships.selection.rule"),
        Paragraph(writer.wording.runs("flagships.selection.outcome")),
        Bullets(outcome),
        *_beside_citations(writer, rows, selected),
        writer.chart("flagships.selection", picture, rows, "potential_count", "potential_count", selected=names),
        table(writer, "flagships.selection", by_group, ["technology", "flagship_group"], _STEPS, cell=_cell(writer)),
    ]


def _group(writer: Writer, members: list[Row]) -> list[Run]:
    """A group that is kept: its leading technology, and those that go with it."""
    names = [writer.wording.name(row, "technology") for row in members]
    potential = writer.figures.of(members[0], "potential_count")
    if len(members) == 1:
        return writer.wording.runs("flagships.selection.alone", technology=names[0], potential=potential)
    others = writer.wording.listing([writer.wording.common(name) for name in names[1:]])
    return writer.wording.runs("flagships.selection.together", technology=names[0], others=others, potential=potential)


def _beside_citations(writer: Writer, rows: list[Row], selected: list[Row]) -> list[Block]:
    """What is selected without being among the most cited, and the other way round."""
    most_cited = [row for row in rows if row["citation_rank"] is not None and row["citation_rank"] <= _KEPT]
    beside = {
        "not_most_cited": [row for row in selected if row not in most_cited],
        "not_selected": [row for row in most_cited if row not in selected],
    }
    blocks: list[Block] = [
        writer.paragraph(f"flagships.selection.{key}", technologies=writer.names(found, "technology"))
        for key, found in beside.items()
        if found
    ]
    return blocks or [writer.paragraph("flagships.selection.as_cited")]


def _cell(writer: Writer) -> Cell:
    """Prints a yes or a no as a word, and a figure as its column is printed."""

    def written(row: Row, column: str) -> Run:
        value = row[column]
        return writer.text("yes" if value else "no") if isinstance(value, bool) else writer.figures.of(row, column)

    return written
