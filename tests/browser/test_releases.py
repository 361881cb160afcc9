"""What an open page does as releases come, go and break."""

import shutil

import pytest
from driving import ROOT, open_page, serving, wait_until_drawn
from findings import accessibility_findings
from playwright.sync_api import expect

from app.language import LANGUAGE_CODES, texts
from app.views import PAGES
from pipeline.releases.store import ReleaseStore
from tests.support.releases import copy_releases, publish_changed

PAGE = "participation"


@pytest.fixture(scope="module")
def served_project(released_project, tmp_path_factory):
    """A release of this module's own: it is damaged."""
    return copy_releases(released_project, tmp_path_factory.mktemp("releases") / "project")


@pytest.fixture(scope="module")
def server(served_project):
    """The app, looking each second which release is current."""
    with serving(ROOT / "tests" / "browser" / "impatient_app.py", served_project.root) as server:
        yield server
        assert "Traceback" not in server.log()


@pytest.fixture
def store(served_project, released_project):
    """The releases that the app looks at; after the test they are as they were."""
    yield ReleaseStore(served_project.releases)
    shutil.rmtree(served_project.releases, ignore_errors=True)
    shutil.copytree(released_project / "releases", served_project.releases)


def _is_titled(page, text):
    """Wait until the title holds a text; while a page draws itself again, the old title stands beside the new one."""
    expect(page.locator("h1", has_text=text)).to_be_visible(timeout=30_000)
    wait_until_drawn(page)
    expect(page.locator("h1")).to_contain_text(text)


def _says_what_to_run(page, language, command):
    _is_titled(page, texts(language)["problem.title"])
    expect(page.locator("[data-testid=stMain] code").first).to_contain_text(command)
    assert page.locator("[data-testid=stException]").count() == 0
    assert "Traceback" not in page.content()
    assert accessibility_findings(page) == []


def test_a_new_release_appears_while_nobody_touches_the_page(tab, server, store):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en"))
        _is_titled(page, "116 of 186")
        page.evaluate("window.isTheSameDocument = true")
        release = publish_changed(store, "update marts.participation_summary set submission_count = 117")
        _is_titled(page, "117 of 186")
        expect(page.locator("[data-testid=stMain]")).to_contain_text(release.release_id)
        assert page.evaluate("window.isTheSameDocument")


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_without_a_release_every_page_says_what_to_run(tab, server, store, language):
    shutil.rmtree(store.folder)
    with tab() as page:
        # A page is drawn by one and the same script; what a page itself says is not reached.
        for view in (PAGES[0], PAGES[-1]):
            open_page(page, server.url(view.url_path, lang=language))
            _says_what_to_run(page, language, "make build")


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_a_damaged_release_is_not_shown(tab, server, store, language):
    path = store.folder / store.current().file
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    with tab() as page:
        open_page(page, server.url(PAGE, lang=language))
        assert page.locator("svg.marks").count() > 0
        path.write_bytes(content)
        _says_what_to_run(page, language, "make build")


def test_the_first_release_appears_on_a_page_that_had_none(tab, server, store, released_project):
    shutil.rmtree(store.folder)
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en"))
        _says_what_to_run(page, "en", "make build")
        shutil.copytree(released_project / "releases", store.folder)
        page.reload()
        _is_titled(page, "116 of 186")


def test_a_damaged_release_gives_way_to_the_one_before_and_the_page_says_so(tab, server, store):
    before = store.current()
    damaged = publish_changed(store, "update marts.participation_summary set submission_count = 117")
    path = store.folder / damaged.file
    path.chmod(0o644)
    path.write_bytes(b"")
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en"))
        _is_titled(page, "116 of 186")
        expect(page.locator("[data-testid=stAlertContentError]")).to_contain_text(before.release_id)
        assert "Traceback" not in page.content()
