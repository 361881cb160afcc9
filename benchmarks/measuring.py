"""Measuring a process: seconds, processor time and memory, and the medians of several."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    return Measured(seconds, usage.ru_utime, _largest(usage))


def measure_tree(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None
) -> tuple[Measured, str]:
    """The same for a command and all processes under it, with what it printed.

    peak_bytes is the most that all of them held together, looked at 20 times a second; what they share counts for each.
    """
    printed = log.with_suffix(".out")
    started = time.perf_counter()
    with log.open("wb") as messages, printed.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=messages, env={**os.environ, **(environment or {})}
        )
        peak, ended = 0, 0
        while not ended:
            peak = max(peak, _memory_of_tree(process.pid))
            time.sleep(0.05)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - started
    if status != 0:
        raise SystemExit(log.read_text(encoding="utf-8") + printed.read_text(encoding="utf-8"))
    measured = Measured(seconds, usage.ru_utime, max(peak, _largest(usage)))
    return measured, printed.read_text(encoding="utf-8")


def _memory_of_tree(pid: int) -> int:
    """Bytes of memory that a process and all under it hold now."""
    import psutil  # not in the environment of Spark, whose benchmark measures seconds

    memory = 0
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        for process in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                memory += process.memory_info().rss
    return memory


def _largest(usage: Any) -> int:
    """Bytes of the largest process that a usage is of. Linux counts in kilobytes, macOS in bytes."""
    return int(usage.ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


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
