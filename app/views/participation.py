"""Participation: how many Members answered, from which regions, and when. Section I of the report."""

import pandas as pd

from app.charts.bars import labelled_bars
from app.charts.timeline import timeline
from app.charts.world import participation_map
from app.content import Figure, Page, Part, part
from app.context import PageContext
from app.language import Language


def page(context: PageContext) -> Page:
    """What the page says."""
    rows = context.ordered(context.mart("participation_by_region"), "participation_rank", "region_code")
    return Page(
        context.text("participation.headline", **_overall(context)),
        [_regions(rows, context), _map(rows, context), _timeline(context), _agencies(context), _summary(context)],
        lead=_extremes(rows, context),
        figures=_figures(context),
    )


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


def _figures(context: PageContext) -> list[Figure]:
    summary, text, number = context.summary(), context.text, context.language.number
    percent, overall = context.language.percent, _overall(context)
    return [
        Figure(
            text("participation.figures.rate"), overall["percent"], text("participation.figures.rate_base", **overall)
        ),
        Figure(
            text("participation.figures.submissions"),
            overall["submissions"],
            text("participation.figures.submissions_base"),
        ),
        Figure(
            text("participation.figures.members"),
            overall["members"],
            text("participation.figures.members_base", **overall),
        ),
        Figure(
            text("participation.figures.details"),
            number(summary["details_count"]),
            text(
                "participation.figures.details_base",
                percent=percent(summary["details_count"], summary["submission_count"]),
                base=overall["submissions"],
            ),
            text("participation.figures.details_help"),
        ),
        Figure(
            text("participation.figures.willing"),
            number(summary["willing_count"]),
            text(
                "participation.figures.willing_base",
                percent=percent(summary["willing_count"], summary["willing_respondent_count"]),
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


def _regions(rows: pd.DataFrame, context: PageContext) -> Part:
    language = context.language
    drawn = pd.DataFrame(
        {
            "name": rows[language.column("region_name")],
            "value": rows["participation_rate"],
            "label": [
                context.text(
                    "part.share_label",
                    percent=language.percent(row["submission_count"], row["member_count"]),
                    count=language.number(row["submission_count"]),
                    base=language.number(row["member_count"]),
                )
                for row in rows.to_dict("records")
            ],
        }
    )
    overall = context.summary()["participation_rate"]
    return part(
        context,
        "participation.regions",
        "participation_by_region",
        rows,
        ["region_name", "submission_count", "member_count", "participation_rate", "participation_rank"],
        chart=lambda: labelled_bars(drawn, language, whole=1, mark=None if pd.isna(overall) else float(overall)),
        values={"extremes": _extremes(rows, context), **_overall(context)},
    )


def _map(regions: pd.DataFrame, context: PageContext) -> Part:
    members = context.ordered(context.mart("frame_members"), "region_code", "member_code")
    return part(
        context,
        "participation.map",
        "frame_members",
        members,
        ["member_name", "region_name"],
        chart=lambda: participation_map(members, regions, context.language),
        note=context.text("participation.map.note"),
        drawn=regions,
        values={"regions": _named_with_rate(regions, context), **_overall(context)},
    )


def _timeline(context: PageContext) -> Part:
    rows = context.ordered(context.mart("participation_timeline"), "submitted_on")
    language = context.language
    return part(
        context,
        "participation.timeline",
        "participation_timeline",
        rows,
        [
            "submitted_on",
            "phase_name",
            "submission_count",
            "cumulative_submission_count",
            "cumulative_participation_rate",
        ],
        chart=lambda: timeline(rows, int(context.summary()["member_count"]), language),
        values={"phases": _phase_ends(rows, language), **_overall(context)},
    )


def _phase_ends(days: pd.DataFrame, language: Language) -> str:
    """How many had answered at the end of each phase, in the order of the phases."""
    ends = days.drop_duplicates("phase_code", keep="last")
    return language.listing(
        [
            language.text(
                "participation.timeline.phase_end",
                count=language.number(row["cumulative_submission_count"]),
                date=language.date(row["submitted_on"]),
            )
            for row in ends.to_dict("records")
        ]
    )


def _agencies(context: PageContext) -> Part:
    rows = context.ordered(context.mart("partner_agencies"), "agency_type_code")
    return part(
        context,
        "participation.agencies",
        "partner_agencies",
        rows,
        ["agency_type_name", "submission_count"],
        values={"count": context.language.number(context.summary()["partner_agency_count"])},
    )


def _summary(context: PageContext) -> Part:
    """What the figures on top are taken from."""
    return part(
        context,
        "participation.summary",
        "participation_summary",
        context.mart("participation_summary"),
        ["survey_name", "details_count", "willing_count", "case_study_count", "contact_point_count"],
        values={**_overall(context)},
    )
