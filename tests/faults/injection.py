"""One corruption, one build: what caught it, what came of the release, and which public numbers it changed."""

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import duckdb

from pipeline.building.findings import Finding
from pipeline.building.summary import Summary
from pipeline.project import Project
from tests.faults.edits import Edit
from tests.support.building import build

Base = Literal["shipped", "collected"]
Verdict = Literal["refused", "released, nothing changed", "released, not catchable"]


@dataclass(frozen=True)
class Corruption:
    """What is done to which files, and what has to come of it.

    name: what happened, as a sentence. kind: its group in the table. edits: by path in the project.
    figure: ids of printed figures and rankings that the audit has to name, separated by spaces.
    harmless: why no public number changes; the build must then release the same numbers.
    gap: why no check can catch it although public numbers change; the build then releases them.
    base: the project it is done to: as shipped, or with a collected round besides.
    """

    name: str
    kind: str
    edits: dict[str, Edit]
    figure: str = ""
    harmless: str = ""
    gap: str = ""
    base: Base = "shipped"

    @property
    def expected(self) -> Verdict:
        if self.gap:
            return "released, not catchable"
        return "released, nothing changed" if self.harmless else "refused"


@dataclass(frozen=True)
class Outcome:
    """What a build of corrupted files came to.

    stopped_by, data_tests, suites, printed: names of what caught it; printed are figures and rankings that were off.
    changed_cells: by mart, how many cells are other than in the good build; None where no warehouse could be built.
    """

    exit_code: int
    is_released: bool
    stopped_by: list[str] = field(default_factory=list)
    data_tests: list[str] = field(default_factory=list)
    suites: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    changed_cells: dict[str, int] | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        if not self.is_released:
            return "refused"
        return "released, not catchable" if self.changed_cells else "released, nothing changed"


def inject(corruption: Corruption, good: Path, folder: Path, copy_of: Callable[[Path, Path], Path]) -> Outcome:
    """Build a copy of the project `good` with the corruption in it. The copy is removed again."""
    project = Project(copy_of(good, folder))
    for part in ("seeds", "data"):
        if (good / part).exists():
            shutil.copytree(good / part, project.root / part, dirs_exist_ok=True)
    for name, edit in corruption.edits.items():
        path = project.root / name
        content = edit(path.read_bytes() if path.exists() else b"")
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    releases = _files(project.releases)
    warehouse = project.warehouse.read_bytes()

    summary = build(project)

    is_released = summary.status == "released"
    if not is_released:
        # Readers see what they saw before, byte for byte.
        assert _files(project.releases) == releases, corruption.name
    if summary.status == "stopped":
        assert project.warehouse.read_bytes() == warehouse, corruption.name
    changed = None if summary.status == "stopped" else changed_cells(good / "target", project.target)
    shutil.rmtree(project.root)
    return Outcome(
        exit_code=summary.exit_code,
        is_released=is_released,
        stopped_by=_stopped_by(summary),
        data_tests=_names(finding.check for finding in summary.critical if not finding.report_section),
        suites=_names(
            finding.check for finding in summary.critical if finding.report_section and not _printed_id(finding)
        ),
        printed=_names(_printed_id(finding) for finding in summary.critical if _printed_id(finding)),
        changed_cells=changed,
        lines=summary.errors + [finding.line for finding in summary.critical],
    )


def changed_cells(good: Path, corrupted: Path) -> dict[str, int]:
    """By mart, the cells that differ between the warehouses of two target folders.

    Rows are matched by their key; a row that one of them lacks counts with all its cells but the key.
    """
    before, after = _marts(good / "warehouse.duckdb"), _marts(corrupted / "warehouse.duckdb")
    changed = {}
    for mart, rows in before.items():
        other = after[mart]
        count = 0
        for key in rows.keys() | other.keys():
            one, two = rows.get(key), other.get(key)
            if one is None or two is None:
                count += len(one or two or ())
            else:
                count += sum(a != b for a, b in zip(one, two, strict=True))
        if count:
            changed[mart] = count
    return dict(sorted(changed.items()))


def _marts(warehouse_file: Path) -> dict[str, dict[tuple[object, ...], tuple[object, ...]]]:
    marts = {}
    with duckdb.connect(str(warehouse_file), read_only=True) as warehouse:
        keys = dict(
            warehouse.execute(
                """
                select table_name, constraint_column_names
                from duckdb_constraints()
                where schema_name = 'marts' and constraint_type = 'PRIMARY KEY'
                """
            ).fetchall()
        )
        for mart, key in keys.items():
            relation = warehouse.cursor().sql(f"from marts.{mart}")
            places = [relation.columns.index(column) for column in key]
            others = [place for place in range(len(relation.columns)) if place not in places]
            marts[mart] = {
                tuple(row[place] for place in places): tuple(row[place] for place in others)
                for row in relation.fetchall()
            }
    return marts


def _stopped_by(summary: Summary) -> list[str]:
    """Reading where a file could not be loaded, or the settings; else the models whose contract or key did not hold."""
    models = _names(match[1] for line in summary.errors if (match := re.match(r"models/\S*?(\w+)\.sql: ", line)))
    if models:
        return [f"contract of {model}" for model in models]
    if summary.errors and all(line.startswith("dbt_project.yml") for line in summary.errors):
        return ["settings"]
    return ["reading"] if summary.errors else []


def _printed_id(finding: Finding) -> str:
    """The figure or ranking that a finding of reconciliation is about; empty for other findings."""
    match = re.match(r"reconciliation_(?:figures|rankings)\.\w+, (\S+)", finding.subject)
    return match[1] if finding.report_section and match else ""


def _names(names: Iterable[str]) -> list[str]:
    return sorted(set(names))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
