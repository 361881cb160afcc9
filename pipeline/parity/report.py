"""A comparison as a user sees it: marts and rows that were compared, then a line for everything that differs."""

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.parity.run import Parity, compare_engines
from pipeline.project import Project
from pipeline.terminal import progress


def compare_and_report(project: Project, raw_folders: Sequence[Path] = ()) -> int:
    """Compare the engines, print what came of it, and give the exit code: 0 equal, 1 not."""
    console = progress()
    with console.status("Starting") as status:
        # On a terminal one line that changes, elsewhere a line per step.
        def tell(step: str) -> None:
            if console.is_terminal:
                status.update(step)
            else:
                console.print(f"{step} ...")

        parity = compare_engines(project, raw_folders, tell)
    for line in report_lines(parity):
        click.echo(line)
    return 0 if parity.is_equal else 1


def report_lines(parity: Parity) -> list[str]:
    """The report, line by line."""
    width = max(map(len, parity.marts), default=0)
    marts = [f"{name:{width}}  {row_count:>6} rows" for name, row_count in parity.marts.items()]
    checked = (
        f"{len(parity.marts)} marts and {sum(parity.marts.values())} rows compared; "
        f"data tests run: {_by_engine(parity.tests)}; macro cases: {_by_engine(parity.macro_cases)}; "
        f"seconds, side by side: {_by_engine({engine: round(took, 1) for engine, took in parity.seconds.items()})}"
    )
    found = [*parity.faults, *(difference.line for difference in parity.differences)]
    outcome = (
        "DuckDB and Spark agree" if parity.is_equal else f"DuckDB and Spark do not agree: {len(found)} lines above"
    )
    return [*marts, *found, checked, outcome]


def _by_engine(figures: dict[str, int] | dict[str, float]) -> str:
    return ", ".join(f"{figure} on {engine}" for engine, figure in figures.items())
