"""What the tests of the app need: a release, its pages, the app in front of it, and ways to change the release."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from drawn import DrawnPage, read
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.release import PROJECT_VARIABLE, CurrentRelease, current_release
from pipeline.project import Project
from pipeline.releases.store import Release, ReleaseStore
from tests.support.releases import copy_releases, publish_changed

Publish = Callable[..., Release]
OpenApp = Callable[..., AppTest]
PageOf = Callable[..., DrawnPage]
Changed = Callable[..., CurrentRelease]


@pytest.fixture
def project_with_release(released_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of the test's own that holds a release and nothing else; the app looks at it."""
    project = copy_releases(released_project, tmp_path / "project")
    monkeypatch.setenv(PROJECT_VARIABLE, str(project.root))
    return project


@pytest.fixture
def store(project_with_release: Project) -> ReleaseStore:
    return ReleaseStore(project_with_release.releases)


@pytest.fixture
def publish(store: ReleaseStore) -> Publish:
    """Make another release current: the current one, changed by SQL statements."""
    return partial(publish_changed, store)


@pytest.fixture(scope="session")
def shipped(released_project: Path) -> CurrentRelease:
    """The release of the shipped round."""
    return _release_of(released_project)


@pytest.fixture(scope="session")
def changed(released_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """Another release: the shipped one, changed by SQL statements; the same statements are run once."""

    @cache
    def _changed(*statements: str) -> CurrentRelease:
        project = copy_releases(released_project, tmp_path_factory.mktemp("changed") / "project")
        publish_changed(ReleaseStore(project.releases), *statements)
        return _release_of(project.root)

    return _changed


@pytest.fixture(scope="session")
def page_of(shipped: CurrentRelease, root: Path) -> PageOf:
    """A page as it is drawn: of the shipped release, unless another is given."""

    @cache
    def _page_of(url_path: str, lang: str = "en", current: CurrentRelease = shipped, **chosen: str) -> DrawnPage:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(PROJECT_VARIABLE, str(current.opened.path.parent.parent))
            app = AppTest.from_file(root / "app" / "main.py", default_timeout=60)
            app.query_params.update({"lang": lang, **chosen})
            return read(_at(app, url_path))

    return _page_of


@pytest.fixture
def open_app(root: Path) -> OpenApp:
    """Open the app as a browser does, at a page, with the parameters of a URL and the language of the browser.

    Without a page it is opened at its root.
    """

    def _open_app(page: str = "", browser: str | None = None, **parameters: str) -> AppTest:
        app = AppTest.from_file(root / "app" / "main.py", default_timeout=60)
        app.context["locale"] = browser
        app.query_params.update(parameters)
        return _at(app, page)

    return _open_app


@pytest.fixture
def go_to() -> Callable[[AppTest, str], AppTest]:
    """Go to another page, as a browser does whose reader typed its address: nothing else is in the URL."""

    def _go_to(app: AppTest, page: str) -> AppTest:
        app.query_params.clear()
        return _at(app, page)

    return _go_to


def _release_of(folder: Path) -> CurrentRelease:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PROJECT_VARIABLE, str(folder))
        return current_release()


def _at(app: AppTest, page: str) -> AppTest:
    app.context["url"] = f"http://127.0.0.1:8501/{page}"
    # AppTest goes to pages that are files alone (switch_page). A browser names any page by the hash of its address, and
    # the start page by nothing.
    app._page_hash = calc_hash(page) if page else ""
    return app.run()
