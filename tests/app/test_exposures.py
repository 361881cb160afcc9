"""dbt's exposures say which marts each page reads, so that lineage ends where a reader sees it."""

import re
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
import yaml

from app.context import PageContext
from app.language import Language
from app.release import CurrentRelease
from app.views import PAGES, Page

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

    def query(self, sql: str) -> pd.DataFrame:
        self.read |= set(re.findall(r"marts\.(\w+)", sql))
        return self.current.query(sql)


def name_of(page: Page) -> str:
    return f"{page.url_path.replace('-', '_')}_page"


def test_every_page_is_an_exposure_and_no_other_is() -> None:
    assert set(EXPOSURES) == {name_of(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url_path)
def test_an_exposure_depends_on_the_marts_that_its_page_reads(page: Page, shipped: CurrentRelease) -> None:
    watched = Watched(shipped)
    regions = (None, "EUR") if "region" in page.filters else (None,)
    technologies = (None, "drones") if "technology" in page.filters else (None,)
    for region, technology in product(regions, technologies):
        page.draw(PageContext(watched, "SCS2024", Language("en"), region, technology))
    assert watched.read == EXPOSURES[name_of(page)]
