"""Spark as a second process: it has a JVM of its own, and messages that nobody needs while all goes well.

`python -m pipeline.parity.spark` reads one request, a JSON object, from standard input: root, warehouse, seeds (or
null), parquet and result, the file that it writes what came of it to.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.building.dbt import DataTest, DbtOutcome, Relation
from pipeline.errors import InputError
from pipeline.files import write_text
from pipeline.parity.engine import EngineRun, MacroCase, run_engine
from pipeline.project import Project

SPARK = "Spark"
OLDEST_JAVA = 17


def check_spark() -> None:
    """Raise InputError with one line where pyspark, dbt-spark or a Java that Spark runs on is missing."""
    missing = [
        name for name, module in (("pyspark", "pyspark"), ("dbt-spark", "dbt.adapters.spark")) if not _has(module)
    ]
    if missing:
        raise InputError(
            f"{' and '.join(missing)}: found no such package beside this smart-customs, expected the dependency group "
            "`spark`; run `make parity`, which has an environment of its own for it"
        )
    found = java_version(_java())
    if found is None or found < OLDEST_JAVA:
        raise InputError(
            f"java: found {'none' if found is None else f'version {found}'}, expected {OLDEST_JAVA} or later, which "
            "Spark runs on; install it (on Debian: apt-get install default-jre-headless) or set JAVA_HOME to one"
        )


def java_version(java: str) -> int | None:
    """The major version of a Java, such as 17; None where the command does not run or does not say."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r'version "(\d+)(?:\.(\d+))?', said)
    if version is None:
        return None
    # Until 8 it was 1.8.
    return int(version[2] or 1) if version[1] == "1" else int(version[1])


class SparkProcess:
    """`with SparkProcess(...) as process:` starts building on Spark; `process.run()` waits for what came of it.

    folder: where that and the process's messages are kept. seeds: the folder of seeds to load instead of the
    project's own. parquet: as for run_dbt.
    """

    def __init__(self, project: Project, folder: Path, warehouse: Path, seeds: Path | None, parquet: str = "") -> None:
        self._project = project
        self._result = folder / "spark.json"
        self._messages = folder / "spark.log"
        self._request = {
            "root": str(project.root),
            "warehouse": str(warehouse),
            "seeds": str(seeds) if seeds else None,
            "parquet": parquet,
            "result": str(self._result),
        }

    def __enter__(self) -> "SparkProcess":
        # Another Spark that the user works with has no say here.
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_", "HADOOP_"))
        }
        with self._messages.open("wb") as messages:
            # -P: no module of the current folder takes the place of an installed one.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "pipeline.parity.spark"],
                stdin=subprocess.PIPE,
                stdout=messages,
                stderr=messages,
                env={**environment, "SPARK_LOCAL_IP": "127.0.0.1", "TMPDIR": str(self._messages.parent)},
            )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(self._request).encode() + b"\n")
        self._process.stdin.flush()
        return self

    def run(self) -> EngineRun:
        """What came of it. Raises InputError where dbt cannot read the project, or the process ended without a word."""
        exit_code = self._process.wait()
        if not self._result.exists():
            lines = self._messages.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["no message"]
            raise InputError(
                f"{self._project.show(self._messages)}: found that Spark ended (exit code {exit_code}) and last said "
                f"{lines[-1].strip()!r}, expected it to finish; look into that file"
            )
        told = json.loads(self._result.read_text(encoding="utf-8"))
        if told["input_errors"]:
            raise InputError(*told["input_errors"])
        outcome = DbtOutcome(
            relations=[Relation(**relation) for relation in told["outcome"]["relations"]],
            tests=[DataTest(**test) for test in told["outcome"]["tests"]],
            errors=told["outcome"]["errors"],
        )
        return EngineRun(told["name"], outcome, [MacroCase(**case) for case in told["macro_cases"]])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def main() -> None:
    """Answer the one request; an InputError goes into the result too."""
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_first_process, daemon=True).start()
    seeds = Path(request["seeds"]) if request["seeds"] else None
    told: dict[str, Any] = {"input_errors": []}
    try:
        project, warehouse = Project(Path(request["root"])), Path(request["warehouse"])
        run = run_engine(project, "spark", SPARK, warehouse, seeds, request["parquet"])
        told |= asdict(run)
    except InputError as error:
        told["input_errors"] = error.lines
    write_text(Path(request["result"]), json.dumps(told))


def _end_with_the_first_process() -> None:
    """However the process that asked ends, its end of the pipe closes; nobody waits for an answer then."""
    sys.stdin.read()
    os._exit(1)


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that it is in
        return False


def _java() -> str:
    """The Java that Spark's own scripts would take."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java") or "java"


if __name__ == "__main__":
    main()
