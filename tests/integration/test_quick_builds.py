"""Builds as tests make them find what `smart-customs build` finds, and exit as it does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.project import Project
from tests.support import building
from tests.support.command import run_command

OF_BOTH = ("status", "exit_code", "errors", "data_tests_evaluated", "data_tests_passed", "totals")


def test_a_quick_build_of_wrong_answers_is_told_as_the_command_tells_it(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that its scale has not, one of another value, and a submission that is missing.

    And the command writes to two folders of the project: all else may be read-only, as in a container.
    """
    submissions, answers = (project_copy.shipped_raw / f"raw_{name}.csv" for name in ("submissions", "answers"))
    lines = submissions.read_text(encoding="utf-8").splitlines(keepends=True)
    submissions.write_text("".join(lines[:9] + lines[10:]), encoding="utf-8")
    text = answers.read_text(encoding="utf-8")
    assert text.count("maturity_level,,5") > 1
    text = text.replace("maturity_level,,5", "maturity_level,,6", 1).replace("it_strategy,,yes", "it_strategy,,no", 1)
    answers.write_text(text, encoding="utf-8")

    pointer = (project_copy.releases / "current.json").read_bytes()
    # What it executes was executed before, for all tests.
    monkeypatch.delattr(building, "_RUN_DBT")
    quick = run_command(project_copy.root, "build", "--json")
    before = _written_elsewhere(project_copy)
    command = Path(sys.executable).parent / "smart-customs"
    whole = subprocess.run(
        [command, "build", "--json"], cwd=project_copy.root / "models", capture_output=True, text=True, check=False
    )
    assert _written_elsewhere(project_copy) == before
    assert whole.returncode == quick.returncode == 1
    assert _told(quick.stdout) == _told(whole.stdout)
    findings = json.loads(whole.stdout)["findings"]
    checks = [finding["check"] for finding in findings]
    orphans = text.count(f"\nSCS2024,{lines[9].split(',')[1]},")
    assert checks.count("raw_answers_belong_to_a_submission") == orphans > 0
    assert checks.count("raw_answers_are_on_their_scale") == 1
    (total,) = [finding for finding in findings if "I.submission_count" in finding["subject"]]
    assert (total["found"], total["expected"][:3]) == ("115", "116")
    assert (project_copy.releases / "current.json").read_bytes() == pointer
    assert len(set(checks)) > 5, "the audit found something too"


def _written_elsewhere(project: Project) -> dict[Path, int]:
    return {
        path: path.stat().st_mtime_ns
        for path in project.root.rglob("*")
        if not any(path.is_relative_to(folder) for folder in (project.target, project.releases))
    }


def _told(output: str) -> dict[str, Any]:
    summary = json.loads(output)
    # Marts have no order: which rows an expectation names first differs between builds.
    findings = sorted(
        tuple(
            finding[name]
            for name in ("check", "severity", "expected", *(() if finding["report_section"] else ("subject", "found")))
        )
        for finding in summary["findings"]
    )
    return {**{name: summary[name] for name in OF_BOTH}, "findings": findings}
