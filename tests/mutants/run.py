"""Is there a test that notices? `make mutants` tries every mutant of the list, and says what caught it.

    python -m tests.mutants.run [NAME ...] [--repo DIR] [--output FILE] [--quick]

The tests of two states of the project can be compared with the same list: --repo names the folder of the other one.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tests.mutants.mutants import MUTANTS
from tests.mutants.trying import Outcome, Trial, TrialError

ROOT = Path(__file__).parents[2]


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--repo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    show_default="this one",
    metavar="DIR",
    help="The project that is mutated and whose tests are run; `make build` has set it up.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="Where the table goes, as Markdown; what it is made of goes beside it as JSON.  [default: target/mutants.md]",
)
@click.option(
    "--quick", is_flag=True, help="Run the tests in which a catch is likely, and not the whole suite for what is left."
)
def main(names: Sequence[str], repo: Path, output: Path | None, quick: bool) -> None:
    """Try every mutant, or those whose name has NAME in it, and print what caught each.

    Exits with 1 where one survived or could not be tried.
    """
    unknown = [name for name in names if not any(_is_named(mutant.name, name) for mutant in MUTANTS)]
    if unknown:
        raise click.UsageError(
            f"found no mutant with {', '.join(unknown)} in its name; tests/mutants/mutants.py has all"
        )
    try:
        trial = Trial(repo.resolve())
    except TrialError as error:
        raise click.UsageError(str(error)) from error
    chosen = [mutant for mutant in MUTANTS if not names or any(_is_named(mutant.name, name) for name in names)]
    outcomes: list[Outcome] = []
    for number, mutant in enumerate(chosen, 1):
        outcomes.append(trial.run(mutant, with_whole_suite=not quick))
        click.echo(f"{number} of {len(chosen)}: {mutant.name}: {_told(outcomes[-1])}, {outcomes[-1].seconds:.0f} s")
    failing_anyway = trial.failing_without(outcomes)
    path = output or ROOT / "target" / "mutants.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table(outcomes, failing_anyway), encoding="utf-8")
    rows = [{**asdict(outcome), "fails_without": _fails_without(outcome, failing_anyway)} for outcome in outcomes]
    path.with_suffix(".json").write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"\n{table(outcomes, failing_anyway)}")
    if failing_anyway or any(outcome.verdict != "caught" for outcome in outcomes):
        raise SystemExit(1)


def table(outcomes: Sequence[Outcome], failing_anyway: set[str]) -> str:
    """The outcomes as a table of Markdown. failing_anyway: tests that fail without a mutant too."""
    caught = sum(outcome.verdict == "caught" and not _fails_without(outcome, failing_anyway) for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    lines = [
        f"{caught} of {len(outcomes)} mutants caught, {seconds / 60:.0f} minutes.",
        "",
        "| mutant | in | caught by | which says | seconds |",
        "|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        says = outcome.failure.message if outcome.failure else ""
        if _fails_without(outcome, failing_anyway):
            says = f"fails without the mutant too: {says}"
        cells = (outcome.mutant, outcome.file, _told(outcome), says, f"{outcome.seconds:.0f}")
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _told(outcome: Outcome) -> str:
    if outcome.verdict == "caught" and outcome.failure:
        return f"`{outcome.failure.test}`" if outcome.failure.test else "no end"
    if outcome.verdict == "survived":
        return "**survived**" if outcome.is_whole_suite else "**survived** where a catch is likely"
    return "**not tried**"


def _fails_without(outcome: Outcome, failing_anyway: set[str]) -> bool:
    return outcome.failure is not None and outcome.failure.test in failing_anyway


def _is_named(name: str, part: str) -> bool:
    return part.casefold() in name.casefold()


if __name__ == "__main__":
    main()
