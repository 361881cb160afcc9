"""The current release, as the pages see it: verified, read-only, and read again as soon as another one is current."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.read import open_release
from pipeline.releases.store import Release, ReleaseStore

# Names the folder of the project where the app is not started in it.
PROJECT_VARIABLE = "SMART_CUSTOMS_PROJECT"


class ReleaseUnavailableError(Exception):
    """Nothing can be shown. `problem` is the key of the text that says what to run, `detail` is for the maintainer."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True)
class CurrentRelease:
    """A release whose bytes were found to be as released, and its tables as DataFrames."""

    release: Release
    path: Path

    def surveys(self) -> pd.DataFrame:
        """One row per survey of the release, the latest first, indexed by code: marts.participation_summary."""
        surveys = _table(self, "marts.participation_summary").set_index("survey_code")
        return surveys.sort_values("opened_on", ascending=False)

    def mart(self, name: str, survey_code: str) -> pd.DataFrame:
        """The rows of a mart for one survey, with all its columns. `name` is ours, never a user's."""
        return _table(self, f"marts.{name}", ("survey_code", survey_code))

    def codes(self, code_list: str) -> pd.DataFrame:
        """The codes of one list in their order, indexed by code: names, definitions and position."""
        return _table(self, "marts.codes", ("code_list", code_list)).set_index("code").sort_values("position")


def current_release() -> CurrentRelease:
    """The current release of the project. Raises ReleaseUnavailableError where there is none that can be trusted.

    The pointer is read and the file hashed each time a page is drawn: that takes milliseconds, and a page never shows a
    release that is no longer current or was changed.
    """
    with _told_as("problem.no_project"):
        named = os.environ.get(PROJECT_VARIABLE)
        project = Project.find(Path(named) if named else None)
    store = ReleaseStore(project.releases)
    with _told_as("problem.broken_pointer", project):
        release = store.current()
    if release is None:
        raise ReleaseUnavailableError("problem.no_release")
    with _told_as("problem.damaged", project):
        return CurrentRelease(release, store.verified_file(release))


@contextmanager
def _told_as(problem: str, project: Project | None = None) -> Iterator[None]:
    try:
        yield
    except (InputError, OSError) as error:
        detail = str(error)
        if project:
            detail = detail.replace(f"{project.root}{os.sep}", "")
        raise ReleaseUnavailableError(problem, detail) from error


# The hash of its file identifies a release: another release is another key, however it became current.
@st.cache_data(show_spinner=False, max_entries=200, hash_funcs={CurrentRelease: lambda current: current.release.sha256})
def _table(current: CurrentRelease, table: str, where: tuple[str, str] | None = None) -> pd.DataFrame:
    """The rows of a table, or those whose column (`where[0]`) has a value (`where[1]`), in the order of the table."""
    try:
        with open_release(current.path) as connection:
            rows = connection.table(table)
            if where:
                column, value = where
                rows = rows.filter(duckdb.ColumnExpression(column) == duckdb.ConstantExpression(value))
            return rows.df()
    except InputError as error:
        raise ReleaseUnavailableError("problem.damaged", current.path.name) from error
    except duckdb.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise ReleaseUnavailableError("problem.incomplete", f"{current.path.name}: {reason}") from error
