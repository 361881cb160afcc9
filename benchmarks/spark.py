"""Load-test rounds built and released by DuckDB and by Spark, one after the other in one run.

`make bench-spark` runs it and writes its figures into docs/spark.md. Every mart of the two releases is compared row by
row; where one differs, or an engine releases nothing, it ends with exit code 1.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.document import machine, write
from benchmarks.measuring import installed, measure_command
from benchmarks.scale.rounds import Round, make_round
from pipeline.parity.releases import compare_releases
from pipeline.project import Project

# As the command and people name them.
ENGINES = {"duckdb": "DuckDB", "spark": "Spark"}
# As `build` and people name them.
STEPS = {"read": "read", "dbt": "build and test", "audit": "audit", "release": "release"}
TARGET = "bench-spark"


@dataclass(frozen=True)
class Built:
    """A round as one engine built it. seconds: by step, and of the whole command, its start included."""

    engine: str
    submission_count: int
    seconds: dict[str, float]
    whole: float
    release: Path
    content_hash: str


@dataclass(frozen=True)
class Line:
    """Seconds as a straight line through the smallest and the largest round: start + each * submissions."""

    start: float
    each: float


def line_through(built: Sequence[Built]) -> Line:
    """The line of one engine's builds of at least two sizes."""
    first, last = min(built, key=_size), max(built, key=_size)
    each = (last.whole - first.whole) / (last.submission_count - first.submission_count)
    return Line(first.whole - each * first.submission_count, each)


def pays_from(duckdb: Line, spark: Line) -> float | None:
    """From how many submissions on Spark takes fewer seconds, were both lines to go on; None where it never does."""
    if spark.each >= duckdb.each:
        return None
    return max(0.0, (spark.start - duckdb.start) / (duckdb.each - spark.each))


def least_for_a_cluster(duckdb: Line, spark: Line) -> float | None:
    """From how many submissions on Spark's start alone is quicker than DuckDB; None where DuckDB's seconds do not grow.

    A cluster may shorten what Spark takes for each submission, and little of what it takes for each statement.
    """
    return pays_from(duckdb, Line(spark.start, 0.0))


def table(built: Sequence[Built]) -> str:
    """A row per round and engine, in Markdown."""
    lines = [
        f"| submissions | engine | {' | '.join(STEPS.values())} | whole command |",
        f"|---|---|{'---|' * len(STEPS)}---|",
    ]
    lines += [
        f"| {one.submission_count:,} | {ENGINES[one.engine]} | "
        f"{' | '.join(f'{one.seconds[step]:.1f}' for step in STEPS)} | {one.whole:.1f} |"
        for one in built
    ]
    return "\n".join(lines)


def growth(built: Sequence[Built]) -> str:
    """What the figures say of how both engines grow, and from what size Spark would pay."""
    lines = {engine: line_through([one for one in built if one.engine == engine]) for engine in ENGINES}
    sizes = sorted({one.submission_count for one in built})
    each = {engine: f"{ENGINES[engine]} {line.each * 1000:.2f} s" for engine, line in lines.items()}
    crossing = pays_from(lines["duckdb"], lines["spark"])
    if crossing is None:
        outcome = "Spark starts later, and a submission costs it no less: on one machine it pays at no size."
    elif crossing <= sizes[-1]:
        outcome = f"Spark is the quicker one from about {_rounded(crossing)} submissions on."
    else:
        outcome = (
            f"Were both to go on like that, Spark would be the quicker one from about {_rounded(crossing)} submissions "
            f"on. That is {crossing / sizes[-1]:.0f} times the largest round measured here: a guess, not a measurement."
        )
    least = least_for_a_cluster(lines["duckdb"], lines["spark"])
    if least is not None:
        outcome += (
            f" A cluster on which submissions cost nothing would still take the {lines['spark'].start:.0f} s that "
            f"Spark takes for none, and so does DuckDB for about {_rounded(least)}: below that no cluster pays. That "
            f"is extrapolated, {least / sizes[-1]:.0f} times beyond what was measured."
        )
    return (
        f"From {sizes[0]:,} to {sizes[-1]:,} submissions each further 1,000 take {each['duckdb']}, {each['spark']}. "
        f"{outcome}"
    )


def on_this_machine() -> str:
    """The machine and the versions, as sentences."""
    return (
        "Seconds of single builds, dbt's reading of the project included. "
        f"{machine('duckdb', 'pyspark', 'dbt-core', 'dbt-spark')}"
    )


def _rounded(submission_count: float) -> str:
    """With two digits that mean something."""
    return f"{float(f'{submission_count:.1e}'):,.0f}"


def _size(built: Built) -> int:
    return built.submission_count


def _build(of: Round, engine: str) -> Built:
    copy = of.project
    # What dbt knows of the project goes too: each build reads all of it.
    shutil.rmtree(copy.target, ignore_errors=True)
    command = [installed("smart-customs"), "build", "--engine", engine, "--raw", str(of.raw)]
    whole = measure_command(command, copy.root, copy.root / "command.log").seconds
    summary = json.loads((copy.target / "summary.json").read_text(encoding="utf-8"))
    release = summary["release"]
    return Built(
        engine, of.submissions, summary["seconds"], whole, copy.root / release["file"], release["content_hash"]
    )


def _compare(project: Project, pair: Sequence[Built]) -> str:
    """That two releases are equal, as a sentence; ends this process with what differs where they are not."""
    ours, theirs = pair
    row_counts, differences = compare_releases(project, ours.release, theirs.release)
    if differences or ours.content_hash != theirs.content_hash:
        for difference in differences:
            click.echo(difference.line)
        click.echo(f"DuckDB's content hash is {ours.content_hash}, Spark's {theirs.content_hash}")
        sys.exit(1)
    return (
        f"{ours.submission_count:,} submissions: {len(row_counts)} marts and {sum(row_counts.values()):,} rows equal, "
        f"content hash {ours.content_hash[:8]} on both."
    )


@click.command()
@click.option(
    "--submissions",
    "sizes",
    type=click.IntRange(min=100),
    multiple=True,
    default=(10_000, 100_000),
    show_default=True,
    help="The size of a round; two or more.",
)
@click.option("--write/--no-write", "is_written", default=True, help="Write the figures into docs/spark.md.")
def main(sizes: Sequence[int], is_written: bool) -> None:
    """Build and release rounds on both engines, compare every mart, and say what each took."""
    if len(set(sizes)) < 2:
        raise click.UsageError("found one size, expected two or more: their growth is told")
    project = Project.find()
    built: list[Built] = []
    equal: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(set(sizes)):
            of = make_round(project, size, Path(folder) / str(size))
            for engine in ENGINES:
                built.append(_build(of, engine))
                click.echo(f"{size:,} submissions, {ENGINES[engine]}: {built[-1].whole:.1f} s")
            equal.append(_compare(project, built[-2:]))
            click.echo(equal[-1])
    text = "\n\n".join([on_this_machine(), table(built), *equal, growth(built)])
    click.echo(text)
    if is_written:
        write(project.root / "docs" / "spark.md", TARGET, text)


if __name__ == "__main__":
    main()
