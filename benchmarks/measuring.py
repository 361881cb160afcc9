"""Measuring a process: seconds, processor time and memory, and the medians of several."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Measured:
    """What a process and those that it waited for took.

    seconds of wall clock; user_seconds: of processor time outside the system; peak_bytes: the most memory that one of
    them held at once.
    """

    seconds: float
    user_seconds: float
    peak_bytes: int


def measure_command(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None
) -> Measured:
    """Run a command in a folder, its start included; ends this process with its messages where it fails.

    log: where its messages go. environment: more variables for it.
    """
    started = time.perf_counter()
    with log.open("wb") as messages:
        process = subprocess.Popen(
            command, cwd=folder, stdout=messages, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        raise SystemExit(log.read_text(encoding="utf-8"))
    # Linux counts in kilobytes, macOS in bytes.
    return Measured(seconds, usage.ru_utime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def median_of(runs: Sequence[Measured]) -> Measured:
    """The median of each figure by itself."""
    return Measured(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.user_seconds for run in runs),
        int(statistics.median(run.peak_bytes for run in runs)),
    )


def installed(name: str) -> str:
    """The path of a command of the environment that this process runs in."""
    return str(Path(sys.executable).parent / name)
