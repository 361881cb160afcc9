"""Trying a mutant finds the test that notices it, and changes nothing of the project."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.mutants.mutant import Mutant
from tests.mutants.run import main, table
from tests.mutants.trying import Failure, Outcome, Trial, TrialError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project with one rule, and tests of which one looks for it. It has the environment of this one."""
    root = tmp_path / "small"
    (root / "tests" / "slow").mkdir(parents=True)
    (root / "pipeline").mkdir()
    (root / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    (root / ".gitignore").write_text(".venv\n")
    (root / "pipeline" / "__init__.py").touch()
    (root / "pipeline" / "ranks.py").write_text("HIGHEST = 1\nLOWEST = 6\n")
    (root / "tests" / "test_quick.py").write_text("def test_something_else():\n    assert True\n")
    (root / "tests" / "slow" / "test_ranks.py").write_text(
        "import pipeline.ranks\n\n\ndef test_the_highest_is_1():\n    assert pipeline.ranks.HIGHEST == 1\n"
    )
    subprocess.run(["git", "init", "--quiet", root], check=True)
    return root


def _of_ranks(found: str, written: str, *look_first: str) -> Mutant:
    return Mutant("A rank is off", "pipeline/*.py", found, written, look_first)


@pytest.mark.parametrize(
    ("look_first", "is_whole_suite"), [(("tests/slow",), False), (("tests/gone.py", "tests/test_quick.py"), True)]
)
def test_a_mutant_is_caught_where_it_is_likely_or_else_anywhere(
    small_project: Path, look_first: tuple[str, ...], is_whole_suite: bool
) -> None:
    trial = Trial(small_project)
    outcome = trial.run(_of_ranks("HIGHEST = 1", "HIGHEST = 2", *look_first))
    assert (outcome.verdict, outcome.file, outcome.is_whole_suite) == ("caught", "pipeline/ranks.py", is_whole_suite)
    assert outcome.failure
    assert outcome.failure.test == "tests/slow/test_ranks.py::test_the_highest_is_1"
    assert outcome.failure.message.startswith("AssertionError: assert 2 == 1")
    assert "from 'pipeline/ranks.py'" in outcome.failure.message, "as the project names the file, not the copy"
    assert (small_project / "pipeline" / "ranks.py").read_text() == "HIGHEST = 1\nLOWEST = 6\n"
    assert trial.failing_without([outcome]) == set()


def test_what_no_test_notices_survives(small_project: Path) -> None:
    mutant = _of_ranks("LOWEST = 6", "LOWEST = 5", "tests/slow")
    outcome = Trial(small_project).run(mutant, with_whole_suite=False)
    assert (outcome.verdict, outcome.failure, outcome.is_whole_suite) == ("survived", None, False)
    told = table([outcome], set())
    assert told.startswith("0 of 1 mutants caught")
    assert "| A rank is off | pipeline/ranks.py | **survived** where a catch is likely |" in told


def test_a_test_that_fails_without_the_mutant_has_caught_nothing(small_project: Path) -> None:
    (small_project / "tests" / "test_quick.py").write_text("def test_something_else():\n    assert False\n")
    trial = Trial(small_project)
    outcome = trial.run(_of_ranks("LOWEST = 6", "LOWEST = 5", "tests/test_quick.py"))
    assert outcome.verdict == "caught"
    failing = trial.failing_without([outcome])
    assert failing == {"tests/test_quick.py::test_something_else"}
    assert table([outcome], failing).startswith("0 of 1 mutants caught")


def test_a_mutant_that_is_not_of_the_project_and_tests_that_cannot_run_are_told_apart(small_project: Path) -> None:
    trial = Trial(small_project)
    gone = trial.run(_of_ranks("MIDDLE = 3", "MIDDLE = 4", "tests"))
    assert gone.verdict == "not tried"
    assert gone.failure
    assert "found its text in no file" in gone.failure.message
    (small_project / "tests" / "conftest.py").write_text("import nothing_by_this_name\n")
    broken = trial.run(_of_ranks("HIGHEST = 1", "HIGHEST = 2", "tests"))
    assert broken.verdict == "not tried"
    assert broken.failure
    assert broken.failure.message.startswith("pytest tests ended with 4")


def test_a_project_without_an_environment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrialError, match="run `make build`"):
        Trial(tmp_path)


def test_in_a_copy_every_process_has_the_code_of_the_copy(tmp_path: Path) -> None:
    """Also the command, which is installed from the project's folder, and what -P keeps from the current folder."""
    trial = Trial(ROOT)
    with trial.copy() as copy:
        for package in ("pipeline", "expectations", "app"):
            (copy / package / "__init__.py").write_text(f"raise SystemExit('{package} of the copy')\n")
        programs = Path(sys.executable).parent
        commands: list[tuple[list[str | Path], str]] = [
            ([programs / "smart-customs", "--help"], "pipeline"),
            ([sys.executable, "-P", "-m", "expectations.audit"], "expectations"),
            ([sys.executable, "-c", "import app"], "app"),
        ]
        for command, package in commands:
            ended = subprocess.run(
                command, cwd=tmp_path, env=trial.environment(copy), capture_output=True, text=True, check=False
            )
            assert (ended.returncode, ended.stderr) == (1, f"{package} of the copy\n"), command


def test_an_unknown_name_is_refused() -> None:
    refused = CliRunner().invoke(main, ["a mutant that nobody thought of"])
    assert refused.exit_code == 2
    assert "found no mutant with a mutant that nobody thought of in its name" in refused.stderr


def test_the_table_names_what_caught_a_mutant_and_what_it_says() -> None:
    outcome = Outcome("A | rank", "a.py", "caught", Failure("tests/a.py::test_a", "assert 1 == 2"), False, 75.4)
    assert table([outcome], set()).splitlines() == [
        "1 of 1 mutants caught, 1 minutes.",
        "",
        "| mutant | in | caught by | which says | seconds |",
        "|---|---|---|---|---|",
        r"| A \| rank | a.py | `tests/a.py::test_a` | assert 1 == 2 | 75 |",
    ]
