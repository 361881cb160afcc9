"""The audit as a second process: it loads Great Expectations while dbt works, and answers one request."""

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
    """`with AuditProcess(folder) as audit:` starts loading; `audit.run(...)` asks and waits.

    folder: where the results and the process's messages are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._messages = folder / "audit.log"

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

    def run(
        self,
        warehouse: Path,
        required_surveys: list[str],
        data_docs: Path | None = None,
        released: Path | None = None,
    ) -> list[dict[str, Any]]:
        """The results of every expectation, as dictionaries with the fields of expectations.audit.Result.

        released: the file of the current release, with which the required surveys are compared.
        Raises AuditError where the process ended without results.
        """
        # A file of this process's own: the audit of a build that was killed may still be at it.
        results_file = self._folder / f"expectation_results_{self._process.pid}.json"
        request = {
            "warehouse": str(warehouse),
            "results": str(results_file),
            "required_surveys": required_surveys,
            "data_docs": str(data_docs) if data_docs else None,
            "released": str(released) if released else None,
        }
        assert self._process.stdin
        # Where it ended before it was asked, its exit code says so below. The pipe stays open: where this process is
        # killed, it ends, and the audit with it.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        self._process.wait()
        if self._process.returncode != 0 or not results_file.exists():
            lines = self._messages.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["no message"]
            raise AuditError(f"the audit ended without results: {lines[-1]} (all of it in {self._messages})")
        results: list[dict[str, Any]] = json.loads(results_file.read_text(encoding="utf-8"))
        return results

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()
