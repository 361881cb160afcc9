"""The command that compares releases. What it needs is imported when it runs, so that help is quick."""

import click

from pipeline.command import in_project
from pipeline.project import Project


@click.command()
@click.argument("before", metavar="RELEASE")
@click.argument("after", metavar="RELEASE")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print what differs; json has all of it, the others the first 200 cells.",
)
@in_project
def diff(project: Project, before: str, after: str, output_format: str) -> int:
    """Say which public numbers changed between two releases, by how much and in which marts.

    RELEASE as `smart-customs releases` lists it, the earlier one first. Exit codes: 0 the content is the same; 1 it
    is not; 2 a release cannot be read.
    """
    from pipeline.revisions.printing import print_differences

    return print_differences(project, before, after, output_format)
