"""Section I: who answered, from which regions and when."""

from dataclasses import replace

from pipeline.report import charts
from pipeline.report.content import Block, Heading, Paragraph, Runs, Section
from pipeline.report.source import Row
from pipeline.report.tables import table
from pipeline.report.writer import Writer

_COLUMNS = ("submission_count", "member_count", "participation_rate", "participation_rank")


def participation(writer: Writer) -> Section:
    """Participation of Members by region and over time, what else they offered, and partner agencies."""
    summary = writer.source.row("participation_summary")
    blocks: list[Block] = [
        writer.lead(
            "participation.lead",
            submissions=writer.figures.of(summary, "submission_count"),
            members=writer.figures.of(summary, "member_count"),
            rate=writer.figures.of(summary, "participation_rate"),
        ),
        *_regions(writer, summary),
        *_over_time(writer, summary),
        *_details(writer, summary),
        *_agencies(writer, summary),
    ]
    return Section("I", writer.text("participation.title"), blocks)


def _regions(writer: Writer, summary: Row) -> list[Block]:
    rows = writer.source.rows("participation_by_region", "participation_rank", "region_code")
    ranking = writer.ranking(rows, "participation_rank", "region", "participation_rate")
    total = [writer.figures.of(summary, column) for column in _COLUMNS[:-1]]
    by_region = table(writer, "participation.regions", rows, ["region"], _COLUMNS)
    sum_up: list[Runs] = [[writer.text("total")], *([figure] for figure in total), []]
    columns = {"share": "participation_rate", "count": "submission_count", "base": "member_count"}
    picture = charts.share_bars(writer, rows, "region", mark=summary["participation_rate"], **columns)
    rate = writer.figures.of(summary, "participation_rate")
    return [
        writer.paragraph("participation.regions.ranking", ranking=ranking),
        replace(by_region, rows=[*by_region.rows, sum_up], has_total=True),
        *(
            writer.chart(key, drawn, rows, "member_count", "participation_rate", rate=rate, ranking=ranking)
            for key, drawn in (("participation.regions", picture), ("participation.map", charts.world(writer)))
        ),
    ]


def _over_time(writer: Writer, summary: Row) -> list[Block]:
    days = writer.source.rows("participation_timeline", "submitted_on")
    ends = list({row["phase_code"]: row for row in days}.values())
    phases = writer.wording.listing(
        [
            writer.wording.counted(
                "participation.timeline.phase",
                writer.figures.of(row, "cumulative_submission_count"),
                date=writer.figures.of(row, "submitted_on"),
            )
            for row in ends
        ]
    )
    picture = charts.submissions_over_time(writer, summary["member_count"])
    shown = (ends, "cumulative_submission_count", "cumulative_submission_count")
    return [
        Heading(writer.text("participation.timeline.title")),
        writer.paragraph("participation.timeline.phases", phases=phases),
        writer.chart("participation.timeline", picture, *shown, phases=phases),
    ]


def _details(writer: Writer, summary: Row) -> list[Block]:
    counted = {
        "details": "details_count",
        "files": "case_study_count",
        "willing": "willing_count",
        "contact_points": "contact_point_count",
    }
    shares = ("details_share", "willing_share", "willing_respondent_count")
    figures = {name: writer.figures.of(summary, name) for name in (*counted.values(), *shares)}
    blocks: list[Block] = [Heading(writer.text("participation.details.title"))]
    blocks += [
        writer.counted(
            f"participation.details.{name}",
            figures[count],
            share=figures["willing_share" if name == "willing" else "details_share"],
            base=figures["willing_respondent_count"],
        )
        for name, count in counted.items()
        # Of what a round did not ask, or disclosure control does not show, nothing is said.
        if summary[count] is not None
    ]
    offers = writer.source.rows("case_study_offers", "technology_code")
    offers.sort(key=lambda row: -(row["submission_count"] or 0))
    nothing = writer.nothing(offers)
    if nothing:
        return [*blocks, *nothing]
    picture = charts.count_bars(writer, offers, "technology", "submission_count", "respondent_count")
    return [
        *blocks,
        writer.chart("participation.offers", picture, offers, "respondent_count", "submission_count"),
        table(writer, "participation.offers", offers, ["technology"], ["submission_count", "respondent_count"]),
    ]


def _agencies(writer: Writer, summary: Row) -> list[Block]:
    rows = writer.source.rows("partner_agencies", "agency_type_code")
    heading = Heading(writer.text("participation.agencies.title"))
    counted = writer.figures.of(summary, "partner_agency_count")
    answered = [row for row in rows if row["submission_count"]]
    if not answered:
        return [heading, Paragraph(writer.wording.runs("participation.agencies.none"))]
    return [
        heading,
        writer.counted("participation.agencies.count", counted),
        table(writer, "participation.agencies", answered, ["agency_type"], ["submission_count"]),
    ]
