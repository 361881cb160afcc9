"""The annex: published figures beside computed ones, what was audited, and where the release is from."""

import json
from collections.abc import Sequence

from app.language import NO_VALUE
from pipeline.report.content import Block, Bullets, ColumnKind, Heading, Run, Runs, Section
from pipeline.report.source import Row, groups
from pipeline.report.tables import finished
from pipeline.report.writer import Writer

_FIGURES = "marts.reconciliation_figures"
_RANKINGS = "marts.reconciliation_rankings"
_AUDIT = "audit.expectation_results"


def annex(writer: Writer) -> Section:
    """Reconciliation with the printed report where there is one, the audit, and the release."""
    blocks: list[Block] = [
        Heading(writer.text("annex.reconciliation.title")),
        *_reconciliation(writer),
        Heading(writer.text("annex.audit.title")),
        *_audit(writer),
        Heading(writer.text("annex.release.title")),
        _release(writer),
    ]
    return Section("", writer.text("annex.title"), blocks)


def _reconciliation(writer: Writer) -> list[Block]:
    printed = writer.source.rows(_FIGURES, "report_section", "figure_id")
    if not printed:
        return [writer.paragraph("annex.reconciliation.none")]
    rankings = writer.source.rows(_RANKINGS, "report_section", "ranking_id", "printed_position_from", "item_code")
    discrepancies = writer.source.rows("report_discrepancies", "report_section", "discrepancy_id")
    return [
        writer.paragraph(
            "annex.reconciliation.text",
            figures=_counted(writer, _FIGURES, printed),
            reproduced=_counted(writer, _FIGURES, printed, is_reproduced=True),
            inferred=_counted(writer, _FIGURES, printed, is_inferred=True),
            positions=_counted(writer, _RANKINGS, rankings),
            positions_reproduced=_counted(writer, _RANKINGS, rankings, is_reproduced=True),
        ),
        _figures_table(writer, printed),
        _rankings_table(writer, rankings),
        writer.paragraph("annex.discrepancies"),
        Bullets([_discrepancy(writer, row) for row in discrepancies]),
    ]


def _figures_table(writer: Writer, rows: Sequence[Row]) -> Block:
    body: list[list[Runs]] = [
        [
            [_section(writer, row)],
            [_what(writer, row)],
            [writer.figures.published(row, "printed_value")],
            [writer.figures.published(row, "computed_value")],
            [writer.text("yes" if row["is_inferred"] else "no")],
            [writer.text("yes" if row["is_reproduced"] else "no")],
        ]
        for row in rows
    ]
    columns = ["report_section", "figure", "printed_value", "computed_value", "is_inferred", "is_reproduced"]
    return _table(writer, "annex.figures.caption", columns, ["word", "name", "figure", "figure", "word", "word"], body)


def _rankings_table(writer: Writer, rows: Sequence[Row]) -> Block:
    names = {row["code"]: writer.wording.code_name(row) for row in writer.source.codes("rankings")}
    body: list[list[Runs]] = []
    for row in rows:
        first, last = (writer.figures.of(row, f"printed_position_{end}") for end in ("from", "to"))
        is_one = row["printed_position_from"] == row["printed_position_to"]
        printed: Runs = [first] if is_one else writer.wording.runs("span", smallest=first, largest=last)
        body.append(
            [
                [names[row["ranking_id"]]],
                [writer.wording.name(row, "item")],
                printed,
                [writer.figures.of(row, "computed_position")],
                [writer.text("yes" if row["is_reproduced"] else "no")],
            ]
        )
    columns = ["ranking", "item", "printed_position", "computed_position", "is_reproduced"]
    return _table(writer, "annex.rankings.caption", columns, ["name", "name", "figure", "figure", "word"], body)


def _audit(writer: Writer) -> list[Block]:
    about = writer.source.row("main.release")
    results = writer.source.rows(_AUDIT, "report_section")
    body: list[list[Runs]] = []
    for section, of_one in groups(results, "report_section").items():
        passed = [row for row in of_one if row["is_passed"]]
        where = {"report_section": section}
        body.append(
            [
                [_section(writer, of_one[0])],
                [writer.figures.rows(_AUDIT, of_one, **where)],
                [writer.figures.rows(_AUDIT, passed, **where, is_passed=True)],
            ]
        )
    columns = ["report_section", "expectations", "expectations_passed"]
    counts = ("data_tests_passed", "data_tests_evaluated", "expectations_passed", "expectations_evaluated")
    return [
        writer.paragraph("annex.audit.text", **{name: writer.figures.of(about, name) for name in counts}),
        _table(writer, "annex.audit.caption", columns, ["name", "figure", "figure"], body),
    ]


def _release(writer: Writer) -> Block:
    about = writer.source.row("main.release")
    lines = [writer.wording.runs("annex.release.built_at", built_at=writer.figures.of(about, "built_at"))]
    told = ("release_id", "content_hash", "git_commit", "dbt_version", "duckdb_version", "gx_version", "engine")
    lines += [writer.wording.runs(f"annex.release.{name}", value=str(about[name] or NO_VALUE)) for name in told]
    reason = next(row for row in writer.source.codes("revision_reasons") if row["code"] == about["reason_code"])
    said = " · ".join(filter(None, [writer.wording.code_name(reason), about["reason_note"]]))
    lines.append(writer.wording.runs("annex.release.reason", value=said))
    lines += [
        writer.wording.runs("annex.release.held", release=held["release_id"])
        for held in json.loads(about["held_surveys"])
        if held["survey_code"] == writer.source.survey_code
    ]
    return Bullets(lines)


def _counted(writer: Writer, table: str, rows: Sequence[Row], **where: bool) -> Run:
    kept = [row for row in rows if all(row[column] == value for column, value in where.items())]
    return writer.figures.rows(table, kept, survey_code=writer.source.survey_code, **where)


def _section(writer: Writer, row: Row) -> str:
    section = row["report_section"]
    return writer.wording.known(f"annex.sections.{section}") or section


def _what(writer: Writer, row: Row) -> str:
    names = [row[writer.language.column(name)] for name in ("key_name", "second_key_name")]
    measure = writer.wording.known(f"annex.measures.{row['measure']}") or writer.text(f"columns.{row['measure']}")
    return " · ".join([measure, *(writer.language.typeset(name) for name in names if name)])


def _discrepancy(writer: Writer, row: Row) -> Runs:
    text = writer.language.typeset(row[writer.language.column("description")])
    return writer.wording.runs("annex.discrepancy", section=_section(writer, row), text=text)


def _table(writer: Writer, caption: str, columns: list[str], kinds: list[ColumnKind], body: list[list[Runs]]) -> Block:
    return finished(writer, writer.text(caption), [writer.text(f"columns.{name}") for name in columns], kinds, body)
