"""The report as a web page: nothing that shuts readers out, nothing from elsewhere, and where each figure is from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from findings import accessibility_findings
from playwright.sync_api import Browser, Page

from pipeline.project import Project
from tests.support.command import run_command
from tests.support.releases import copy_releases


@pytest.fixture(scope="module")
def project(released_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_releases(released_project, tmp_path_factory.mktemp("report") / "project")


@pytest.fixture(scope="module", params=["en", "fr"])
def page(request: pytest.FixtureRequest, project: Project, browser: Browser) -> Iterator[Page]:
    """The report in each language, in a browser that counts what it asks for."""
    name = f"report-{request.param}.html"
    ended = run_command(project.root, "report", "--lang", request.param, "-o", name)
    assert ended.returncode == 0, ended.stderr
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((project.root / name).as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    yield page
    page.close()


def test_nothing_shuts_readers_out(page: Page) -> None:
    assert accessibility_findings(page) == []


def test_a_picture_without_a_text_would_be_found(page: Page) -> None:
    page.evaluate("document.querySelector('img').removeAttribute('alt')")
    assert any("image-alt" in finding for finding in accessibility_findings(page))
    page.evaluate("document.querySelector('img').setAttribute('alt', 'x')")


def test_a_figure_tells_where_it_is_from(page: Page) -> None:
    title = page.locator(".number").first.get_attribute("title")
    assert title == "marts.participation_summary.member_count · survey_code=SCS2024"
    assert page.locator(".number").count() > 1000


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
