"""The pages, in the order of the navigation. A new page is a module, an entry here, and its texts; docs/views.md."""

from collections.abc import Callable
from dataclasses import dataclass

from app.content import Page
from app.context import PageContext
from app.views import (
    about,
    adoption,
    capacity_building,
    flagships,
    impact,
    overview,
    participation,
    performance,
    potential,
    quality,
    strategy,
)

GROUPS = ("navigation.start", "navigation.report", "navigation.trust")


@dataclass(frozen=True)
class View:
    """A page: its address, which is a promise to whoever keeps a link; the key of its title; what works it out.

    group: where it stands in the navigation. filters: by which of app.controls.FILTERS it can be filtered.
    """

    url_path: str
    title: str
    page: Callable[[PageContext], Page]
    group: str = "navigation.report"
    filters: tuple[str, ...] = ()


VIEWS = [
    View("overview", "overview.title", overview.page, group="navigation.start"),
    View("participation", "participation.title", participation.page),
    View("strategy", "strategy.title", strategy.page, filters=("region",)),
    View("adoption", "adoption.title", adoption.page, filters=("region", "technology")),
    View("potential", "potential.title", potential.page),
    View("impact", "impact.title", impact.page, filters=("region", "technology")),
    View("performance", "performance.title", performance.page),
    View("capacity-building", "capacity_building.title", capacity_building.page, filters=("region",)),
    View("flagships", "flagships.title", flagships.page),
    View("quality", "quality.title", quality.page, group="navigation.trust"),
    View("about", "about.title", about.page, group="navigation.trust"),
]
