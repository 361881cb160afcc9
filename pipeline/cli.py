"""The smart-customs command. What a command needs is imported when it runs, so that help is quick."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.command import FOLDER as _FOLDER
from pipeline.command import in_project as _in_project
from pipeline.errors import InputError
from pipeline.exports.export import Tool
from pipeline.landing.coding_commands import code_needs
from pipeline.landing.commands import land, mapping
from pipeline.open_data.commands import export
from pipeline.project import Project
from pipeline.questionnaires.commands import questionnaire
from pipeline.report.commands import report
from pipeline.revisions.commands import diff

if TYPE_CHECKING:
    from pipeline.building.engines import Engine
    from pipeline.releases.revision import ReasonCode


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="smart-customs-warehouse", prog_name="smart-customs")
def main() -> None:
    """The warehouse behind the WCO Smart Customs survey: raw answers in, audited marts out.

    Works on the project in the current folder or the nearest one above it. Exit codes: 0 done; 1 the data failed a
    test or the audit, their release would give answers away, or releases differ; 2 wrong use, or input that cannot be
    loaded at all.
    """


@main.command()
@click.option(
    "--raw",
    "raw_folders",
    type=_FOLDER,
    multiple=True,
    metavar="DIR",
    help="One more folder of raw answers, CSV or Parquet, after seeds/raw and data/raw; a pattern such as "
    "'rounds/*' stands for several; may be repeated. A survey in a later folder replaces it in an earlier one.",
)
@click.option("--no-release", is_flag=True, help="Build, test and audit, but release nothing.")
@click.option(
    "--drop-survey",
    "dropped_surveys",
    multiple=True,
    metavar="CODE",
    help="A survey of the current release that may be missing from this one, or have fewer submissions or another "
    "origin; may be repeated.",
)
@click.option(
    "--hold",
    "held_surveys",
    multiple=True,
    metavar="CODE",
    help="A survey to release as it is in the current release, or not at all where it is not in it; may be repeated.",
)
@click.option(
    "--accept-disclosure",
    "accepted_surveys",
    multiple=True,
    metavar="CODE",
    help="A collected survey to release although that gives answers of few respondents away; may be repeated.",
)
@click.option(
    "--accepted-because",
    default="",
    metavar="TEXT",
    help="Why --accept-disclosure is accepted. It is written into the release.",
)
@click.option(
    "--reason",
    "reason_code",
    type=click.Choice(["routine", "correction", "method"]),
    default="routine",
    show_default=True,
    help="Why there is another release: docs/revisions.md says which is which.",
)
@click.option(
    "--note",
    "reason_note",
    default="",
    metavar="TEXT",
    help="What readers are told of that, in one line; a correction or a change of method needs it.",
)
@click.option(
    "--keep",
    "kept_releases",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    envvar="SMART_CUSTOMS_KEEP_RELEASES",
    show_envvar=True,
    metavar="N",
    help="How many of the newest releases stay; the current one and one that is being read always do.",
)
@click.option(
    "--memory-limit",
    default="4GB",
    show_default=True,
    envvar="SMART_CUSTOMS_MEMORY_LIMIT",
    show_envvar=True,
    metavar="SIZE",
    help="How much memory DuckDB may use, such as 6GB; what does not fit goes to disk.",
)
@click.option(
    "--temp-directory",
    type=_FOLDER,
    default=None,
    envvar="SMART_CUSTOMS_TEMP_DIRECTORY",
    show_envvar=True,
    metavar="DIR",
    help="Where that goes, and is removed after.  [default: target/spill]",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What builds and tests the marts; they are audited and released as before. Spark needs Java 17 and the "
    "dependency group `spark`: docs/spark.md.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@_in_project
def build(
    project: Project,
    raw_folders: Sequence[Path],
    no_release: bool,
    dropped_surveys: Sequence[str],
    held_surveys: Sequence[str],
    accepted_surveys: Sequence[str],
    accepted_because: str,
    reason_code: "ReasonCode",
    reason_note: str,
    kept_releases: int,
    memory_limit: str,
    temp_directory: Path | None,
    engine: "Engine",
    as_json: bool,
) -> int:
    """Build the warehouse from raw answers, test and audit it, and release it if everything passed.

    Nothing changes for readers unless it is released. The warehouse that was built, released or not, is
    target/warehouse.duckdb.
    """
    from pipeline.building.report import build_and_report
    from pipeline.disclosure.decisions import Decisions
    from pipeline.memory import Memory
    from pipeline.releases.revision import Revision

    return build_and_report(
        project,
        raw_folders,
        memory=Memory(memory_limit, temp_directory),
        release=not no_release,
        dropped_surveys=dropped_surveys,
        decisions=Decisions(held_surveys, accepted_surveys, accepted_because),
        revision=Revision(reason_code, reason_note.strip()),
        kept_releases=kept_releases,
        engine=engine,
        as_json=as_json,
    )


@main.command()
@click.option("--survey", "survey_code", default="SCS2024", show_default=True, help="The survey round to answer.")
@click.option("--seed", type=int, default=None, help="Seed of the random numbers; the same seed, the same bytes.")
@click.option(
    "--output", type=_FOLDER, default=None, metavar="DIR", help="Where to write the raw files.  [default: seeds/raw]"
)
@_in_project
def synthesise(project: Project, survey_code: str, seed: int | None, output: Path | None) -> None:
    """Write synthetic raw answers that reproduce what the report printed.

    The WCO published no individual answers: these are attached to no real administration, and say that they are
    synthetic.
    """
    from pipeline.synthesis.calibration import DEFAULT_SEED
    from pipeline.synthesis.rounds import synthesise as write_round

    seed = DEFAULT_SEED if seed is None else seed
    written = write_round(project, output or project.shipped_raw, survey_code, seed)
    click.echo(
        f"{survey_code}, seed {seed}: {written.member_count} Members, {written.partner_agency_count} partner agencies, "
        f"{written.answer_count} answers, all synthetic"
    )
    for path in written.paths:
        click.echo(f"  {project.show(path)}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@_in_project
def releases(project: Project, as_json: bool) -> None:
    """List the releases, newest first, and say which one is current and which are damaged."""
    from pipeline.releases.listing import print_releases

    print_releases(project, as_json)


@main.command()
@click.argument("release_id", metavar="ID")
@_in_project
def rollback(project: Project, release_id: str) -> None:
    """Make another release the current one; ID as `smart-customs releases` lists it."""
    from pipeline.releases.store import ReleaseStore

    store = ReleaseStore(project.releases)
    release = store.get(release_id)
    store.make_current(release)
    click.echo(f"{release.release_id} is the current release now ({project.show(store.folder / release.file)})")


# A query may begin with a comment, which looks like an option.
@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", required=False)
@click.option(
    "--file",
    "query_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the query from a file, such as one of analyses/.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long the query may take.",
)
@_in_project
def sql(project: Project, query: str | None, query_file: Path | None, output_format: str, time_limit: float) -> None:
    """Query the current release, read-only. A table shows the first 10,000 rows, csv and json all of them.

    \b
    For example:
      smart-customs sql "select region_code, participation_rate from marts.participation_by_region"
      smart-customs sql --file analyses/regions_by_maturity.sql
    """
    from pipeline.releases.query import print_query, read_query

    if (query is None) == (query_file is None):
        raise InputError("query: expected either a query or --file, such as --file analyses/regions_by_maturity.sql")
    print_query(project, read_query(query_file) if query_file else query or "", output_format, time_limit)


@main.command()
@click.option("--open/--no-open", "open_in_browser", default=False, help="Open the pages in a browser.")
@_in_project
def docs(project: Project, open_in_browser: bool) -> int:
    """Write the documentation as a local website: dbt docs and the audit's Data Docs, in target/docs."""
    from pipeline.documentation.website import write_docs

    return write_docs(project, open_in_browser)


@main.command()
@click.argument("export_file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--tool",
    type=click.Choice([tool.value for tool in Tool]),
    default=None,
    help="The tool that wrote the file.  [default: found from the file]",
)
@click.option("--encoding", default="", metavar="NAME", help="Of a text file.  [default: found from the file]")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@_in_project
def inspect(project: Project, export_file: Path, tool: str | None, encoding: str, as_json: bool) -> None:
    """Say what the export FILE of a survey tool is and holds, before it is landed.

    Prints the tool that wrote it, encoding, delimiter, header rows, how many responses are complete, partial and empty,
    languages, and the questions with their type and options as found. Nothing that may name a person is shown.
    """
    from pipeline.inspection.report import inspect_and_report

    inspect_and_report(project, export_file, Tool(tool) if tool else None, encoding, as_json)


@main.group()
def survey() -> None:
    """Register rounds of the survey in the codebook, and list them."""


@survey.command("add")
@click.argument("survey_code", metavar="CODE")
@click.option("--opened", "opened_on", required=True, metavar="DATE", help="First day of the round, as 2026-04-17.")
@click.option("--deadline", "deadline_on", required=True, metavar="DATE", help="Deadline announced at the opening.")
@click.option(
    "--extended", "extended_deadline_on", default="", metavar="DATE", help="Deadline after it was moved, if it was."
)
@click.option("--closed", "closed_on", required=True, metavar="DATE", help="Last day on which answers are accepted.")
@click.option("--like", required=True, metavar="CODE", help="The round whose items and flagship rules are copied.")
@click.option("--name-en", default=None, metavar="TEXT", help="English name.  [default: as --like, of this year]")
@click.option("--name-fr", default=None, metavar="TEXT", help="French name.  [default: as --like, of this year]")
@_in_project
def add_survey(
    project: Project,
    survey_code: str,
    opened_on: str,
    deadline_on: str,
    extended_deadline_on: str,
    closed_on: str,
    like: str,
    name_en: str | None,
    name_fr: str | None,
) -> None:
    """Register the round CODE, which asks what the round --like asked until its rows are changed.

    Writes surveys, survey_items and flagship_rules in seeds/codebook, all of them or none.
    """
    from pipeline.surveys.adding import SurveyDates, add_survey
    from pipeline.surveys.report import print_added
    from pipeline.terminal import progress

    dates = SurveyDates(opened_on, deadline_on, extended_deadline_on, closed_on)
    added = add_survey(
        project,
        survey_code,
        dates,
        like=like,
        name_en=name_en,
        name_fr=name_fr,
        tell=progress().print,
    )
    print_added(project, added, like)


@survey.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@_in_project
def list_surveys(project: Project, as_json: bool) -> None:
    """List the rounds that are registered, the first opened first."""
    from pipeline.surveys.report import print_surveys

    print_surveys(project, as_json)


@main.command()
@click.option(
    "--raw",
    "raw_folders",
    type=_FOLDER,
    multiple=True,
    metavar="DIR",
    help="One more folder of raw answers, as for a build; may be repeated.",
)
@_in_project
def parity(project: Project, raw_folders: Sequence[Path]) -> int:
    """Build on DuckDB and on Spark, run the data tests on both, and compare every mart row by row.

    Needs Java and the dependency group `spark`, which `make parity` sets up in an environment of its own. Exit codes:
    0 both agree; 1 they differ, or a test fails on one; 2 it cannot be run. Releases and target/warehouse.duckdb stay
    as they are.
    """
    from pipeline.parity.report import compare_and_report

    return compare_and_report(project, raw_folders)


main.add_command(land)
main.add_command(mapping)
main.add_command(code_needs)
main.add_command(questionnaire)
main.add_command(diff)
main.add_command(export)
main.add_command(report)
