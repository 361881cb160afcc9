"""The current release, as the pages see it: verified, read-only, and read again as soon as another one is current."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.held import DamagedError
from pipeline.releases.read import NoReleaseError, OpenRelease, ReleaseReader, open_kept
from pipeline.releases.store import BrokenPointerError, Release, ReleaseStore

# Names the folder of the project where the app is not started in it.
PROJECT_VARIABLE = "SMART_CUSTOMS_PROJECT"
# So many digits of a content hash name a release.
_DIGITS = 8


class ReleaseUnavailableError(Exception):
    """Nothing can be shown. `problem` is the key of the text that says what to run, `detail` is for the maintainer."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True)
class CurrentRelease:
    """A release whose bytes were found to be as released, and its tables as DataFrames.

    fault: what is wrong with the release that should have been shown instead; empty where it is this one.
    changed_at: when a release last came or went, for comparison alone.
    """

    opened: OpenRelease
    fault: str = ""
    changed_at: int = 0

    @property
    def release(self) -> Release:
        return self.opened.release

    @property
    def identity(self) -> tuple[object, ...]:
        """What a release is known by: the hash of its file, however it became current, and which others there are."""
        return self.release.sha256, self.changed_at

    def surveys(self) -> pd.DataFrame:
        """One row per survey of the release, the latest first, indexed by code: marts.participation_summary."""
        return _surveys(self)

    def history(self) -> list[Release]:
        """The releases that there are, newest first."""
        return ReleaseStore(self.opened.path.parent).all()

    def mart(self, name: str, survey_code: str) -> pd.DataFrame:
        """The rows of a mart for one survey, with all its columns. `name` is ours, never a user's."""
        return _table(self, f"marts.{name}", ("survey_code", survey_code))

    def table(self, name: str) -> pd.DataFrame:
        """All rows of a table of the release that is no mart of a survey, such as audit.expectation_results."""
        return _table(self, name)

    def query(self, sql: str) -> pd.DataFrame:
        """The rows of a query that is made of this release's own codes, never of a user's text."""
        return _query(self, sql)

    def codes(self, code_list: str) -> pd.DataFrame:
        """The codes of one list in their order, indexed by code: names, definitions and position."""
        return _codes(self, code_list)


def current_release() -> CurrentRelease:
    """The current release of the project, or the last good one where it is damaged.

    Raises ReleaseUnavailableError where there is none that can be trusted. Each time a page is drawn the pointer is
    read and the file looked at, and hashed again where anybody wrote to it: a page never shows a release that is no
    longer current or was changed.
    """
    with _told_as("problem.no_project"):
        named = os.environ.get(PROJECT_VARIABLE)
        project = Project.find(Path(named) if named else None)
    try:
        with _told_as("problem.damaged", project):
            opened = _reader(project).current()
            changed_at = project.releases.stat().st_mtime_ns
    except ReleaseUnavailableError as error:
        if isinstance(error.__cause__, NoReleaseError):
            raise ReleaseUnavailableError("problem.no_release") from error
        if isinstance(error.__cause__, BrokenPointerError):
            raise ReleaseUnavailableError("problem.broken_pointer", error.detail) from error
        raise
    return CurrentRelease(opened, _inside(project, opened.fault or ""), changed_at)


def kept_release(asked: str, current: CurrentRelease) -> CurrentRelease | None:
    """The newest good release of an id, or of the beginning of a content hash (8 digits or more); None without one."""
    for release in (current.release, *current.history()):
        if asked == release.release_id or (len(asked) >= _DIGITS and release.content_hash.startswith(asked)):
            if release == current.release:
                return current
            with suppress(DamagedError):
                store = ReleaseStore(current.opened.path.parent)
                return CurrentRelease(open_kept(store, release), changed_at=current.changed_at)
    return None


# One for all sessions; it opens a release once, however many look at it.
@st.cache_resource(show_spinner=False, max_entries=8)
def _reader(project: Project) -> ReleaseReader:
    return ReleaseReader(ReleaseStore(project.releases))


@contextmanager
def _told_as(problem: str, project: Project | None = None) -> Iterator[None]:
    try:
        yield
    except (InputError, OSError) as error:
        raise ReleaseUnavailableError(problem, _inside(project, str(error))) from error


def _inside(project: Project | None, detail: str) -> str:
    """A detail with paths as seen from the folder of the project."""
    return detail.replace(f"{project.root}{os.sep}", "") if project else detail


# Another release is another key. What is kept is shared by all sessions: nobody writes to it.
_KEY: dict[str | type[Any], Any] = {CurrentRelease: lambda current: current.identity}


@st.cache_resource(show_spinner=False, max_entries=200, hash_funcs=_KEY)
def _surveys(current: CurrentRelease) -> pd.DataFrame:
    surveys = _table(current, "marts.participation_summary").set_index("survey_code")
    return surveys.sort_values("opened_on", ascending=False)


@st.cache_resource(show_spinner=False, max_entries=200, hash_funcs=_KEY)
def _codes(current: CurrentRelease, code_list: str) -> pd.DataFrame:
    return _table(current, "marts.codes", ("code_list", code_list)).set_index("code").sort_values("position")


@st.cache_resource(show_spinner=False, max_entries=200, hash_funcs=_KEY)
def _query(current: CurrentRelease, sql: str) -> pd.DataFrame:
    with _incomplete(current):
        return current.opened.query(sql).df()


@st.cache_resource(show_spinner=False, max_entries=200, hash_funcs=_KEY)
def _table(current: CurrentRelease, table: str, where: tuple[str, str] | None = None) -> pd.DataFrame:
    """The rows of a table, or those whose column (`where[0]`) has a value (`where[1]`), in the order of the table."""
    with _incomplete(current), current.opened.cursor() as connection:
        rows = connection.table(table)
        if where:
            column, value = where
            rows = rows.filter(duckdb.ColumnExpression(column) == duckdb.ConstantExpression(value))
        return rows.df()


@contextmanager
def _incomplete(current: CurrentRelease) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise ReleaseUnavailableError("problem.incomplete", f"{current.release.file}: {reason}") from error
