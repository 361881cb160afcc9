"""A landing as a user sees it: progress while it runs, then the mapping, what was dropped, the counts and the files."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from pipeline.codebook.reading import read_codebook
from pipeline.exports.export import Column, Role, Tool
from pipeline.exports.reading import open_export
from pipeline.files import write_text
from pipeline.landing.drafting import draft_mapping
from pipeline.landing.mapping import SurveyMapping
from pipeline.landing.mapping_draft import written_mapping
from pipeline.landing.matching import named
from pipeline.landing.outcome import Outcome, Wanted
from pipeline.landing.raw_folder import RawFolder
from pipeline.landing.run import land
from pipeline.landing.sorting import Fate
from pipeline.landing.telling import told
from pipeline.landing.writing import READING
from pipeline.project import Project
from pipeline.seeds.raw import RAW_SUBMISSIONS
from pipeline.terminal import answers

# What the roles of dropped columns are called, in the order in which they are told.
_DROPPED = {
    Role.PERSONAL: "personal",
    Role.COMMENT: "comments",
    Role.OTHER_TEXT: "texts beside a choice",
    Role.ANSWER: "not mapped",
    Role.TECHNICAL: "technical",
}


def land_and_report(project: Project, path: Path, wanted: Wanted, *, as_json: bool) -> None:
    """Land, and print what came of it. Raises InputError as `land` does."""
    with told() as tell:
        outcome = land(project, path, wanted, tell)
    for warning in (*outcome.export.warnings(), *outcome.reasons):
        click.echo(f"Warning: {path.name}: {warning}", err=True)
    if as_json:
        click.echo(json.dumps(_as_json(project, outcome), indent=2, ensure_ascii=False))
    else:
        _print_outcome(project, outcome)


def draft_and_report(
    project: Project, path: Path, survey_code: str, tool: Tool | None, encoding: str, output: Path | None
) -> None:
    """Draft a mapping into a file, or print it; what is left to decide goes to standard error."""
    codebook = read_codebook(project, survey_code)
    with told() as tell:
        tell(f"{READING} the headings")
        export = open_export(path, tool, encoding)
        draft = draft_mapping(export, codebook)
    text = written_mapping(draft, export, codebook)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
        click.echo(f"{len(draft.mapping.questions)} questions mapped, in {project.show(output)}")
        click.echo(
            f"Next: look through it, then\n  smart-customs land {path} --survey {survey_code} --mapping {output}"
            + (f" --tool {tool}" if tool else "")
            + (f" --encoding {encoding}" if encoding else "")
        )
    for warning in export.warnings():
        click.echo(f"Warning: {path.name}: {warning}", err=True)
    for fault in draft.faults:
        click.echo(f"To decide: {fault}", err=True)


def _print_outcome(project: Project, outcome: Outcome) -> None:
    wanted, export = outcome.wanted, outcome.export
    click.echo(f"{export.path.name}: an export of {export.tool}, landed as {wanted.survey_code}")
    answers().print(_mapping_table(outcome.mapping))
    for line in _remarks(project, outcome):
        click.echo(line)
    for words, columns in _dropped(outcome).items():
        click.echo(f"Dropped, {words}: {', '.join(_with_cells(outcome, column) for column in columns)}")
    counts = outcome.counts
    fates = [fate for fate in Fate if fate is not Fate.UPDATED or wanted.mode == "append"]
    parts = ", ".join(f"{counts[fate]} {fate}" for fate in fates)
    click.echo(f"{counts.total()} responses: {parts}")
    click.echo(f"{outcome.answer_count} answers")
    if outcome.left_out_count:
        click.echo(f"{outcome.left_out_count} of them landed without answers that cannot be read: see rejects.csv")
    if outcome.unknown:
        click.echo(f"{len(outcome.unknown)} texts that nobody knows; {_unknown_next(project, outcome)}")
    if not outcome.written:
        click.echo("Nothing changed: this file was landed before, with the same mapping")
        return
    click.echo("Would write:" if wanted.is_dry_run else "Written:")
    for path in outcome.written:
        click.echo(f"  {project.show(path)}")
    for line in _next(project, outcome):
        click.echo(line)


def _mapping_table(mapping: SurveyMapping) -> Table:
    table = Table(title="Mapping", title_justify="left")
    for heading in ("Question", "Columns", "Read as", "Because"):
        table.add_column(heading, overflow="fold")
    for mapped in mapping.questions:
        columns = [column for column, _ in mapped.columns]
        shown = named(columns[0]) + (f" and {len(columns) - 1} more" if len(columns) > 1 else "")
        table.add_row(*map(Text, (mapped.question.code, shown, mapped.read_as.value, mapped.reason)))
    return table


def _remarks(project: Project, outcome: Outcome) -> Iterator[str]:
    mapping, survey_code = outcome.mapping, outcome.wanted.survey_code
    if any(row[0] == survey_code for _, row in RawFolder(project, project.shipped_raw).records(RAW_SUBMISSIONS)):
        shipped = project.show(project.shipped_raw)
        yield f"{survey_code} is shipped in {shipped} as well: in a build these answers take its place"
    if missing := _missing(outcome):
        yield f"Not in the file: {', '.join(missing)}"
    if mapping.find("respondent_kind") is None:
        agencies = " unless it names the type of an agency and no Member" if mapping.find("agency_type_code") else ""
        yield f"No column says on whose behalf it was answered: every response is taken for a Member's{agencies}"
    if mapping.find("region_code") is None:
        yield "No column has the region: it is the Member's"
    if order := outcome.export.details.get("dates"):
        yield f"Dates: {order}"
    if outcome.without_time_count:
        yield f"{outcome.without_time_count} responses have no time: {outcome.wanted.submitted_on} is taken, as told"
    if outcome.naive_time_count:
        yield f"Times without a time zone are read as {outcome.wanted.timezone}"


def _missing(outcome: Outcome) -> list[str]:
    """The questions without a column, and the items of others."""
    mapping = outcome.mapping
    return [question.code for question in mapping.missing(outcome.codebook)] + list(map(str, mapping.missing_items()))


def _with_cells(outcome: Outcome, column: Column) -> str:
    count = outcome.dropped_cells[column.position]
    return named(column) + (f" ({count:,} cell{'' if count == 1 else 's'})" if count else "")


def _dropped(outcome: Outcome) -> dict[str, list[Column]]:
    found = {words: [column for column in outcome.dropped if column.role is role] for role, words in _DROPPED.items()}
    return {words: columns for words, columns in found.items() if columns}


def _next(project: Project, outcome: Outcome) -> Iterator[str]:
    wanted = outcome.wanted
    is_default = wanted.raw.resolve() == project.landed_raw.resolve()
    yield "Next:"
    if wanted.is_dry_run:
        yield "  the same without --dry-run"
        return
    if outcome.counts[Fate.REJECTED]:
        rejects = project.show(wanted.raw / "rejects.csv")
        again = "every file again, the first" if wanted.mode == "append" else "again"
        yield f"  look through {rejects}, mend the answers or the mapping, and land {again} with --replace"
    yield f"  smart-customs build{'' if is_default else f' --raw {project.show(wanted.raw)}'}"


def _unknown_next(project: Project, outcome: Outcome) -> str:
    if outcome.wanted.unknown_file is None:
        return "--unknown FILE.csv writes them to a file to fill in"
    shown = project.show(outcome.wanted.unknown_file)
    return f"fill in code in {shown}, then land with --texts {shown}. Keep it out of version control"


def _as_json(project: Project, outcome: Outcome) -> dict[str, Any]:
    return {
        "survey_code": outcome.wanted.survey_code,
        "tool": outcome.export.tool,
        "timezone": outcome.wanted.timezone,
        "dates": outcome.export.details.get("dates", ""),
        "without_time_count": outcome.without_time_count,
        "is_dry_run": outcome.wanted.is_dry_run,
        "response_count": outcome.counts.total(),
        **{f"{fate}_count": outcome.counts[fate] for fate in Fate},
        "answer_count": outcome.answer_count,
        "left_out_count": outcome.left_out_count,
        "unknown": [
            {"question_code": question_code, "text": text, "response_count": count}
            for (question_code, text), count in outcome.unknown.most_common()
        ],
        "mapping": [
            {
                "question_code": mapped.question.code,
                "read_as": mapped.read_as,
                "reason": mapped.reason,
                "columns": {column.heading: str(target) for column, target in mapped.columns},
            }
            for mapped in outcome.mapping.questions
        ],
        "not_in_the_file": _missing(outcome),
        "dropped": {words: _headings(columns) for words, columns in _dropped(outcome).items()},
        "dropped_cells": {
            column.heading: outcome.dropped_cells[column.position]
            for column in outcome.dropped
            if outcome.dropped_cells[column.position]
        },
        "warnings": list(outcome.export.warnings()),
        "rejected": [vars(reason) for reason in outcome.reasons],
        "is_changed": bool(outcome.written),
        "files": [project.show(path) for path in outcome.written],
    }


def _headings(columns: Sequence[Column]) -> list[str]:
    return [column.heading for column in columns]
