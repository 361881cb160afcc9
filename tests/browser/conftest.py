"""A browser, and in it pages that fail a test for what a reader never should see."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from driving import HEIGHT, WIDTH, Faults, Server, browser_path, launch, serving
from playwright.sync_api import Browser, Page, sync_playwright
from requirement import without_browser

from pipeline.project import Project

OpenTab = Callable[..., AbstractContextManager[Page]]


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


@pytest.fixture(scope="module")
def served_project(released_project: Path, tmp_path_factory: pytest.TempPathFactory, copy_releases) -> Project:
    """A project of the module's own that holds a release and nothing else."""
    return copy_releases(released_project, tmp_path_factory.mktemp("served") / "project")


@pytest.fixture(scope="module")
def server(served_project: Project) -> Iterator[Server]:
    """The app on `served_project`; when it was driven, its log holds no traceback."""
    with serving(project=served_project.root) as server:
        yield server
        assert "Traceback" not in server.log()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> OpenTab:
    """Open a tab of a reader of its own, with the settings of the browser; what goes wrong in it fails the test."""

    @contextmanager
    def _tab(**settings: object) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, **settings)
        try:
            page = context.new_page()
            with Faults().watching(page) as faults:
                yield page
        finally:
            context.close()
        assert not faults.found, "\n".join(faults.found)

    return _tab
