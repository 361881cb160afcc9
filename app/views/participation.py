"""Participation: how many Members answered, from which regions, and when. Section I of the report."""

import pandas as pd
import streamlit as st

from app import components
from app.charts import participation as charts
from app.charts.world import participation_map
from app.components import Figure
from app.context import PageContext
from app.escape import as_text
from app.language import Language, whole_percent


def page(context: PageContext) -> None:
    """Draw the page."""
    summary = context.summary()
    regions = _in_rank_order(context)
    _headline(summary, regions, context.language)
    _figures(summary, context)
    _regions(summary, regions, context)
    _map(summary, regions, context)
    _timeline(summary, context)


def _headline(summary: pd.Series, regions: pd.DataFrame, language: Language) -> None:
    st.title(language.text("participation.headline", **_overall(summary, language)), anchor=False)
    rates = regions["participation_rate"].dropna()
    if rates.nunique() > 1:
        st.markdown(
            language.text(
                "participation.extremes",
                highest=_named_with_rate(regions[regions["participation_rate"] == rates.max()], language),
                lowest=_named_with_rate(regions[regions["participation_rate"] == rates.min()], language),
            )
        )


def _figures(summary: pd.Series, context: PageContext) -> None:
    language = context.language
    text, number = language.text, language.number
    overall = _overall(summary, language)
    components.heading(text("participation.figures.title"), "figures", [summary["figure_basis"]], context)
    components.figures(
        [
            Figure(
                text("participation.figures.rate"),
                overall["percent"],
                text("participation.figures.rate_base", **overall),
            ),
            Figure(
                text("participation.figures.submissions"),
                overall["submissions"],
                text("participation.figures.submissions_base"),
            ),
            Figure(
                text("participation.figures.members"),
                overall["members"],
                text("participation.figures.members_base", date=language.date(summary["closed_on"])),
            ),
            Figure(
                text("participation.figures.details"),
                number(summary["details_count"]),
                text(
                    "participation.figures.details_base",
                    percent=language.percent(summary["details_count"], summary["submission_count"]),
                    base=overall["submissions"],
                ),
                text("participation.figures.details_help"),
            ),
            Figure(
                text("participation.figures.willing"),
                number(summary["willing_count"]),
                text(
                    "participation.figures.willing_base",
                    percent=language.percent(summary["willing_count"], summary["willing_respondent_count"]),
                    base=number(summary["willing_respondent_count"]),
                ),
                text("participation.figures.willing_help"),
            ),
            Figure(
                text("participation.figures.case_studies"),
                number(summary["case_study_count"]),
                text("participation.figures.case_studies_base"),
            ),
            Figure(
                text("participation.figures.partner_agencies"),
                number(summary["partner_agency_count"]),
                text("participation.figures.partner_agencies_base"),
            ),
        ]
    )
    components.source("participation_summary", text("participation.figures.base", **overall), context)


def _regions(summary: pd.Series, regions: pd.DataFrame, context: PageContext) -> None:
    language = context.language
    overall = _overall(summary, language)
    components.heading(language.text("participation.regions.title"), "regions", regions["figure_basis"], context)
    st.markdown(language.text("participation.regions.reading", **overall))
    components.chart(
        charts.by_region(regions, summary["participation_rate"], language),
        language.text("participation.regions.alternative"),
    )
    _regions_table(summary, regions, language)
    components.source(
        "participation_by_region",
        language.text("participation.regions.base", date=language.date(summary["closed_on"]), **overall),
        context,
    )


def _regions_table(summary: pd.Series, regions: pd.DataFrame, language: Language) -> None:
    """The regions, and below them all Members together."""
    text = language.text
    rank, rate = text("participation.regions.rank"), text("participation.regions.rate")
    submissions, members = text("participation.regions.submissions"), text("participation.regions.members")
    rows = pd.DataFrame(
        {
            rank: pd.array([*regions["participation_rank"], None], dtype="Int64"),
            text("participation.regions.region"): [
                *regions[language.column("region_name")],
                text("participation.regions.all"),
            ],
            submissions: [*regions["submission_count"], summary["submission_count"]],
            members: [*regions["member_count"], summary["member_count"]],
        }
    )
    rows[rate] = pd.array(
        [whole_percent(*counts) for counts in zip(rows[submissions], rows[members], strict=True)], dtype="Int64"
    )
    components.table(
        rows,
        {
            rank: lambda value: "" if pd.isna(value) else language.number(value),
            submissions: language.number,
            members: language.number,
            rate: language.percent_sign,
        },
    )


def _map(summary: pd.Series, regions: pd.DataFrame, context: PageContext) -> None:
    language = context.language
    text = language.text
    components.heading(text("participation.map.title"), "map", regions["figure_basis"], context)
    st.markdown(text("participation.map.reading"))
    components.chart(
        participation_map(context.mart("frame_members"), regions, language),
        text("participation.map.alternative", regions=_named_with_rate(regions, language)),
    )
    st.caption(text("participation.map.note"))
    components.source(
        "frame_members",
        text("participation.map.base", date=language.date(summary["closed_on"]), **_overall(summary, language)),
        context,
    )


def _timeline(summary: pd.Series, context: PageContext) -> None:
    language = context.language
    days = context.mart("participation_timeline")
    components.heading(language.text("participation.timeline.title"), "timeline", days["figure_basis"], context)
    st.markdown(language.text("participation.timeline.reading", **_overall(summary, language)))
    st.markdown(_phases(days, language))
    components.chart(
        charts.timeline(days, int(summary["member_count"]), language),
        language.text("participation.timeline.alternative"),
    )
    components.source(
        "participation_timeline",
        language.text(
            "participation.timeline.base",
            opened_on=language.date(summary["opened_on"]),
            closed_on=language.date(summary["closed_on"]),
        ),
        context,
    )


def _phases(days: pd.DataFrame, language: Language) -> str:
    """The phases in their order, each with the answers that came in it."""
    name = language.column("phase_name")
    counts = days.sort_values("submitted_on").groupby(name, sort=False)["submission_count"].sum()
    written = [
        language.text("participation.timeline.phase_count", phase=as_text(str(phase)), count=language.number(count))
        for phase, count in counts.items()
    ]
    return language.text("participation.timeline.phases", phases=language.listing(written))


def _in_rank_order(context: PageContext) -> pd.DataFrame:
    """The regions by rank; equal ranks in the order of the code list, as the report prints them."""
    regions = context.mart("participation_by_region")
    positions = context.current.codes("regions")["position"]
    return regions.sort_values(
        ["participation_rank", "region_code"],
        key=lambda column: column.map(positions) if column.name == "region_code" else column,
        ignore_index=True,
    )


def _overall(summary: pd.Series, language: Language) -> dict[str, str]:
    return {
        "submissions": language.number(summary["submission_count"]),
        "members": language.number(summary["member_count"]),
        "percent": language.percent(summary["submission_count"], summary["member_count"]),
    }


def _named_with_rate(regions: pd.DataFrame, language: Language) -> str:
    return language.listing(
        [
            language.text(
                "participation.region_with_rate",
                region=as_text(region[language.column("region_name")]),
                percent=language.percent(region["submission_count"], region["member_count"]),
            )
            for region in regions.to_dict("records")
        ]
    )
