"""What the tests of the app need: a project with a release, the app in front of it, and ways to change the release."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.release import PROJECT_VARIABLE
from pipeline.project import Project
from pipeline.releases.store import Release, ReleaseStore

Publish = Callable[..., Release]
OpenApp = Callable[..., AppTest]


@pytest.fixture
def project_with_release(
    released_project: Path, copy_releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Project:
    """A project of the test's own that holds a release and nothing else; the app looks at it."""
    project = copy_releases(released_project, tmp_path / "project")
    monkeypatch.setenv(PROJECT_VARIABLE, str(project.root))
    return project


@pytest.fixture
def store(project_with_release: Project) -> ReleaseStore:
    return ReleaseStore(project_with_release.releases)


@pytest.fixture
def publish(store: ReleaseStore, publish_changed) -> Publish:
    """Make another release current: the current one, changed by SQL statements."""
    return partial(publish_changed, store)


@pytest.fixture
def open_app(root: Path) -> OpenApp:
    """Open the app as a browser does, with the parameters of a URL and the language of the browser."""

    def _open_app(browser: str | None = None, **parameters: str) -> AppTest:
        app = AppTest.from_file(root / "app" / "main.py", default_timeout=30)
        app.context["locale"] = browser
        app.context["url"] = "http://127.0.0.1:8501/participation"
        app.query_params.update(parameters)
        return app.run()

    return _open_app
