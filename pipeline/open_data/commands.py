"""The command that exports. What it needs is imported when it runs, so that help is quick."""

from pathlib import Path

import click

from pipeline.command import in_project
from pipeline.errors import InputError
from pipeline.project import Project

# Whether it is a folder is told in one line, with what else may be wrong with it.
_PATH = click.Path(path_type=Path)


@click.command()
@click.option(
    "--release", "release_id", default=None, metavar="ID", help="The release to export.  [default: the current one]"
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default=None,
    help="Of the files of the marts.  [default: csv]",
)
@click.option(
    "--answers",
    "is_of_answers",
    is_flag=True,
    help="Export the answers of respondents instead, as SPSS, Stata and Parquet files. They are confidential.",
)
@click.option("-o", "--output", type=_PATH, required=True, metavar="DIR", help="The folder to write.")
@click.option("--force", "is_replacing", is_flag=True, help="Replace an earlier export in that folder.")
@in_project
def export(
    project: Project,
    release_id: str | None,
    file_format: str | None,
    is_of_answers: bool,
    output: Path,
    is_replacing: bool,
) -> None:
    """Write a release as open data: each mart as a file, with a Data Package that describes it.

    docs/open_data.md says what is in the folder. With --answers, what is written are the counted answers of respondents
    in the warehouse of the last build, for the organisation's own analysts: docs/inside.md.
    """
    if not is_of_answers:
        from pipeline.open_data.exporting import export_release

        export_release(project, output, release_id, file_format or "csv", is_replacing=is_replacing)
        return
    if release_id or file_format:
        option = "--release" if release_id else "--format"
        raise InputError(
            f"{option}: found --answers too, expected one of them; a release holds no answers, and these "
            "have formats of their own"
        )
    from pipeline.answer_files.exporting import export_answers

    export_answers(project, output, is_replacing=is_replacing)
