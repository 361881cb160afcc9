"""What stands before section I: abbreviations, and an introduction with the dates of the round."""

from pipeline.report.content import Block, Heading, Note, Section, Terms
from pipeline.report.tables import region
from pipeline.report.writer import Writer

_OBJECTIVES = ("adoption", "needs", "flagships", "community", "knowledge", "case_studies")
_PARTS = ("data", "bases", "marks")


def abbreviations(writer: Writer) -> Section:
    """What stands for what: regions, technologies and institutions, in the order of the alphabet."""
    names = {region(writer, row["code"]): writer.wording.code_name(row) for row in writer.source.codes("regions")}
    terms = [(short, writer.text("abbreviations.region", name=name)) for short, name in names.items()]
    for key in writer.wording.keys_below("abbreviations.terms"):
        terms.append((writer.text(f"{key}.short"), writer.text(f"{key}.long")))
    return Section("", writer.text("abbreviations.title"), [Terms(sorted(terms))], starts_page=False)


def introduction(writer: Writer) -> Section:
    """What the survey was for, when it was open, and how to read the report."""
    figures, summary = writer.figures, writer.source.row("participation_summary")
    dates = {name: figures.of(summary, name) for name in ("opened_on", "deadline_on", "closed_on", "member_count")}
    is_synthetic = summary["origin_code"] == "synthetic"
    was_extended = summary["extended_deadline_on"] is not None
    blocks: list[Block] = [
        writer.lead("introduction.lead", **dates),
        writer.paragraph(
            "introduction.extended" if was_extended else "introduction.not_extended",
            extended_deadline_on=figures.of(summary, "extended_deadline_on"),
            **dates,
        ),
        writer.paragraph("introduction.objectives.title"),
        writer.bullets([f"introduction.objectives.{name}" for name in _OBJECTIVES]),
        writer.paragraph("introduction.partner_agencies"),
        Heading(writer.text("introduction.reading.title")),
        writer.bullets(
            [f"introduction.reading.{name}" for name in (*_PARTS, *(("illustrative",) if is_synthetic else ()))]
        ),
    ]
    if is_synthetic:
        blocks.insert(0, Note(writer.wording.runs("synthetic.note")))
    return Section("", writer.text("introduction.title"), blocks)
