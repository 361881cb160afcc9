"""The command in this process: what it prints and how it exits, without the time that a process takes to start."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import main
from tests.support.building import quick_steps


@dataclass(frozen=True)
class Ended:
    """A command that has ended, with the fields of subprocess.CompletedProcess."""

    returncode: int
    stdout: str
    stderr: str


def run_command(folder: Path, *arguments: object) -> Ended:
    """Run smart-customs in a folder; builds are those of tests.support.building.

    Raises what the command let through, which a user would see as a traceback.
    """
    with contextlib.chdir(folder), quick_steps():
        result = CliRunner().invoke(main, [*map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)
