"""What the tests of the app need: a project with a release, the app in front of it, and ways to change the release."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from app.release import PROJECT_VARIABLE
from pipeline.files import sha256_of
from pipeline.project import Project
from pipeline.releases.store import Release, ReleaseStore

Publish = Callable[..., Release]
OpenApp = Callable[..., AppTest]


@pytest.fixture
def project_with_release(released_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of the test's own that holds a release and nothing else; the app looks at it."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy2(released_project / "dbt_project.yml", folder)
    shutil.copytree(released_project / "releases", folder / "releases")
    monkeypatch.setenv(PROJECT_VARIABLE, str(folder))
    return Project(folder)


@pytest.fixture
def store(project_with_release: Project) -> ReleaseStore:
    return ReleaseStore(project_with_release.releases)


@pytest.fixture
def publish(store: ReleaseStore) -> Publish:
    """Make another release current: the current one, changed by SQL statements."""

    def _publish(*statements: str) -> Release:
        current = store.current()
        assert current
        sequence = store.next_sequence()
        release_id = f"r{sequence:04}-changed"
        path = store.folder / f"{release_id}.duckdb"
        shutil.copyfile(store.folder / current.file, path)
        with duckdb.connect(str(path)) as connection:
            for statement in statements:
                connection.execute(statement)
        release = replace(current, release_id=release_id, sequence=sequence, file=path.name, sha256=sha256_of(path))
        store.add(release, {})
        store.make_current(release)
        return release

    return _publish


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
