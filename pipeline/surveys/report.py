"""Rounds as a user sees them: what was registered and what to do next, and the list of all."""

import json

import click
from rich.table import Table

from pipeline.project import Project
from pipeline.surveys.adding import AddedSurvey
from pipeline.surveys.registry import FLAGSHIP_RULES, SURVEY_ITEMS, read_registry
from pipeline.terminal import answers

_DATES = {"opened_on": "Opened", "deadline_on": "Deadline", "extended_deadline_on": "Extended", "closed_on": "Closed"}


def print_added(project: Project, added: AddedSurvey, like: str) -> None:
    """Print what was registered, the files that hold it, and what is left to do."""
    survey = added.survey
    code = survey["survey_code"]
    until = survey["extended_deadline_on"] or survey["deadline_on"]
    click.echo(
        f"{code} is registered: opened {survey['opened_on']}, last deadline {until}, closed {survey['closed_on']}"
    )
    click.echo(f"  English name  {survey['name_en']}")
    click.echo(f"  French name   {survey['name_fr']}")
    click.echo(f"  from {like}   {added.item_count} survey items, {added.flagship_rule_count} flagship rules")
    for path in added.paths:
        click.echo(f"  {project.show(path)}")
    items, rules, technologies = (
        project.show(project.seeds / "codebook" / f"{name}.csv")
        for name in (SURVEY_ITEMS, FLAGSHIP_RULES, "technologies")
    )
    click.echo(
        "Next:\n"
        f"  1. If {code} asked other items than {like}, change its rows of {items};\n"
        f"     a technology that is new to the codebook goes into {technologies}.\n"
        f"  2. Change its rows of {rules}, or remove them: without them nothing is selected.\n"
        f"  3. Collect: smart-customs questionnaire --survey {code} writes what to ask (docs/landing.md).\n"
        f"  4. smart-customs land EXPORT --survey {code}\n"
        "  5. smart-customs build"
    )


def print_surveys(project: Project, as_json: bool) -> None:
    """Print every round that is registered, the first opened first, with how much of it the codebook holds."""
    registry = read_registry(project)
    rows = [
        {
            **survey,
            "survey_item_count": len(registry.of_survey(SURVEY_ITEMS, survey["survey_code"])),
            "flagship_rule_count": len(registry.of_survey(FLAGSHIP_RULES, survey["survey_code"])),
        }
        for survey in sorted(registry.rows["surveys"], key=lambda row: (row["opened_on"], row["survey_code"]))
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    table = Table()
    for heading in ("Survey", "Name", *_DATES.values(), "Items", "Flagship rules"):
        table.add_column(heading)
    for row in rows:
        table.add_row(
            str(row["survey_code"]),
            str(row["name_en"]),
            *(str(row[column]) for column in _DATES),
            str(row["survey_item_count"]),
            str(row["flagship_rule_count"]),
        )
    answers().print(table)
