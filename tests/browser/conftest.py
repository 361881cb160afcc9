"""A browser, and in it pages that fail a test for what a reader never should see."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
import pytest
from driving import HEIGHT, WIDTH, Faults, Server, browser_path, launch, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright
from requirement import without_browser

from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.support.releases import copy_releases, publish_changed

OpenTab = Callable[..., AbstractContextManager[Page]]
EARLIER, LATER = "SCS2024", "SCS2027"
# Milliseconds: a machine that is busy with other tests draws slowly.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine."""
    path = browser_path()
    if path is None:
        without_browser()
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served_project(released_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose release has a second, later survey: the first one's figures, but 120 submissions."""
    project = copy_releases(released_project, tmp_path_factory.mktemp("served") / "project")
    store = ReleaseStore(project.releases)
    release = store.current()
    with duckdb.connect(str(store.folder / release.file), read_only=True) as connection:
        tables = connection.sql(
            "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'survey_code'"
        ).fetchall()
    renamed = "set survey_name_en = 'The later survey', survey_name_fr = 'La prochaine enquête'"
    publish_changed(
        store,
        *(
            f"insert into marts.{table} select * replace ('{LATER}' as survey_code) from marts.{table}"
            for (table,) in tables
        ),
        f"update marts.indicators {renamed} where survey_code = '{LATER}'",
        f"update marts.participation_summary {renamed}, submission_count = 120, "
        f"opened_on = opened_on + interval 3 year where survey_code = '{LATER}'",
    )
    return project


@pytest.fixture(scope="session")
def server(served_project: Project) -> Iterator[Server]:
    """The app on `served_project`; when it was driven, its log holds no traceback."""
    with serving(project=served_project.root) as server:
        yield server
        assert "Traceback" not in server.log()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> OpenTab:
    """Open a tab of a reader of its own, with the settings of the browser; what goes wrong in it fails the test."""

    @contextmanager
    def _tab(**settings: object) -> Iterator[Page]:
        context = browser.new_context(**{"viewport": {"width": WIDTH, "height": HEIGHT}, **settings})
        context.set_default_timeout(PATIENCE)
        try:
            page = context.new_page()
            with Faults().watching(page) as faults:
                yield page
        finally:
            context.close()
        assert not faults.found, "\n".join(faults.found)

    return _tab
