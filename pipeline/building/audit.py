"""The audit as a second process: it loads while dbt builds, and works on one request while dbt tests."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any


class AuditError(Exception):
    """The audit gave no result; the message says why."""


class AuditProcess:
    """`with AuditProcess(folder) as audit:` starts loading; `audit.ask(...)` has it begin, `audit.results()` waits.

    folder: where the results and the process's messages are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._messages = folder / "audit.log"
        self._was_asked = False

    def __enter__(self) -> "AuditProcess":
        with self._messages.open("wb") as messages:
            # -P: no module of the current folder takes the place of an installed one.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "expectations.audit"],
                stdin=subprocess.PIPE,
                stdout=messages,
                stderr=messages,
                # Great Expectations makes temporary folders that it leaves behind; the next build clears these.
                env={**os.environ, "TMPDIR": str(self._messages.parent)},
            )
        return self

    @property
    def _results_file(self) -> Path:
        # A file of this process's own: the audit of a build that was killed may still be at it.
        return self._folder / f"expectation_results_{self._process.pid}.json"

    def ask(
        self,
        warehouse: Path,
        required_surveys: list[str],
        validations: Path,
        released: Path | None = None,
    ) -> None:
        """Have it audit a warehouse that nobody writes to until the results are there.

        validations: the folder for Great Expectations' own results.
        released: the file of the current release, with which the required surveys are compared.
        """
        request = {
            "warehouse": str(warehouse),
            "results": str(self._results_file),
            "required_surveys": required_surveys,
            "validations": str(validations),
            "released": str(released) if released else None,
        }
        assert self._process.stdin
        # Where it ended before it was asked, its exit code says so below. The pipe stays open: where this process is
        # killed, it ends, and the audit with it.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        self._was_asked = True

    def results(self) -> list[dict[str, Any]]:
        """The results of every expectation, as dictionaries with the fields of expectations.audit.Result.

        Raises AuditError where the process ended without results, or was never asked.
        """
        if not self._was_asked:
            raise AuditError("the audit was not asked to begin")
        self._process.wait()
        if self._process.returncode != 0 or not self._results_file.exists():
            lines = self._messages.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["no message"]
            raise AuditError(f"the audit ended without results: {lines[-1]} (all of it in {self._messages})")
        results: list[dict[str, Any]] = json.loads(self._results_file.read_text(encoding="utf-8"))
        return results

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()
