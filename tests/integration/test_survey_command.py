"""`smart-customs survey` as a user runs it."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from pipeline.project import Project
from tests.support.command import Ended, run_command

Run = Callable[..., Ended]
DATES = ("--opened", "2026-03-02", "--deadline", "2026-03-20", "--closed", "2026-04-10", "--like", "SCS2024")


@pytest.fixture
def run(project_copy: Project) -> Run:
    """Run smart-customs survey in a copy of the project."""
    return partial(run_command, project_copy.root / "models", "survey")


def codebook(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.seeds / "codebook").iterdir()}


def test_adding_a_round_says_what_was_written_and_what_to_do_next(run: Run, project_copy: Project) -> None:
    before = codebook(project_copy)
    added = run("add", "SCS2026", *DATES)
    assert (added.returncode, added.stderr) == (0, "")
    assert "SCS2026 is registered: opened 2026-03-02, last deadline 2026-03-20, closed 2026-04-10" in added.stdout
    assert "WCO Smart Customs Survey 2026" in added.stdout
    assert "63 survey items, 9 flagship rules" in added.stdout
    for name in ("surveys", "survey_items", "flagship_rules"):
        assert f"seeds/codebook/{name}.csv" in added.stdout
    assert added.stdout.endswith("smart-customs build\n")
    changed = {name for name, content in codebook(project_copy).items() if content != before.get(name)}
    assert changed == {"surveys.csv", "survey_items.csv", "flagship_rules.csv"}


def test_rounds_are_listed_in_the_order_of_their_opening(run: Run) -> None:
    dates = ("--opened", "2020-01-01", "--deadline", "2020-01-31", "--closed", "2020-02-28")
    assert run("add", "TST2020", *dates, "--like", "SCS2024").returncode == 0
    listed = json.loads(run("list", "--json").stdout)
    assert [(row["survey_code"], row["survey_item_count"], row["flagship_rule_count"]) for row in listed] == [
        ("TST2020", 63, 9),
        ("SCS2024", 63, 9),
    ]
    assert listed[1]["closed_on"] == "2024-06-24"
    table = run("list").stdout
    assert table.index("TST2020") < table.index("SCS2024")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("add", "SCS2024", *DATES), "Error: CODE: found SCS2024, which is registered already"),
        (("add", "SCS2026", *DATES[:-1], "SCS1999"), "Error: --like: found no survey SCS1999, expected one of SCS2024"),
        (("add", "SCS2026", *DATES, "--extended", "2026-04-11"), "Error: --closed: found 2026-04-10, expected a day"),
        (("add", "SCS2026", *DATES, "--opened", "tomorrow"), "Error: --opened: found 'tomorrow', expected a date"),
        (("add", "SCS2026", *DATES[2:]), "Error: Missing option '--opened'"),
        (("add", *DATES), "Error: Missing argument 'CODE'"),
        (("remove", "SCS2024"), "Error: No such command 'remove'"),
    ],
)
def test_a_fault_is_told_in_one_line_and_nothing_is_written(
    run: Run, project_copy: Project, arguments: tuple[str, ...], expected: str
) -> None:
    before = codebook(project_copy)
    refused = run(*arguments)
    assert refused.returncode == 2
    assert refused.stdout == ""
    (line,) = [line for line in refused.stderr.splitlines() if line.startswith("Error")]
    assert line.startswith(expected)
    assert "Traceback" not in refused.stderr
    assert codebook(project_copy) == before


def test_every_command_of_the_group_says_what_it_does() -> None:
    from pipeline.cli import survey

    for name, command in survey.commands.items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.param_type_name == "argument", (name, parameter.name)
