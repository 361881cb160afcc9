"""A page on method: what is counted, what figures rest on, and what must not be concluded from them."""

import json

from pipeline.report.content import Block, Heading, Note, Section
from pipeline.report.writer import Writer

_RULES = ("members", "latest", "silence", "bases", "percent", "ranks", "scales", "potential", "selection")


def method(writer: Writer) -> Section:
    """Rules of counting, what the figures of this round rest on, and which are suppressed."""
    survey = writer.source.row("surveys")
    blocks: list[Block] = [
        writer.bullets([f"method.rules.{rule}" for rule in _RULES]),
        Heading(writer.text("method.basis.title")),
        *_basis(writer, survey["origin_code"]),
        Heading(writer.text("method.disclosure.title")),
    ]
    if survey["disclosure_threshold"]:
        threshold = writer.figures.of(survey, "disclosure_threshold")
        blocks.append(writer.paragraph("method.disclosure.threshold", threshold=threshold))
    else:
        blocks.append(writer.paragraph("method.disclosure.none"))
    accepted = [
        entry["reason"]
        for entry in json.loads(writer.source.row("main.release")["accepted_disclosures"])
        if entry["survey_code"] == writer.source.survey_code
    ]
    blocks += [Note(writer.wording.runs("method.disclosure.accepted", reason=reason)) for reason in accepted]
    blocks += [Heading(writer.text("method.tracing.title")), writer.paragraph("method.tracing.text")]
    return Section("", writer.text("method.title"), blocks)


def _basis(writer: Writer, origin: str) -> list[Block]:
    bases = ("collected",) if origin == "collected" else ("published", "illustrative")
    meanings = [row for row in writer.source.codes("figure_bases") if row["code"] in bases]
    return [writer.meanings(meanings, f"method.basis.{origin}")]
