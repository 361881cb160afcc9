"""Which rows of the release each part of a page shows, and its files hold. Keys are the names of pages and parts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from app.context import ALL_MEMBERS, PageContext


@dataclass(frozen=True)
class Table:
    """mart: of the survey, or another table of the release with its schema; by_region: its partner for one region.

    follows_region, follows_technology: whether the rows are those of what the reader chose.
    """

    mart: str
    by_region: str = ""
    follows_technology: bool = False

    @property
    def follows_region(self) -> bool:
        return bool(self.by_region)

    def technology(self, context: PageContext) -> str:
        """The technology that the rows are about; empty where they are about all."""
        return (context.technology_code or first_by_potential(context)) if self.follows_technology else ""


TABLES: Mapping[str, Table] = {
    "overview.maturity": Table("maturity_distribution"),
    "overview.technologies": Table("development_potential"),
    "overview.needs": Table("capacity_building_needs"),
    "participation.regions": Table("participation_by_region"),
    "participation.map": Table("frame_members"),
    "participation.timeline": Table("participation_timeline"),
    "participation.agencies": Table("partner_agencies"),
    "participation.summary": Table("participation_summary"),
    "strategy.it_strategy": Table("it_strategy", by_region="it_strategy_by_region"),
    "strategy.distribution": Table("maturity_distribution", by_region="maturity_by_region"),
    "strategy.by_region": Table("maturity_by_region"),
    "adoption.technologies": Table("technology_adoption", by_region="technology_adoption_by_region"),
    "adoption.by_region": Table("technology_adoption_by_region", follows_technology=True),
    "adoption.totals": Table("technology_status_totals"),
    "potential.technologies": Table("development_potential"),
    "impact.technologies": Table("impact_difficulty", by_region="impact_difficulty_by_region"),
    "impact.by_region": Table("impact_difficulty_by_region", follows_technology=True),
    "performance.dimensions": Table("performance_contribution", by_region="performance_contribution_by_region"),
    "capacity_building.needs": Table("capacity_building_needs", by_region="capacity_building_needs_by_region"),
    "capacity_building.by_region": Table("capacity_building_needs_by_region"),
    "capacity_building.other": Table("capacity_building_needs_other"),
    "flagships.steps": Table("flagship_selection"),
    "flagships.citations": Table("flagship_selection"),
    "flagships.case_studies": Table("case_study_offers"),
    "changes.figures": Table("indicator_changes", by_region="indicator_changes"),
    "quality.audit": Table("audit.expectation_results"),
    "quality.printed": Table("reconciliation_figures"),
    "quality.rankings": Table("reconciliation_rankings"),
    "quality.discrepancies": Table("report_discrepancies"),
    "about.frame": Table("participation_by_region"),
    "about.codebook": Table("marts.codes"),
}


def source(key: str, context: PageContext) -> str:
    """The table of the release that a part shows, with its schema."""
    table = TABLES[key]
    name = table.by_region if table.by_region and context.region_code else table.mart
    return name if "." in name else f"marts.{name}"


def rows_of(key: str, context: PageContext) -> pd.DataFrame:
    """The rows of a part, with all columns, in the order of their table."""
    name = source(key, context).removeprefix("marts.")
    if name == "codes" or "." in name:
        return context.current.table(name if "." in name else f"marts.{name}")
    rows = context.mart(name)
    table = TABLES[key]
    # A long mart has all Members among its regions.
    region = context.region_code or (ALL_MEMBERS if table.mart == table.by_region else None)
    if table.follows_region and region:
        rows = rows[rows["region_code"] == region]
    if table.follows_technology:
        rows = rows[rows["technology_code"] == table.technology(context)]
    return rows.reset_index(drop=True)


def title_of(key: str, context: PageContext) -> str:
    """The title of a part, as its page writes it."""
    technology = TABLES[key].technology(context)
    name = context.code_text("technologies", technology) if technology else ""
    return context.text(f"{key}.title", **context.scope, technology=name)


def first_by_potential(context: PageContext) -> str:
    """The technology that is shown where the reader chose none: the one with the highest potential; empty without."""
    rows = context.ordered(context.mart("development_potential"), "potential_rank", "technology_code")
    return str(rows["technology_code"].iloc[0]) if len(rows) else ""
