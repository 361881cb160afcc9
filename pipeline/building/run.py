"""The build, step by step. Every step works in a folder of the build's own; readers see nothing until the release."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipeline.building.audit import AuditError, AuditProcess
from pipeline.building.engines import Built, Engine, build_on_duckdb
from pipeline.building.findings import Finding, findings_of_audit, findings_of_tests
from pipeline.building.releasing import Candidate, release_unless_withheld
from pipeline.building.results import keep_results
from pipeline.building.summary import Summary, SurveyTotals, count_expectations
from pipeline.disclosure.decisions import Decisions
from pipeline.disclosure.history import History
from pipeline.disclosure.settings import read_settings
from pipeline.errors import InputError
from pipeline.files import readable_by_owner, remove_temporary_files
from pipeline.locking import one_at_a_time
from pipeline.memory import Memory, connect
from pipeline.project import Project
from pipeline.releases.held import log_of
from pipeline.releases.read import NoReleaseError, open_current
from pipeline.releases.revision import Revision
from pipeline.releases.store import KEPT_RELEASES, Release, ReleaseStore
from pipeline.seeds.codebook import check_codebook
from pipeline.seeds.raw import RawAnswers, read_raw_answers

_SECTION_ORDER = ("intro", "I", "II", "III", "IV", "V", "VI", "VII", "all")

Tell = Callable[[str], None]


def _say_nothing(_step: str) -> None:
    pass


def build(
    project: Project,
    raw_folders: Sequence[Path] = (),
    *,
    release: bool = True,
    dropped_surveys: Sequence[str] = (),
    decisions: Decisions = Decisions(),
    revision: Revision = Revision(),
    kept_releases: int = KEPT_RELEASES,
    memory: Memory = Memory(),
    engine: Engine = "duckdb",
    tell: Tell = _say_nothing,
) -> Summary:
    """Raw answers to an audited warehouse and, if everything passed, a release.

    raw_folders: more folders of raw answers, after the shipped and the landed ones; a survey in a later one wins.
    dropped_surveys: surveys of the current release that may be missing from this build, or be less than they were.
    decisions: which surveys are held back, and which are released although that gives answers away.
    revision: why there is another release, for its readers.
    kept_releases: how many of the newest releases stay.
    memory: what DuckDB may use of it.
    engine: what builds and tests; what is audited and released is a DuckDB file on each.
    tell: called with the name of each step as it starts. A second build at the same time waits for the first.
    Raises InputError where this machine has not what the engine needs.
    """
    if engine == "spark":
        from pipeline.spark.environment import check_spark

        check_spark()
    with one_at_a_time(project, tell, waiting_for="another build"):
        steps = _Build(
            project, raw_folders, release, dropped_surveys, decisions, revision, kept_releases, memory, engine, tell
        )
        return steps.run()


def read_input(project: Project, raw_folders: Sequence[Path]) -> RawAnswers:
    """The raw answers that a build loads.

    Raises InputError with the faults of raw answers, codebook and settings in one go.
    """
    faults: list[str] = []
    raw: RawAnswers | None = None
    try:
        raw = read_raw_answers(project, raw_folders)
    except InputError as error:
        faults += error.lines
    for check in (check_codebook, read_settings):
        try:
            check(project)
        except InputError as error:
            faults += error.lines
    if raw is None or faults:
        raise InputError(*faults)
    return raw


class _Build:
    def __init__(
        self,
        project: Project,
        raw_folders: Sequence[Path],
        release: bool,
        dropped_surveys: Sequence[str],
        decisions: Decisions,
        revision: Revision,
        kept_releases: int,
        memory: Memory,
        engine: Engine,
        tell: Tell,
    ) -> None:
        self.project = project
        self.raw_folders = raw_folders
        self.release = release
        self.dropped_surveys = dropped_surveys
        self.decisions = decisions
        self.revision = revision
        self.kept_releases = kept_releases
        self.memory = memory
        self.engine = engine
        self.tell = tell
        self.store = ReleaseStore(project.releases)
        self.summary = Summary("stopped")
        self.folder = project.target / "build"
        # The same path in every build: dbt parses the whole project again when it changes.
        self.warehouse = self.folder / "warehouse.duckdb"
        self.validations = self.folder / "validations"

    def run(self) -> Summary:
        """The summary of the build, whatever became of it."""
        try:
            with readable_by_owner(), self.memory.in_use(self.project):
                self._run()
        except InputError as error:
            self.summary.errors += error.lines
        except (OSError, duckdb.Error) as error:
            reason = " ".join(str(error).split())
            self.summary.errors.append(
                f"{reason}; expected to read and write in {self.project.root}: check disk space, permissions and memory"
            )
        return self.summary

    def _run(self) -> None:
        self.revision.check()
        self._clear_leftovers()
        self.folder.mkdir(parents=True)
        built_at = datetime.now(UTC)
        with AuditProcess(self.folder) as audit:
            current = self._current()
            self.summary.current_release_id = current.release_id if current else None
            self._check_dropped(current)
            with self._timed("read", "Reading raw answers"):
                raw = read_input(self.project, self.raw_folders)
                settings = read_settings(self.project)
                self._hold_back(raw, current)
            self.summary.not_read = raw.not_read
            with self._timed("dbt", "Building and testing the warehouse"):
                built = self._build(raw, when_built=lambda: self._ask(audit, current))
            self.summary.seconds_of_dbt = built.outcome.seconds
            self._take_in_tests(built, raw)
            if built.outcome.errors:
                self.summary.errors += built.outcome.errors
                return
            with self._timed("audit", "Auditing the marts"):
                results = self._take_in_audit(audit)
        self.summary.totals = _totals(self.warehouse)
        try:
            if self.summary.critical:
                self.summary.status = "failed"
            elif not self.release:
                self.summary.status = "passed"
            else:
                with self._timed("release", "Releasing"):
                    release_unless_withheld(
                        self.store,
                        History(self.project),
                        Candidate(self.warehouse, raw, built, results, built_at, settings, self.engine),
                        self.decisions,
                        self.revision,
                        current,
                        self.kept_releases,
                        self.summary,
                    )
        finally:
            self._keep_warehouse()

    def _clear_leftovers(self) -> None:
        """Remove what a build left that was killed; nobody else builds here now."""
        shutil.rmtree(self.folder, ignore_errors=True)
        remove_temporary_files(self.project.target)

    def _keep_warehouse(self) -> None:
        """Move warehouse and audit to where they can be looked into. It was released from where nobody else writes."""
        # A log that somebody's own session left there belongs to the file before.
        log_of(self.project.warehouse).unlink(missing_ok=True)
        os.replace(self.warehouse, self.project.warehouse)
        shutil.rmtree(self.project.validations, ignore_errors=True)
        if self.validations.exists():
            os.replace(self.validations, self.project.validations)

    def _current(self) -> Release | None:
        """The current release; what readers get instead where it is damaged, which a release mends."""
        try:
            with open_current(self.store) as current:
                return current.release
        except NoReleaseError:
            return None
        except InputError:
            return next(iter(self.store.all()), None)

    def _check_dropped(self, current: Release | None) -> None:
        released = current.survey_codes if current else []
        for survey_code in self.dropped_surveys:
            if survey_code not in released:
                known = ", ".join(released) or "none"
                raise InputError(
                    f"--drop-survey {survey_code}: found no such survey in the current release, expected one of {known}"
                )

    def _hold_back(self, raw: RawAnswers, current: Release | None) -> None:
        """Leave held surveys that readers do not have out of the build; the others are taken from their release."""
        released = current.survey_codes if current else []
        self.decisions.check({*raw.survey_codes, *released})
        raw.leave_out([survey_code for survey_code in self.decisions.held if survey_code not in released])

    def _seeds(self, raw: RawAnswers) -> Path | None:
        if raw.is_shipped_only:
            return None
        seeds = self.project.target / "seeds"
        raw.assemble(self.project, seeds)
        return seeds

    def _build(self, raw: RawAnswers, when_built: Callable[[], None]) -> Built:
        seeds = self._seeds(raw)
        if self.engine == "duckdb":
            return build_on_duckdb(self.project, self.warehouse, seeds, raw, when_built)
        from pipeline.spark.building import build_on_spark

        return build_on_spark(self.project, self.folder, self.warehouse, seeds, raw, when_built)

    def _take_in_tests(self, built: Built, raw: RawAnswers) -> None:
        outcome = built.outcome
        self.summary.relation_count = len(outcome.relations)
        self.summary.data_tests_evaluated = len(outcome.tests)
        self.summary.data_tests_passed = len(outcome.tests) - len(outcome.failed_tests)
        if outcome.failed_tests:
            self.summary.findings += findings_of_tests(outcome.failed_tests, built.rows_at_fault, raw, self.project)

    def _ask(self, audit: AuditProcess, current: Release | None) -> None:
        released = current.survey_codes if current else []
        required = [survey_code for survey_code in released if survey_code not in self.dropped_surveys]
        audit.ask(self.warehouse, required, self.validations, self.store.folder / current.file if current else None)

    def _take_in_audit(self, audit: AuditProcess) -> list[dict[str, Any]]:
        try:
            results = audit.results()
        except AuditError as error:
            self.summary.findings.append(Finding("audit", "critical", "audit", str(error), "every suite evaluated"))
            return []
        keep_results(self.warehouse, results)
        self.summary.findings += findings_of_audit(results)
        self.summary.expectations_evaluated = len(results)
        self.summary.expectations_passed = sum(result["is_passed"] for result in results)
        self.summary.sections = count_expectations(results, _SECTION_ORDER)
        return results

    @contextmanager
    def _timed(self, step: str, words: str) -> Iterator[None]:
        self.tell(words)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.summary.seconds[step] = round(time.perf_counter() - start, 3)


def _totals(warehouse_file: Path) -> list[SurveyTotals]:
    with connect(warehouse_file, read_only=True) as warehouse:
        rows = warehouse.execute(
            """
            select survey_code, origin_code, submission_count, member_count,
                case when member_count > 0 then (200 * submission_count + member_count) // (2 * member_count) end
            from marts.participation_summary
            order by opened_on, survey_code
            """
        ).fetchall()
    return [SurveyTotals(*row) for row in rows]
