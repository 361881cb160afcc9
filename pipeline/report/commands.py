"""The command that writes the report of a round. What it needs is imported when it runs, so that help is quick."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.command import in_project
from pipeline.project import Project

if TYPE_CHECKING:
    from app.language import LanguageCode
    from pipeline.report.typesetting import ReportFormat


@click.command()
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "fr"]),
    default="en",
    show_default=True,
    help="Language of texts, numbers and charts.",
)
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["pdf", "html"]),
    default=None,
    help="What to write.  [default: what the name of the file ends in]",
)
@click.option(
    "--release", "release_id", default=None, metavar="ID", help="Of which release.  [default: the current one]"
)
@click.option("--survey", "survey_code", default=None, metavar="CODE", help="Of which round.  [default: the latest]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write it."
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@in_project
def report(
    project: Project,
    language: "LanguageCode",
    report_format: "ReportFormat | None",
    release_id: str | None,
    survey_code: str | None,
    output: Path,
    force: bool,
) -> None:
    """Write the report of a round: text, tables and charts from a release alone, as PDF or as a web page.

    \b
    For example:
      smart-customs report --lang fr -o rapport.pdf
      smart-customs report --survey SCS2024 -o report.html
    """
    from pipeline.report.writing import write_report

    written = write_report(project, output, language, report_format, release_id, survey_code, force=force)
    if written.fault:
        click.echo(f"Warning: {written.fault}; the report is of {written.release_id} instead", err=True)
    if not written.uses_own_fonts:
        click.echo(
            "Note: some letters are not in the type of the report; they are set in fonts of this machine, so another "
            "machine may set them otherwise",
            err=True,
        )
    click.echo(f"{written.survey_code}, release {written.release_id}: {project.show(output)}")
