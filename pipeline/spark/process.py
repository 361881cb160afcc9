"""Spark as a second process: it has a JVM of its own, and messages that nobody needs while all goes well.

`python -m pipeline.spark.process` reads one request, a JSON object with the fields of Request, from standard input. It
writes the file `built` once seeds and models are there, and what came of everything to the file `result`.
"""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.building.dbt import DataTest, DbtOutcome, Relation, query_with_macros, run_dbt
from pipeline.building.findings import MOST_ROWS
from pipeline.errors import InputError
from pipeline.files import write_text
from pipeline.memory import SPILL
from pipeline.project import Project
from pipeline.spark.environment import ON_THIS_MACHINE

_SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Request:
    """What the process is to do. root: of the project. warehouse: the folder that Spark makes its tables in.

    seeds and parquet: as for run_dbt. target: of profiles.yml. target_path: where dbt keeps what it knows of the
    project, from its root. query: one that uses the project's macros, run after the tests; empty for none.
    """

    root: str
    warehouse: str
    seeds: str | None
    parquet: str
    target: str
    target_path: str
    query: str
    built: str
    result: str


@dataclass
class SparkRun:
    """What became of the project on Spark.

    rows_at_fault: by data test, the first rows that it selects. rows: those of the query. version: of Spark.
    """

    outcome: DbtOutcome
    rows_at_fault: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    version: str = ""


class SparkProcess:
    """`with SparkProcess(...) as process:` starts building on Spark; `process.run()` waits for what came of it.

    folder: where that and the process's messages are kept. warehouse: the folder that Spark makes its tables in.
    seeds: the folder of seeds to load instead of the project's own. parquet: as for run_dbt. target: of profiles.yml.
    target_path: where dbt keeps what it knows of the project. query: one to run after the tests, with the macros.
    """

    def __init__(
        self,
        project: Project,
        folder: Path,
        warehouse: Path,
        seeds: Path | None,
        parquet: str = "",
        *,
        target: str,
        target_path: Path,
        query: str = "",
    ) -> None:
        self._project = project
        self._folder = folder
        self._built = folder / "spark.built"
        self._result = folder / "spark.json"
        self._messages = folder / "spark.log"
        self._request = Request(
            root=str(project.root),
            warehouse=str(warehouse),
            seeds=str(seeds) if seeds else None,
            parquet=parquet,
            target=target,
            target_path=str((target_path / target).relative_to(project.root)),
            query=query,
            built=str(self._built),
            result=str(self._result),
        )

    def __enter__(self) -> "SparkProcess":
        environment = {**os.environ, "TMPDIR": str(self._folder)}
        if self._request.target in ON_THIS_MACHINE:
            # Another Spark that the user works with has no say here.
            others = [name for name in environment if name.startswith(("SPARK_", "PYSPARK_", "HADOOP_"))]
            for name in others:
                del environment[name]
            environment |= {
                "SPARK_LOCAL_IP": "127.0.0.1",
                # What does not fit into memory is of respondents: it goes where a build has it, and is gone after.
                "SPARK_LOCAL_DIRS": os.environ.get(SPILL) or str(self._folder / "spill"),
            }
        with self._messages.open("wb") as messages:
            # -P: no module of the current folder takes the place of an installed one.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "pipeline.spark.process"],
                stdin=subprocess.PIPE,
                stdout=messages,
                stderr=messages,
                env=environment,
            )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(self._request)).encode() + b"\n")
        self._process.stdin.flush()
        return self

    def relations(self) -> list[Relation]:
        """Wait until every seed and model is there, and give them; none where it ends without that: run() says why."""
        while self._process.poll() is None and not self._built.exists():
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        if not self._built.exists():
            return []
        return [Relation(**relation) for relation in json.loads(self._built.read_text(encoding="utf-8"))]

    def run(self) -> SparkRun:
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
            seconds=told["outcome"]["seconds"],
        )
        return SparkRun(outcome, told["rows_at_fault"], told["rows"], told["version"])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def main() -> None:
    """Answer the one request; an InputError goes into the result too."""
    request = Request(**json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_the_first_process, daemon=True).start()
    told: dict[str, Any] = {"input_errors": []}
    try:
        told |= asdict(_run(request))
    except InputError as error:
        told["input_errors"] = error.lines
    # Dates and decimals of rows at fault are for people to read.
    write_text(Path(request.result), json.dumps(told, default=str))


def _run(request: Request) -> SparkRun:
    project, warehouse = Project(Path(request.root)), Path(request.warehouse)
    seeds = Path(request.seeds) if request.seeds else None
    options = ["--target", request.target, "--target-path", request.target_path]
    outcome = run_dbt(
        project,
        warehouse,
        seeds,
        options,
        when_built=lambda relations: _tell_built(Path(request.built), relations),
        parquet=request.parquet,
    )
    run = SparkRun(outcome)
    if request.query:
        run.rows = query_with_macros(project, warehouse, seeds, request.query, options)

    from pyspark.sql import SparkSession

    # The one that dbt worked in: its catalogue ends with this process.
    spark = SparkSession.builder.getOrCreate()
    run.version = spark.version
    for test in outcome.failed_tests:
        if not test.error:
            rows = spark.sql(test.sql).limit(MOST_ROWS).collect()
            run.rows_at_fault[test.name] = [row.asDict() for row in rows]
    return run


def _tell_built(file: Path, relations: list[Relation]) -> None:
    write_text(file, json.dumps([asdict(relation) for relation in relations]))


def _end_with_the_first_process() -> None:
    """However the process that asked ends, its end of the pipe closes; nobody waits for an answer then."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
