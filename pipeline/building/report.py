"""A build as a user sees it: progress while it runs, one summary at the end, the same kept as JSON."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.building.engines import Engine
from pipeline.building.findings import Finding
from pipeline.building.run import build
from pipeline.building.summary import Summary
from pipeline.disclosure.decisions import Decisions
from pipeline.errors import shortened
from pipeline.files import write_text
from pipeline.memory import Memory
from pipeline.project import Project
from pipeline.releases.revision import Revision
from pipeline.releases.store import KEPT_RELEASES
from pipeline.terminal import answers, progress

# Lines per check on the terminal; target/summary.json has them all.
_MOST_LINES = 40
_MOST_NAMES = 10


def build_and_report(
    project: Project,
    raw_folders: Sequence[Path] = (),
    *,
    release: bool = True,
    dropped_surveys: Sequence[str] = (),
    decisions: Decisions = Decisions(),
    revision: Revision = Revision(),
    kept_releases: int = KEPT_RELEASES,
    memory: Memory = Memory(),
    as_json: bool = False,
    engine: Engine = "duckdb",
) -> int:
    """Build, print the summary, keep it in target/summary.json, and give the exit code."""
    console = progress()
    with console.status("Starting") as status:
        # On a terminal one line that changes, elsewhere a line per step.
        def tell(step: str) -> None:
            if console.is_terminal:
                status.update(step)
            else:
                console.print(f"{step} ...")

        summary = build(
            project,
            raw_folders,
            release=release,
            dropped_surveys=dropped_surveys,
            decisions=decisions,
            revision=revision,
            kept_releases=kept_releases,
            memory=memory,
            engine=engine,
            tell=tell,
        )
    text = json.dumps(summary.as_json(), indent=2, ensure_ascii=False)
    try:
        write_text(project.target / "summary.json", text + "\n", 0o600)
    except OSError as error:
        # What came of the build stands, and is printed below.
        click.echo(f"Warning: {project.target / 'summary.json'} could not be written: {error.strerror}", err=True)
    if as_json:
        click.echo(text)
    else:
        print_summary(summary, project, answers())
    return summary.exit_code


def print_summary(summary: Summary, project: Project, console: Console) -> None:
    """The summary in words: what failed, what was checked, the totals, and what came of it."""
    if summary.not_read:
        more = f" and {len(summary.not_read) - _MOST_NAMES} more" if len(summary.not_read) > _MOST_NAMES else ""
        click.echo(f"Not read, as they are no raw answers: {', '.join(summary.not_read[:_MOST_NAMES])}{more}")
    _print_findings_of_tests([finding for finding in summary.findings if not finding.report_section])
    # After what is wrong with the seeds, which may say why a model could not be built.
    for error in shortened(summary.errors):
        click.echo(f"Error: {error}")
    if of_audit := [finding for finding in summary.findings if finding.report_section]:
        console.print(_findings_of_audit(of_audit))
    if summary.sections:
        console.print(_sections(summary))
    if summary.status != "stopped":
        click.echo(
            f"{summary.relation_count} seeds and models built; "
            f"{summary.data_tests_passed} of {summary.data_tests_evaluated} data tests passed; "
            f"{summary.expectations_passed} of {summary.expectations_evaluated} expectations passed; "
            f"{sum(summary.seconds.values()):.1f} s"
        )
    for totals in summary.totals:
        percent = "" if totals.participation_percent is None else f", {totals.participation_percent} %"
        click.echo(
            f"{totals.survey_code} ({totals.origin} answers): "
            f"{totals.submission_count} of {totals.member_count} Members{percent}"
        )
    click.echo(_outcome(summary, project))


def _print_findings_of_tests(findings: Sequence[Finding]) -> None:
    """A line per row at fault, by data test; first those of the codebook, from which others may follow."""
    in_order = sorted(findings, key=lambda finding: (not finding.subject.startswith("seeds/codebook/"), finding.check))
    for check, group in groupby(in_order, lambda finding: finding.check):
        of_check = list(group)
        click.echo(f"Failed: {check}")
        for finding in of_check[:_MOST_LINES]:
            click.echo(f"  {finding.line}")
        if len(of_check) > _MOST_LINES:
            click.echo(f"  and {len(of_check) - _MOST_LINES} more, in target/summary.json")


def _findings_of_audit(findings: Sequence[Finding]) -> Table:
    table = Table(title="Not as expected", title_justify="left")
    for heading in ("Severity", "Section", "What", "Expected", "Found"):
        table.add_column(heading, overflow="fold")
    for finding in findings[:_MOST_LINES]:
        cells = (finding.severity, finding.report_section, finding.subject, finding.expected, finding.found)
        table.add_row(*map(Text, cells))  # as text: what was found may look like markup
    if len(findings) > _MOST_LINES:
        table.caption = f"and {len(findings) - _MOST_LINES} more, in target/summary.json"
    return table


def _sections(summary: Summary) -> Table:
    table = Table(title="Audit", title_justify="left")
    table.add_column("Report section")
    for heading in ("Expectations", "Passed", "Failed"):
        table.add_column(heading, justify="right")
    for section in summary.sections:
        failed = section["evaluated"] - section["passed"]
        counts = (str(section["evaluated"]), str(section["passed"]), str(failed))
        table.add_row(section["report_section"], *counts, style="red" if failed else None)
    return table


def _outcome(summary: Summary, project: Project) -> str:
    unchanged = (
        f"the current release is still {summary.current_release_id}"
        if summary.current_release_id
        else "there is no release yet"
    )
    if summary.status == "released" and summary.release:
        return f"Released {summary.release['release_id']}: {summary.release['file']}"
    if summary.status == "passed":
        return f"Passed, and not released as asked; {unchanged}"
    if summary.status == "withheld":
        return f"Passed, not released: it would give answers away; {unchanged}. See docs/disclosure.md"
    if summary.status == "failed":
        return f"Not released: the data failed; {unchanged}. Look into it in {project.show(project.warehouse)}"
    return f"Stopped: the warehouse could not be built; {unchanged}"
