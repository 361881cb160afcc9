"""Data quality: what was checked before this release, and whether it reproduces what the report printed."""

import pandas as pd
import streamlit as st

from app.charts.bars import labelled_bars
from app.context import PageContext
from app.drawn import count_of_base
from app.labels import label
from app.parts import figures, headline, part, table
from app.tables import rows_of


def page(context: PageContext) -> None:
    """Draw the page."""
    about = context.current.table("main.release").iloc[0]
    printed, rankings = rows_of("quality.printed", context), rows_of("quality.rankings", context)
    counts = {
        "tests": (about["data_tests_passed"], about["data_tests_evaluated"]),
        "expectations": (about["expectations_passed"], about["expectations_evaluated"]),
        "figures": (printed["is_reproduced"].sum(), len(printed)),
        "positions": (rankings["is_reproduced"].sum(), len(rankings)),
    }
    written = {name: [context.language.number(count) for count in pair] for name, pair in counts.items()}
    headline(
        context.text(
            "quality.headline" if len(printed) else "quality.headline_without_report",
            passed=written["expectations"][0],
            evaluated=written["expectations"][1],
            figures_reproduced=written["figures"][0],
            figures=written["figures"][1],
            positions_reproduced=written["positions"][0],
            positions=written["positions"][1],
        ),
        context.text("quality.lead", built_at=context.language.moment(context.current.release.built_at)),
    )
    figures(
        [
            (
                context.text(f"quality.figures.{name}"),
                written[name][0],
                context.text("quality.figures.of", all=written[name][1]),
                None,
            )
            for name, (_, every) in counts.items()
            if every
        ]
    )
    _audit(context)
    _printed(printed, context)
    _rankings(rankings, context)
    _discrepancies(context)
    _history(context)


def _audit(context: PageContext) -> None:
    results = rows_of("quality.audit", context)
    sections = results.groupby("report_section")["is_passed"].agg(["size", "sum"])
    names = {code: f"{code} · {name}" for code, name in context.names("report_sections").items() if code != "intro"}
    names |= {
        "intro": context.code_name("report_sections", "intro"),
        "all": context.text("quality.audit.all_sections"),
    }
    sections = sections.reindex([code for code in names if code in sections.index])
    drawn = pd.DataFrame(
        {
            "name": [names[code] for code in sections.index],
            "value": sections["sum"] / sections["size"],
            "label": [
                count_of_base(passed, every, context)
                for every, passed in sections[["size", "sum"]].itertuples(index=False)
            ],
        }
    )
    part(
        context,
        "quality.audit",
        results,
        [
            "mart_name",
            "column_name",
            "expectation_type",
            "severity",
            "evaluated_row_count",
            "unexpected_row_count",
            "is_passed",
        ],
        chart=lambda: labelled_bars(drawn, context.language, whole=1),
        values={
            "failed": context.language.number((~results["is_passed"]).sum()),
            "count": context.language.number(len(results)),
        },
    )


def _printed(rows: pd.DataFrame, context: PageContext) -> None:
    language = context.language
    rows = context.ordered(rows, "report_section", "figure_id")
    keys = [language.column("key_name"), language.column("second_key_name")]
    rows["figure"] = [
        " · ".join([label(measure, language), *(str(name) for name in names if not pd.isna(name) and name)])
        for measure, *names in rows[["measure", *keys]].itertuples(index=False)
    ]
    part(
        context,
        "quality.printed",
        rows,
        ["report_section", "figure", "printed_value", "computed_value", "is_inferred", "is_reproduced"],
        values={
            "count": language.number(len(rows)),
            "inferred": language.number(rows["is_inferred"].sum()),
        },
    )


def _rankings(rows: pd.DataFrame, context: PageContext) -> None:
    rows = context.ordered(rows, "report_section", "ranking_id", "printed_position_from", "item_code")
    part(
        context,
        "quality.rankings",
        rows,
        [
            "report_section",
            "ranking_id",
            "item_name",
            "printed_position_from",
            "printed_position_to",
            "computed_position",
            "is_reproduced",
        ],
        values={"count": context.language.number(rows["ranking_id"].nunique())},
    )


def _discrepancies(context: PageContext) -> None:
    rows = context.ordered(rows_of("quality.discrepancies", context), "report_section", "discrepancy_id")
    part(
        context,
        "quality.discrepancies",
        rows,
        ["report_section", "description"],
        values={"count": context.language.number(len(rows))},
    )


def _history(context: PageContext) -> None:
    """The releases that there are. They lie beside this one, not in it."""
    reasons = context.names("revision_reasons")
    releases = [
        {
            "release_id": release.release_id,
            "built_at": context.language.moment(release.built_at),
            "survey_codes": ", ".join(release.survey_codes),
            # Earlier releases had no reason.
            "reason": reasons.get(release.reason_code, release.reason_code),
            "reason_note": release.reason_note,
            "is_current": release == context.current.release,
        }
        for release in context.current.history()
    ]
    title = context.text("quality.history.title")
    st.header(title, anchor="history")
    table(pd.DataFrame(releases), [*releases[0]] if releases else [], context, title)
    st.caption(context.text("quality.history.base", count=context.language.number(len(releases))))
