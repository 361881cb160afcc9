"""What `smart-customs build` costs beside bare `dbt build` on the shipped data, and `smart-customs --help` by itself.

`make bench-build` runs it; docs/benchmarks.md has its figures. Both build copies of the project, take turns, and are
warm: dbt has parsed each copy before the first measured run.
"""

import tempfile
from pathlib import Path

import click

from benchmarks.copying import copy_project
from benchmarks.measuring import MEGABYTE, Measured, installed, measure_command, median_of
from pipeline.project import Project

WITH_COMMAND = ("smart-customs", "build")
# The same seeds, models and data tests; the command leaves the unit tests to `make test`.
BARE_DBT = ("dbt", "build", "--exclude-resource-type", "unit_test")


def warehouse_of_dbt(project: Project) -> Path:
    """The file that plain dbt builds into, as profiles.yml has it."""
    return project.target / "dbt.duckdb"


class Builder:
    """A way to build, in a copy of the project of its own."""

    def __init__(self, project: Project, command: tuple[str, ...], folder: Path) -> None:
        self.command = command
        self.runs: list[Measured] = []
        self._project = copy_project(project, folder)

    def build(self) -> Measured:
        """Build once into a new warehouse."""
        for warehouse in (self._project.warehouse, warehouse_of_dbt(self._project)):
            warehouse.unlink(missing_ok=True)
        name, *arguments = self.command
        root = self._project.root
        return measure_command([installed(name), *arguments], root, root / "build.log")


@click.command()
@click.option(
    "--repeats", type=click.IntRange(min=1), default=7, show_default=True, help="How many pairs are measured."
)
def main(repeats: int) -> None:
    """Print medians of both builds, their ratios, and what `--help` takes."""
    project = Project.find()
    with tempfile.TemporaryDirectory() as folder:
        builders = [Builder(project, command, Path(folder) / command[0]) for command in (BARE_DBT, WITH_COMMAND)]
        for builder in builders:
            builder.build()
        for number in range(repeats):
            # Who begins takes turns too.
            for builder in builders if number % 2 == 0 else builders[::-1]:
                builder.runs.append(builder.build())
            shown = ", ".join(f"{builder.command[0]} {builder.runs[-1].seconds:.1f} s" for builder in builders)
            click.echo(f"pair {number + 1} of {repeats}: {shown}")
        log = Path(folder) / "help.log"
        help_runs = [measure_command([installed("smart-customs"), "--help"], project.root, log) for _ in range(repeats)]
    bare, ours = (median_of(builder.runs) for builder in builders)
    for name, median in ((" ".join(BARE_DBT), bare), (" ".join(WITH_COMMAND), ours)):
        click.echo(
            f"{name}: {median.seconds:.1f} s, {median.user_seconds:.1f} s of user CPU, "
            f"{median.peak_bytes / MEGABYTE:.0f} MB"
        )
    click.echo(
        f"ratio: {ours.seconds / bare.seconds:.2f} in seconds, {ours.user_seconds / bare.user_seconds:.2f} in user CPU"
    )
    click.echo(f"smart-customs --help: {median_of(help_runs).user_seconds:.2f} s of user CPU")
    click.echo(f"medians of {repeats}")


if __name__ == "__main__":
    main()
