"""What the build costs beside the same marts by other means, by the size of the round.

`make bench` runs it; docs/benchmarks.md has its figures. Each size is built by the command, by a hand-written DuckDB
script, by pandas and by bare dbt, by turns; all have to give the same marts.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from benchmarks.document import machine, write
from benchmarks.scale.comparing import compare
from benchmarks.scale.plot import draw
from benchmarks.scale.report import Size, over_limits, table
from benchmarks.scale.rounds import Round, make_round
from benchmarks.scale.ways import BUILD, PANDAS, WAYS, Run
from pipeline.project import Project

ROOT = Path(__file__).parents[2]
PICTURE = Path("docs", "images", "build_by_size.svg")
SIZES = "116,10000,100000,1000000"
PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "pandas", "pyarrow")


def _sizes(_context: click.Context, _option: click.Parameter, value: str) -> list[int]:
    try:
        sizes = sorted({int(size) for size in value.split(",")})
    except ValueError:
        sizes = [0]
    if sizes[0] < 1:
        raise click.BadParameter(f"found {value!r}, expected whole numbers with commas between them, such as {SIZES}")
    return sizes


def measure(of: Round, ways: Sequence[str], repeats: int) -> tuple[dict[str, list[Run]], list[str]]:
    """All runs on a round, by way, and every difference between the marts that they made."""
    runs: dict[str, list[Run]] = {way: [] for way in ways}
    for number in range(repeats):
        # Who begins takes turns too.
        for way in ways if number % 2 == 0 else ways[::-1]:
            runs[way].append(WAYS[way](of))
            click.echo(f"{of.submissions:,} submissions, {number + 1} of {repeats}: {way} {_told(runs[way][-1])}")
    return runs, differences(runs)


def differences(runs: Mapping[str, Sequence[Run]]) -> list[str]:
    """What the last run of each way made otherwise than the build did, a line each."""
    build = runs[BUILD][-1].warehouse
    return [line for way in runs if way != BUILD for line in compare(build, runs[way][-1].warehouse, way)]


def _told(run: Run) -> str:
    return f"{run.whole.seconds:.1f} s, of which work {run.work:.2f} s"


@click.command()
@click.option("--sizes", default=SIZES, show_default=True, callback=_sizes, help="Submissions of each round.")
@click.option("--repeats", type=click.IntRange(min=1), default=3, show_default=True, help="Runs of each way.")
@click.option("--pandas-up-to", default=100_000, show_default=True, help="Largest size that pandas has memory for.")
@click.option("--write/--no-write", "writes", default=True, help="Write docs/benchmarks.md and its picture.")
def main(sizes: list[int], repeats: int, pandas_up_to: int, writes: bool) -> None:
    """Print the tables; exit 1 where marts differ or a figure is over its limit."""
    project = Project.find(ROOT)
    measured, faults = [], []
    for submissions in sizes:
        ways = [way for way in WAYS if way != PANDAS or submissions <= pandas_up_to]
        with tempfile.TemporaryDirectory() as folder:
            of = make_round(project, submissions, Path(folder))
            runs, differing = measure(of, ways, repeats)
        measured.append(Size(of.submissions, of.answers, runs))
        faults += [f"{submissions:,} submissions: {line}" for line in differing]
    text = f"{table(measured)}\n\nMedians of {repeats}. {machine(*PACKAGES)}"
    click.echo(text)
    if writes:
        write(
            ROOT / "docs" / "benchmarks.md",
            "bench",
            f"{text}\n\n![Seconds by size of the round](images/{PICTURE.name})",
        )
        draw(measured, ROOT / PICTURE)
    faults += over_limits(measured)
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
