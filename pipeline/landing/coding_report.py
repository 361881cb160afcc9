"""The code-needs command as a user sees it: which texts have no code yet, and what became of the codes given."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputError
from pipeline.landing.coding import (
    Needs,
    WrittenCodings,
    check_code,
    check_text,
    read_needs,
    write_codings,
)
from pipeline.landing.coding_file import export_uncoded, read_codes
from pipeline.locking import one_at_a_time
from pipeline.project import Project
from pipeline.terminal import answers, progress


def print_uncoded(project: Project, folder: Path, survey_code: str | None, *, as_json: bool) -> None:
    """List the texts that have no code yet, and the codes that there are."""
    needs = read_needs(project, folder, survey_code)
    uncoded = needs.uncoded
    if as_json:
        click.echo(json.dumps([asdict(need) for need in uncoded], indent=2, ensure_ascii=False))
        return
    _print_totals(project, needs)
    if not uncoded:
        return
    table = Table()
    for heading in ("Survey", "Answers", "Text"):
        table.add_column(heading, justify="right" if heading == "Answers" else "left")
    for need in uncoded:
        # What a respondent wrote may look like markup.
        table.add_row(need.survey_code, str(need.answer_count), Text(need.text))
    answers().print(table)
    click.echo("Codes:")
    width = max(map(len, needs.known))
    for need_code, name in needs.known.items():
        click.echo(f"  {need_code:{width}}  {name}")


def export(project: Project, folder: Path, survey_code: str | None, path: Path) -> None:
    """Write the uncoded texts to a file for people to code."""
    needs = read_needs(project, folder, survey_code)
    export_uncoded(project, needs, path)
    _print_totals(project, needs)
    click.echo(
        f"{project.show(path)}: fill in need_code, then smart-customs code-needs --import {project.show(path)}. "
        "It holds what respondents wrote: keep it out of version control."
    )


def import_codes(project: Project, folder: Path, survey_code: str | None, path: Path) -> None:
    """Take the codes of a file, all of them or none."""
    with one_at_a_time(project, progress().print, "another command"):
        needs = read_needs(project, folder, survey_code)
        written = write_codings(project, needs, read_codes(project, needs, path))
    _print_written(project, folder, survey_code, written)


def code_one(project: Project, folder: Path, survey_code: str | None, text: str, need_code: str) -> None:
    """Give one text its code, in every round of the folder in which somebody wrote it."""
    with one_at_a_time(project, progress().print, "another command"):
        needs = read_needs(project, folder, survey_code)
        surveys = needs.surveys_with(text)
        faults = check_code(needs, "--need", need_code)
        if not surveys:
            faults += check_text(needs, "--text", survey_code or " or ".join(needs.surveys) or "any round", text)
        if faults:
            raise InputError(*faults)
        written = write_codings(project, needs, {(survey, text): need_code for survey in surveys})
    _print_written(project, folder, survey_code, written)


def _print_written(project: Project, folder: Path, survey_code: str | None, written: WrittenCodings) -> None:
    click.echo(f"{written.added} coded, {written.changed} coded anew, {written.unchanged} as they were")
    _print_totals(project, read_needs(project, folder, survey_code))


def _print_totals(project: Project, needs: Needs) -> None:
    total, left = len(needs.written), len(needs.uncoded)
    of_surveys = f" of {', '.join(needs.surveys)}" if needs.surveys else ""
    click.echo(f"{project.show(needs.folder)}: {total} free-text needs{of_surveys}, {left} without a code")
