"""Trying a mutant: a copy of the project with the mutation in it, and the tests that are run there."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from tests.mutants.mutant import Mutant, MutantError

Verdict = Literal["caught", "survived", "not tried"]
# What a project has beside its files, and tests look for in its folder.
_ENVIRONMENTS = (".venv-spark", ".cache/oldest-duckdb")
# The tests of the list itself find each text once, which a mutant has not.
_LEFT_OUT = "tests/mutants"
_WHOLE_SUITE = ("--numprocesses", "2", "--dist", "loadfile")
# Longer than the whole suite takes by far: a mutant may wait for ever.
_MOST_SECONDS = 2 * 3600
_NO_TEST_FAILED, _A_TEST_FAILED, _INTERRUPTED, _NO_TESTS = 0, 1, 2, 5
_LONGEST_MESSAGE = 200


class TrialError(RuntimeError):
    """Tests could not be run; the message says why."""


@dataclass(frozen=True)
class Failure:
    """A test that failed: its id, as pytest takes it, and what it says, in one line."""

    test: str
    message: str


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant.

    file: what it changes. failure: what caught it; why it could not be tried, without a test, where that is so.
    is_whole_suite: whether more than the tests in which a catch is likely were run.
    """

    mutant: str
    file: str
    verdict: Verdict
    failure: Failure | None
    is_whole_suite: bool
    seconds: float


class Trial:
    """Tries mutants on a project, each in a copy of its own.

    The copies share the project's environment, in which its packages are installed as they stand in its folder; the
    copy comes before that on the path of this and every other process.
    """

    def __init__(self, root: Path) -> None:
        """root: the folder of a project that `make build` has set up. Raises TrialError where it has not."""
        self._root = root
        self._python = root / ".venv" / "bin" / "python"
        if not self._python.exists():
            raise TrialError(
                f"{self._python}: found no such file, expected the project's environment; run `make build`"
            )

    def run(self, mutant: Mutant, *, with_whole_suite: bool = True) -> Outcome:
        """Look for a test that fails with the mutant: where it is likely, then, unless told not to, everywhere."""
        started = time.monotonic()

        def outcome(verdict: Verdict, failure: Failure | None, *, is_whole_suite: bool = False) -> Outcome:
            return Outcome(mutant.name, file, verdict, failure, is_whole_suite, round(time.monotonic() - started, 1))

        file = ""
        with self.copy() as copy:
            try:
                file = mutant.write_into(copy).relative_to(copy).as_posix()
                first = [path for path in mutant.look_first if (copy / path).exists()]
                if first and (failures := self.failures(copy, first)):
                    return outcome("caught", failures[0])
                if with_whole_suite and (failures := self.failures(copy, _WHOLE_SUITE)):
                    return outcome("caught", failures[0], is_whole_suite=True)
            except (MutantError, TrialError) as error:
                return outcome("not tried", Failure("", str(error)))
            return outcome("survived", None, is_whole_suite=with_whole_suite)

    def failing_without(self, outcomes: Sequence[Outcome]) -> set[str]:
        """The tests among those that caught a mutant that fail in the project as it is: they have caught nothing."""
        tests = sorted(
            {outcome.failure.test for outcome in outcomes if outcome.failure and "::" in outcome.failure.test}
        )
        if not tests:
            return set()
        with self.copy() as copy:
            return {failure.test for failure in self.failures(copy, tests, until_first=False)}

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """A copy of the project's files, those that git knows or does not ignore, for the block."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self._root,
            capture_output=True,
            check=True,
        )
        with tempfile.TemporaryDirectory(prefix="mutant-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "project"
            for name in filter(None, listed.stdout.decode().split("\0")):
                if (self._root / name).is_file():
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(self._root / name, copy / name)
            for name in _ENVIRONMENTS:
                if (self._root / name).exists():
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    (copy / name).symlink_to(self._root / name, target_is_directory=True)
            yield copy

    def environment(self, copy: Path) -> dict[str, str]:
        """The variables with which a process imports the packages of a copy and not those of the project."""
        return {**os.environ, "PYTHONPATH": str(copy)}

    def failures(self, copy: Path, arguments: Sequence[str], *, until_first: bool = True) -> list[Failure]:
        """Run pytest in a copy, and give the tests that failed. Raises TrialError where pytest itself did."""
        report = copy.with_name("report.xml")
        command: list[str | Path] = [
            self._python, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", f"--ignore={_LEFT_OUT}",
            f"--basetemp={copy.with_name('tests')}", f"--junit-xml={report}", "-o", "junit_family=xunit1",
            *(["--exitfirst"] if until_first else []), *arguments,
        ]  # fmt: skip
        report.unlink(missing_ok=True)
        exit_code, told = _run(command, copy, self.environment(copy))
        if exit_code is None:
            return [Failure("", f"the tests did not end within {_MOST_SECONDS} seconds")]
        if exit_code in (_NO_TEST_FAILED, _NO_TESTS):
            return []
        has_report = exit_code in (_A_TEST_FAILED, _INTERRUPTED) and report.exists()
        found = _failures_in(report, copy) if has_report else []
        if not found:
            last = (told.strip().splitlines() or ["no message"])[-1]
            raise TrialError(f"pytest {' '.join(arguments)} ended with {exit_code}: {last}")
        return found


def _run(command: Sequence[str | Path], folder: Path, environment: dict[str, str]) -> tuple[int | None, str]:
    """The exit code of a command and what it printed; no code where it did not end. Nothing of it stays behind."""
    log = folder.with_name("pytest.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        exit_code = process.wait(_MOST_SECONDS)
    except subprocess.TimeoutExpired:
        exit_code = None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return exit_code, log.read_text(encoding="utf-8", errors="replace")


def _failures_in(report: Path, copy: Path) -> list[Failure]:
    """The tests that failed, as pytest's report has them; a module that could not be imported is one of them.

    copy: where they were run, which is another folder each time; paths in messages are those in the project.
    """
    found = []
    for case in ElementTree.parse(report).iter("testcase"):
        for problem in (*case.findall("failure"), *case.findall("error")):
            file = case.get("file")
            test = f"{file}::{case.get('name')}" if file else str(case.get("name"))
            message = " ".join((problem.get("message") or problem.text or "no message").split())
            message = message.replace(f"{copy}{os.sep}", "").replace(f"{copy.parent}{os.sep}", "")
            found.append(Failure(test, message[:_LONGEST_MESSAGE]))
    return found
