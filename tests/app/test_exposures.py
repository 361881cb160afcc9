"""dbt's exposures say which marts each page reads, so that lineage ends where a reader sees it."""

from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

import app.release
from app.views import VIEWS

ROOT = Path(__file__).parents[2]
EXPOSURES = {
    exposure["name"]: {reference.removeprefix("ref('").removesuffix("')") for reference in exposure["depends_on"]}
    for exposure in yaml.safe_load((ROOT / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
}


def test_every_page_is_an_exposure_and_no_other_is() -> None:
    assert set(EXPOSURES) == {f"{view.url_path}_page" for view in VIEWS}


@pytest.mark.usefixtures("project_with_release")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.url_path)
def test_an_exposure_depends_on_the_marts_that_its_page_reads(view, monkeypatch) -> None:
    read = set()
    table = app.release._table

    def recorded(current, name, where=None):
        read.add(name.removeprefix("marts."))
        return table(current, name, where)

    monkeypatch.setattr(app.release, "_table", recorded)
    page = AppTest.from_file(ROOT / "app" / "main.py", default_timeout=30)
    page.context["url"] = f"http://127.0.0.1:8501/{view.url_path}"
    page.run()
    assert not page.exception
    assert read == EXPOSURES[f"{view.url_path}_page"]
