"""The pages, in the order of the navigation. A new page is a module, an entry here, and its texts; docs/views.md.

Streamlit would take a folder `pages` for pages of its own making.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.context import PageContext
from app.views import (
    about,
    adoption,
    capacity_building,
    certainty,
    changes,
    explore,
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
class Page:
    """A page: its address, which is a promise to whoever keeps a link; the key of its title; what draws it.

    group: where it stands in the navigation. filters, options: what of app.choices.filtered a reader can choose.
    """

    url_path: str
    title: str
    draw: Callable[[PageContext], None]
    group: str = "navigation.report"
    filters: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


_REGION = ("region",)
_REGION_AND_TECHNOLOGY = ("region", "technology")
_COMPARE_AND_COUNTS = ("compare", "counts")

PAGES = [
    Page("overview", "overview.title", overview.page, group="navigation.start"),
    Page("explore", "explore.title", explore.page, group="navigation.start"),
    Page("participation", "participation.title", participation.page, options=("counts",)),
    Page("strategy", "strategy.title", strategy.page, filters=_REGION, options=_COMPARE_AND_COUNTS),
    Page("adoption", "adoption.title", adoption.page, filters=_REGION_AND_TECHNOLOGY, options=_COMPARE_AND_COUNTS),
    Page("potential", "potential.title", potential.page),
    Page("impact", "impact.title", impact.page, filters=_REGION_AND_TECHNOLOGY, options=("compare",)),
    Page("performance", "performance.title", performance.page, filters=_REGION, options=_COMPARE_AND_COUNTS),
    Page(
        "capacity-building",
        "capacity_building.title",
        capacity_building.page,
        filters=_REGION,
        options=_COMPARE_AND_COUNTS,
    ),
    Page("flagships", "flagships.title", flagships.page),
    Page("changes", "changes.title", changes.page, filters=_REGION),
    Page("certainty", "certainty.title", certainty.page, group="navigation.trust", filters=_REGION),
    Page("quality", "quality.title", quality.page, group="navigation.trust"),
    Page("about", "about.title", about.page, group="navigation.trust"),
]
