"""What is run on each engine: the project's seeds, models and data tests, and the cases of the macros."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.building.dbt import DataTest, DbtOutcome, query_with_macros, run_dbt
from pipeline.project import Project

MACRO_CASES = Path(__file__).with_name("macro_cases.sql")


@dataclass(frozen=True)
class MacroCase:
    """A case of a macro that engines write differently; see macro_cases.sql."""

    macro_case: str
    found: str
    expected: str


@dataclass
class EngineRun:
    """What became of the project on one engine. name: as it is told to a user."""

    name: str
    outcome: DbtOutcome
    macro_cases: list[MacroCase]

    @property
    def faults(self) -> list[str]:
        """What failed on this engine, one line each; what did not run at all has failed."""
        faults = [f"{self.name}, {error}" for error in self.outcome.errors]
        faults += [f"{self.name}, data test {test.name}: {_what_failed(test)}" for test in self.outcome.failed_tests]
        faults += [
            f"{self.name}, macro case {case.macro_case}: found {case.found!r}, expected {case.expected!r}"
            for case in self.macro_cases
            if case.found != case.expected
        ]
        if not self.outcome.tests:
            faults.append(f"{self.name}: found no data test that ran, expected all of the project's")
        if not self.macro_cases:
            faults.append(f"{self.name}: found no macro case that ran, expected those of {MACRO_CASES.name}")
        if not any(relation.access == "public" for relation in self.outcome.relations):
            faults.append(f"{self.name}: found no public mart that was built, expected all of the project's")
        return faults


def run_on_duckdb(project: Project, warehouse: Path, seeds: Path | None, parquet: str = "") -> EngineRun:
    """Run everything on DuckDB. seeds and parquet: as for run_dbt.

    Raises InputError where dbt cannot read the project.
    """
    # dbt keeps what it knows of the project apart for each engine, and apart from that of a build.
    options = ["--target", "duckdb", "--target-path", "target/parity/duckdb"]
    outcome = run_dbt(project, warehouse, seeds, options, parquet=parquet)
    rows = query_with_macros(project, warehouse, seeds, macro_cases(), options)
    return engine_run("DuckDB", outcome, rows)


def engine_run(name: str, outcome: DbtOutcome, rows: list[dict[str, Any]]) -> EngineRun:
    """What became of the project on an engine, whose macro cases gave these rows."""
    return EngineRun(name, outcome, [MacroCase(**row) for row in rows])


def macro_cases() -> str:
    """The query that gives a row per case of a macro."""
    return MACRO_CASES.read_text(encoding="utf-8")


def _what_failed(test: DataTest) -> str:
    return test.error or f"found {test.failure_count} rows at fault, expected none"
