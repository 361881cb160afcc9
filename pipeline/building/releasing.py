"""The last step of a build that passed: a release, unless it would give answers away."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipeline.building.engines import Built, Engine
from pipeline.building.summary import Summary
from pipeline.disclosure.decisions import Decisions
from pipeline.disclosure.history import History
from pipeline.disclosure.rule import withheld
from pipeline.disclosure.settings import DisclosureSettings
from pipeline.releases.provenance import Provenance
from pipeline.releases.read import collected_surveys
from pipeline.releases.revision import Revision
from pipeline.releases.sources import Held
from pipeline.releases.store import Release, ReleaseStore
from pipeline.releases.write import write_release
from pipeline.seeds.raw import RawAnswers


@dataclass(frozen=True)
class Candidate:
    """A warehouse that passed every check, with what is told of where it comes from. results: those of the audit."""

    warehouse: Path
    raw: RawAnswers
    built: Built
    results: Sequence[dict[str, Any]]
    built_at: datetime
    settings: DisclosureSettings
    engine: Engine


def release_unless_withheld(
    store: ReleaseStore,
    history: History,
    candidate: Candidate,
    decisions: Decisions,
    revision: Revision,
    current: Release | None,
    kept_releases: int,
    summary: Summary,
) -> None:
    """Release a warehouse, or say in the summary which surveys would give answers away."""
    warehouse = candidate.warehouse
    held = [survey_code for survey_code in decisions.held if current and survey_code in current.survey_codes]
    found = withheld(warehouse, history, candidate.settings, collected_surveys(store), candidate.built_at.date())
    found = {survey_code: findings for survey_code, findings in found.items() if survey_code not in held}
    refused = [survey_code for survey_code in found if survey_code not in decisions.accepted]
    if refused:
        summary.findings += [finding for survey_code in refused for finding in found[survey_code]]
        summary.status = "withheld"
        return
    reasons = dict.fromkeys(found, decisions.reason.strip())
    taken = {survey_code: current.release_id for survey_code in held if current}
    made = write_release(
        store,
        warehouse,
        candidate.built.outcome.relations,
        _provenance(candidate, history, summary, revision),
        kept_releases,
        held=Held(held, current) if current and held else None,
        remember=lambda release_id: history.remember(warehouse, release_id, reasons, taken),
    )
    summary.status = "released"
    summary.current_release_id = made.release_id
    summary.release = {
        "release_id": made.release_id,
        "file": history.project.show(store.folder / made.file),
        "sha256": made.sha256,
        "content_hash": made.content_hash,
    }


def _provenance(candidate: Candidate, history: History, summary: Summary, revision: Revision) -> Provenance:
    return Provenance(
        built_at=candidate.built_at.strftime("%Y-%m-%d %H:%M:%S"),
        git_commit=_git_commit(history.project.root),
        versions={
            "smart_customs": version("smart-customs-warehouse"),
            "dbt": version("dbt-core"),
            "duckdb": duckdb.__version__,
            "gx": version("great-expectations"),
        },
        engine=candidate.engine,
        spark_version=candidate.built.spark_version,
        raw_files=history.salted(candidate.raw.files),
        data_tests_evaluated=summary.data_tests_evaluated,
        data_tests_passed=summary.data_tests_passed,
        expectations_evaluated=len(candidate.results),
        expectations_passed=summary.expectations_passed,
        disclosure_thresholds=candidate.settings.thresholds,
        suppresses_unanimous=candidate.settings.suppresses_unanimous,
        revision=revision,
    )


def _git_commit(root: Path) -> str:
    """The commit that is checked out, with -dirty where tracked files differ from it; empty outside git."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--abbrev=40", "--dirty", "--exclude", "*"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return described.stdout.strip()
