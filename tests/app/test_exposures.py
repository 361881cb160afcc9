"""dbt's exposures say which marts each page reads, so that lineage ends where a reader sees it."""

from itertools import product
from pathlib import Path

import pandas as pd
import pytest
import yaml

from app.context import PageContext
from app.language import Language
from app.release import CurrentRelease
from app.views import VIEWS, View

ROOT = Path(__file__).parents[2]
EXPOSURES = {
    exposure["name"]: {reference.removeprefix("ref('").removesuffix("')") for reference in exposure["depends_on"]}
    for exposure in yaml.safe_load((ROOT / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
}


class Watched:
    """A release that notes which of its marts are read."""

    def __init__(self, current: CurrentRelease) -> None:
        self.current = current
        # What stands around every page reads these: which surveys there are, and what their answers are.
        self.read = {"participation_summary", "codes"}

    def __getattr__(self, name: str) -> object:
        return getattr(self.current, name)

    def mart(self, name: str, survey_code: str) -> pd.DataFrame:
        self.read.add(name)
        return self.current.mart(name, survey_code)

    def table(self, name: str) -> pd.DataFrame:
        # The audit and what a release says of itself are no models.
        if name.startswith("marts."):
            self.read.add(name.removeprefix("marts."))
        return self.current.table(name)


def name_of(view: View) -> str:
    return f"{view.url_path.replace('-', '_')}_page"


def test_every_page_is_an_exposure_and_no_other_is() -> None:
    assert set(EXPOSURES) == {name_of(view) for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.url_path)
def test_an_exposure_depends_on_the_marts_that_its_page_reads(view: View, shipped: CurrentRelease) -> None:
    watched = Watched(shipped)
    regions = (None, "EUR") if "region" in view.filters else (None,)
    technologies = (None, "drones") if "technology" in view.filters else (None,)
    for region, technology in product(regions, technologies):
        view.page(PageContext(watched, "SCS2024", Language("en"), region, technology))
    assert watched.read == EXPOSURES[name_of(view)]
