"""Files by their addresses alone, without a page: as a script, a mail or a spreadsheet asks for them."""

import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message

import pytest
from driving import serving

from app.context import PageContext
from app.files.kinds import KINDS, file_address
from app.language import Language
from app.release import PROJECT_VARIABLE, current_release
from pipeline.releases.store import ReleaseStore
from tests.support.releases import copy_releases, publish_changed

MATURITY = "files/strategy/distribution"


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@pytest.fixture
def ask(server):
    """Ask the app for an address below its own."""

    def _ask(address: str, method: str = "GET") -> Answer:
        request = urllib.request.Request(server.url(address), method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    return _ask


@pytest.fixture(scope="module")
def served_project(released_project, tmp_path_factory):
    """A release of this module's own: it is changed and damaged."""
    return copy_releases(released_project, tmp_path_factory.mktemp("files") / "project")


@pytest.fixture(scope="module")
def server(served_project):
    with serving(project=served_project.root) as server:
        yield server


@pytest.fixture
def store(served_project, released_project):
    """The releases that the app looks at; after the test they are as they were."""
    yield ReleaseStore(served_project.releases)
    shutil.rmtree(served_project.releases, ignore_errors=True)
    shutil.copytree(released_project / "releases", served_project.releases)


@pytest.mark.parametrize("ending", KINDS)
def test_a_file_says_what_it_is_and_what_it_is_called(ask, store, ending):
    answer = ask(f"{MATURITY}.{ending}?lang=fr")
    assert answer.status == 200
    assert answer.headers["content-type"] == KINDS[ending].media_type
    release = store.current().release_id
    name = f"maturity_distribution_SCS2024_{release}_fr.{KINDS[ending].ending}"
    assert answer.headers["content-disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(answer.body) == int(answer.headers["content-length"])


def test_without_parameters_a_file_is_english_and_of_the_latest_survey_and_all_members(ask):
    plain = ask(f"{MATURITY}.csv")
    assert plain.text.startswith('\ufeff"Survey, code [survey_code]"')
    assert plain.body == ask(f"{MATURITY}.csv?lang=en&survey=SCS2024").body


def test_a_file_follows_the_filters_of_its_page(ask):
    region = ask(f"{MATURITY}.csv?region=EUR")
    assert "maturity_by_region_SCS2024_eur_" in region.headers["content-disposition"]
    assert ",EUR," in region.text
    assert ",MENA," not in region.text


def test_a_link_of_a_page_gives_the_file_of_what_the_page_shows(ask, served_project, monkeypatch):
    monkeypatch.setenv(PROJECT_VARIABLE, str(served_project.root))
    context = PageContext(current_release(), "SCS2024", Language("fr"), region_code="EUR")
    answer = ask(file_address("strategy.distribution", "csv", context))
    assert answer.status == 200
    assert "maturity_by_region_SCS2024_eur_" in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].endswith("_fr.csv")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("files/nowhere/distribution.csv", "Unknown page “nowhere”. Available pages: overview, "),
        ("files/strategy/nothing.csv", "Unknown part “nothing”. Available parts of this page: it_strategy, "),
        (f"{MATURITY}.pdf", "Unknown file type “pdf”. Available file types: csv, semicolon.csv, xlsx."),
        (f"{MATURITY}.csv?region=' or 1 = 1 --", "Unknown region “' or 1 = 1 --”. Available values: ESA, "),
        (f"{MATURITY}.csv?survey=SCS1900", "Unknown survey “SCS1900”. Available values: SCS2024."),
        (f"{MATURITY}.csv?lang=fr&region=X", "Valeur « X » inconnue"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(ask, address, told):
    answer = ask(address.replace(" ", "%20"))
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.replace("\u00a0", " ").startswith(told)
    assert "\n" not in answer.text


def test_a_link_gives_the_figures_of_its_release_as_long_as_that_is_kept(ask, store):
    before = store.current()
    after = publish_changed(store, "update marts.maturity_distribution set submission_count = 0")
    assert before.release_id in ask(f"{MATURITY}.csv?release={before.release_id}").headers["content-disposition"]
    assert after.release_id in ask(f"{MATURITY}.csv").headers["content-disposition"]
    gone = ask(f"{MATURITY}.csv?release=r9999-gone")
    assert gone.status == 410
    assert "Release r9999-gone is no longer kept" in gone.text


def test_without_a_release_it_is_told_what_to_run(ask, store):
    shutil.rmtree(store.folder)
    answer = ask(f"{MATURITY}.csv")
    assert answer.status == 503
    assert "make build" in answer.text


def test_a_damaged_release_gives_no_file(ask, store):
    path = store.folder / store.current().file
    path.chmod(0o644)
    path.write_bytes(b"")
    assert ask(f"{MATURITY}.csv").status == 503


def test_only_reading_is_allowed(ask):
    assert ask(f"{MATURITY}.csv", "HEAD").status == 200
    assert ask(f"{MATURITY}.csv", "POST").status == 405
