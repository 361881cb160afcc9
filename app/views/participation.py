"""Participation: how many Members answered, from which regions, and when. Section I of the report."""

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.timeline import timeline
from app.charts.world import participation_map
from app.context import PageContext
from app.drawn import shares, whole
from app.language import is_missing
from app.parts import figures, headline, part
from app.tables import rows_of


def page(context: PageContext) -> None:
    """Draw the page."""
    regions = context.ordered(rows_of("participation.regions", context), "participation_rank", "region_code")
    overall = _overall(context)
    extremes = _extremes(regions, context)
    headline(context.text("participation.headline", **overall), extremes)
    _figures(context)
    _regions(regions, extremes, context)
    _map(regions, context)
    _timeline(context)
    agencies = context.ordered(rows_of("participation.agencies", context), "agency_type_code")
    part(
        context,
        "participation.agencies",
        agencies,
        ["agency_type_name", "submission_count"],
        values={"count": context.language.number(context.summary()["partner_agency_count"])},
    )
    # What the figures on top are taken from.
    summary = rows_of("participation.summary", context)
    columns = ["details_count", "willing_count", "case_study_count", "contact_point_count"]
    part(context, "participation.summary", summary, columns, values=overall)


def _overall(context: PageContext) -> dict[str, str]:
    summary, language = context.summary(), context.language
    return {
        "submissions": language.number(summary["submission_count"]),
        "members": language.number(summary["member_count"]),
        "percent": language.percent(summary["submission_count"], summary["member_count"]),
        "opened_on": language.date(summary["opened_on"]),
        "closed_on": language.date(summary["closed_on"]),
    }


def _extremes(regions: pd.DataFrame, context: PageContext) -> str:
    """The regions with the highest and the lowest participation; nothing where all are the same."""
    rates = regions["participation_rate"].dropna()
    if rates.nunique() < 2:
        return ""
    return context.text(
        "participation.extremes",
        highest=_named_with_rate(regions[regions["participation_rate"] == rates.max()], context),
        lowest=_named_with_rate(regions[regions["participation_rate"] == rates.min()], context),
    )


def _named_with_rate(regions: pd.DataFrame, context: PageContext) -> str:
    percent = context.language.percent
    return context.language.listing(
        [
            context.text(
                "participation.region_with_rate",
                region=context.name(row, "region"),
                percent=percent(row["submission_count"], row["member_count"]),
            )
            for row in regions.to_dict("records")
        ]
    )


def _figures(context: PageContext) -> None:
    summary, number, percent = context.summary(), context.language.number, context.language.percent
    overall = _overall(context)
    values = {
        "rate": overall["percent"],
        "submissions": overall["submissions"],
        "members": overall["members"],
        "details": number(summary["details_count"]),
        "willing": number(summary["willing_count"]),
        "case_studies": number(summary["case_study_count"]),
        "partner_agencies": number(summary["partner_agency_count"]),
    }
    bases = {
        **overall,
        "details_percent": percent(summary["details_count"], summary["submission_count"]),
        "willing_percent": percent(summary["willing_count"], summary["willing_respondent_count"]),
        "willing_base": number(summary["willing_respondent_count"]),
    }
    meanings = {name: context.text(f"participation.figures.{name}_help") for name in ("details", "willing")}
    figures(
        [
            (
                context.text(f"participation.figures.{name}"),
                value,
                context.text(f"participation.figures.{name}_base", **bases),
                meanings.get(name),
            )
            for name, value in values.items()
        ]
    )


def _regions(rows: pd.DataFrame, extremes: str, context: PageContext) -> None:
    columns = {"share": "participation_rate", "count": "submission_count", "base": "member_count"}
    drawn = shares(rows, "region", context, **columns)
    overall = context.summary()["participation_rate"]
    mark = None if is_missing(overall) else overall * (rows["member_count"] if context.in_counts else 1)
    part(
        context,
        "participation.regions",
        rows,
        ["region_name", "submission_count", "member_count", "participation_rate", "participation_rank"],
        has_counts=True,
        chart=lambda: labelled_bars(drawn, context.language, whole=whole(context), mark=mark),
        values={"extremes": extremes, **_overall(context)},
    )


def _map(regions: pd.DataFrame, context: PageContext) -> None:
    members = context.ordered(rows_of("participation.map", context), "region_code", "member_code")
    part(
        context,
        "participation.map",
        members,
        ["member_name", "region_name"],
        chart=lambda: participation_map(members, regions, context.language),
        note=context.text("participation.map.note"),
        values={"regions": _named_with_rate(regions, context), **_overall(context)},
    )


def _timeline(context: PageContext) -> None:
    rows = context.ordered(rows_of("participation.timeline", context), "submitted_on")
    language = context.language
    # Earlier releases had no such column: they told each day.
    is_by_week = "day_count" in rows and bool((rows["day_count"] > 1).any())
    by = context.text("participation.timeline.by_week" if is_by_week else "participation.timeline.by_day")
    ends = rows.drop_duplicates("phase_code", keep="last").to_dict("records")
    phases = [
        context.text(
            "participation.timeline.phase_end",
            count=language.number(row["cumulative_submission_count"]),
            date=language.date(row["submitted_on"]),
        )
        for row in ends
    ]
    part(
        context,
        "participation.timeline",
        rows,
        [
            "submitted_on",
            *(["day_count"] if is_by_week else []),
            "phase_name",
            "submission_count",
            "cumulative_submission_count",
            "cumulative_participation_rate",
        ],
        chart=lambda: timeline(rows, int(context.summary()["member_count"]), language),
        note=context.text("participation.timeline.note_by_week") if is_by_week else "",
        values={"by": by, "phases": language.listing(phases), **_overall(context)},
    )
