"""Prints what an export is and holds, for people and for machines. Nothing that may name a person is shown."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from pipeline.codebook.reading import read_texts
from pipeline.exports.export import Export, Role, State, Tool
from pipeline.exports.reading import open_export
from pipeline.exports.text import shortened
from pipeline.inspection.counting import Counts, count
from pipeline.inspection.questions import Question, find_questions
from pipeline.landing.texts import comparable
from pipeline.project import Project
from pipeline.terminal import answers, progress

_SHOWN_OPTIONS = 5
_SHOWN_CHARACTERS = 60
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


def inspect_and_report(project: Project, path: Path, tool: Tool | None, encoding: str, as_json: bool) -> None:
    """Recognise an export, read it through and print what it holds. Raises InputError as reading it does."""
    export = open_export(path, tool, encoding)
    with progress().status(f"{path.name}: reading responses") as status:
        counts = count(export, lambda read: status.update(f"{path.name}: {read:,} responses"))
    known = frozenset(map(comparable, read_texts(project)))
    questions = find_questions(export, counts, known)
    for warning in export.warnings():
        click.echo(f"Warning: {path.name}: {warning}", err=True)
    if as_json:
        click.echo(json.dumps(_summary(export, counts, questions), indent=2, ensure_ascii=False))
    else:
        _print(export, counts, questions)


def _headings(export: Export, role: Role) -> list[str]:
    return [column.heading for column in export.columns if column.role is role and column.heading]


def _summary(export: Export, counts: Counts, questions: list[Question]) -> Mapping[str, Any]:
    return {
        "file": str(export.path),
        "tool": export.tool,
        "encoding": export.encoding,
        "delimiter": export.delimiter,
        "sheet": export.sheet,
        "header_rows": export.header_rows,
        "column_count": len(export.columns),
        "response_count": counts.states.total(),
        "complete_count": counts.states[State.COMPLETE],
        "partial_count": counts.states[State.PARTIAL],
        "empty_count": counts.states[State.EMPTY],
        "languages": dict(counts.languages.most_common()),
        "details": dict(export.details),
        "personal_columns": _headings(export, Role.PERSONAL),
        "technical_columns": _headings(export, Role.TECHNICAL),
        "questions": [
            {
                "code": question.code,
                "text": question.text,
                "type": question.type,
                "columns": list(question.columns),
                "answered_count": question.answered_count,
                "items": [vars(item) for item in question.items],
                "option_count": question.option_count,
                "options": [{"text": text, "count": times} for text, times in question.options],
            }
            for question in questions
        ],
    }


def _print(export: Export, counts: Counts, questions: list[Question]) -> None:
    console = answers()
    of_file = [export.tool, f"{export.header_rows} header row{'' if export.header_rows == 1 else 's'}"]
    if export.sheet:
        of_file.insert(1, f"sheet {export.sheet}")
    if export.encoding and export.delimiter:
        of_file[1:1] = [export.encoding, _DELIMITERS[export.delimiter]]
    click.echo(f"{export.path}: {', '.join(of_file)}")
    for name, value in export.details.items():
        click.echo(f"  {name}: {value}")
    states = ", ".join(f"{counts.states[state]:,} {state}" for state in State)
    click.echo(f"{counts.states.total():,} responses: {states}")
    if counts.languages:
        click.echo("Languages: " + ", ".join(f"{name} {times:,}" for name, times in counts.languages.most_common()))
    for role in (Role.PERSONAL, Role.TECHNICAL):
        if headings := _headings(export, role):
            click.echo(f"{role.capitalize()}, not shown and never landed: {', '.join(headings)}")
    table = Table()
    for heading in ("Question", "Type", "Columns", "Answers", "Options"):
        table.add_column(heading, justify="right" if heading in ("Columns", "Answers") else "left")
    for question in questions:
        table.add_row(
            Text(_name(question)),
            question.type,
            f"{len(question.columns):,}",
            f"{question.answered_count:,}",
            Text(_options(question)),
        )
    console.print(table)


def _name(question: Question) -> str:
    # A question without a text of its own, as in a Kobo export, has its code as text.
    parts = dict.fromkeys(part for part in (question.code, question.text) if part)
    return shortened(" ".join(parts) or question.columns[0], _SHOWN_CHARACTERS)


def _options(question: Question) -> str:
    shown = [f"{shortened(text, _SHOWN_CHARACTERS)} {times:,}" for text, times in question.options[:_SHOWN_OPTIONS]]
    more = question.option_count - len(shown)
    return "; ".join(shown) + (f"; {more:,} more" if more > 0 else "")
