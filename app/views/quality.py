"""Data quality: what was checked before this release, and whether it reproduces what the report printed."""

import pandas as pd

from app.charts.bars import labelled_bars
from app.columns import label as column_label
from app.content import Figure, Page, Part, part
from app.context import PageContext


def page(context: PageContext) -> Page:
    """What the page says."""
    about = context.current.table("main.release").iloc[0]
    figures, rankings = context.mart("reconciliation_figures"), context.mart("reconciliation_rankings")
    number = context.language.number
    reproduced = {
        "figures": number(len(figures)),
        "figures_reproduced": number(len(figures[figures["is_reproduced"]])),
        "positions": number(len(rankings)),
        "positions_reproduced": number(len(rankings[rankings["is_reproduced"]])),
    }
    shown = [
        ("tests", number(about["data_tests_passed"]), number(about["data_tests_evaluated"])),
        ("expectations", number(about["expectations_passed"]), number(about["expectations_evaluated"])),
        ("figures", reproduced["figures_reproduced"], reproduced["figures"]),
        ("positions", reproduced["positions_reproduced"], reproduced["positions"]),
    ]
    labels = {
        "tests": context.text("quality.figures.tests"),
        "expectations": context.text("quality.figures.expectations"),
        "figures": context.text("quality.figures.figures"),
        "positions": context.text("quality.figures.positions"),
    }
    key = "quality.headline" if len(figures) else "quality.headline_without_report"
    return Page(
        context.text(
            key,
            passed=number(about["expectations_passed"]),
            evaluated=number(about["expectations_evaluated"]),
            **reproduced,
        ),
        [
            _audit(context),
            _figures(figures, context),
            _rankings(rankings, context),
            _discrepancies(context),
            _history(context),
        ],
        lead=context.text("quality.lead", built_at=context.language.moment(context.current.release.built_at)),
        figures=[
            Figure(labels[name], passed, context.text("quality.figures.of", all=every)) for name, passed, every in shown
        ],
    )


def _audit(context: PageContext) -> Part:
    language = context.language
    results = context.current.table("audit.expectation_results")
    sections = results.groupby("report_section")["is_passed"].agg(["size", "sum"]).reset_index()
    names = {**context.names("report_sections"), "all": context.text("quality.audit.all_sections")}
    order = [code for code in names if code in set(sections["report_section"])]
    sections = sections.set_index("report_section").loc[order].reset_index()
    drawn = pd.DataFrame(
        {
            "name": [_section(code, names) for code in sections["report_section"]],
            "value": sections["sum"],
            "label": [
                context.text("part.count_of_base", count=language.number(row["sum"]), base=language.number(row["size"]))
                for row in sections.to_dict("records")
            ],
        }
    )
    failed = results[~results["is_passed"]]
    return part(
        context,
        "quality.audit",
        "audit.expectation_results",
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
        chart=lambda: labelled_bars(drawn, language, whole=float(sections["size"].max())),
        values={"failed": language.number(len(failed)), "count": language.number(len(results))},
    )


def _section(code: str, names: dict[str, str]) -> str:
    return names[code] if code in ("intro", "all") else f"{code} · {names[code]}"


def _figures(rows: pd.DataFrame, context: PageContext) -> Part:
    language = context.language
    rows = context.ordered(rows, "report_section", "figure_id")
    named = [
        " · ".join(
            str(text)
            for text in (
                column_label(row["measure"], language),
                row[language.column("key_name")],
                row[language.column("second_key_name")],
            )
            if not pd.isna(text) and text
        )
        for row in rows.to_dict("records")
    ]
    return part(
        context,
        "quality.printed",
        "reconciliation_figures",
        rows,
        ["report_section", "figure", "printed_value", "computed_value", "is_inferred", "is_reproduced"],
        extra={"figure": named},
        values={"count": language.number(len(rows)), "inferred": language.number(len(rows[rows["is_inferred"]]))},
    )


def _rankings(rows: pd.DataFrame, context: PageContext) -> Part:
    rows = context.ordered(rows, "report_section", "ranking_id", "printed_position_from", "item_code")
    return part(
        context,
        "quality.rankings",
        "reconciliation_rankings",
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


def _discrepancies(context: PageContext) -> Part:
    rows = context.ordered(context.mart("report_discrepancies"), "report_section", "discrepancy_id")
    return part(
        context,
        "quality.discrepancies",
        "report_discrepancies",
        rows,
        ["report_section", "description"],
        values={"count": context.language.number(len(rows))},
    )


def _history(context: PageContext) -> Part:
    current = context.current.release
    rows = pd.DataFrame(
        [
            {
                "release_id": release.release_id,
                "sequence": release.sequence,
                "built_at": release.built_at,
                "survey_codes": ", ".join(release.survey_codes),
                "content_hash": release.content_hash,
                "is_current": release == current,
            }
            for release in context.current.history()
        ]
    )
    return part(
        context,
        "quality.history",
        "releases/*.json",
        rows,
        ["release_id", "built_at", "survey_codes", "is_current"],
        values={"count": context.language.number(len(rows))},
    )
