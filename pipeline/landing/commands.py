"""The commands that land an export. What they need is imported when they run, so that help is quick."""

from datetime import datetime
from pathlib import Path

import click

from pipeline.command import FOLDER, in_project
from pipeline.errors import InputError
from pipeline.exports.export import Tool
from pipeline.project import Project

_FILE = click.Path(exists=False, path_type=Path)
_SURVEY = click.option("--survey", "survey_code", required=True, metavar="CODE", help="The round that was answered.")
_TOOL = click.option(
    "--tool",
    type=click.Choice([tool.value for tool in Tool]),
    default=None,
    help="The tool that wrote the file, where it is not to be recognised.",
)


_ENCODING = click.option(
    "--encoding",
    default="",
    metavar="NAME",
    help="Of a text file, such as windows-1256, where it is not to be found out.",
)


@click.command()
@click.argument("file", type=_FILE)
@_SURVEY
@click.option("--mapping", "mapping_file", type=_FILE, default=None, metavar="FILE.yml", help="An edited mapping.")
@_TOOL
@_ENCODING
@click.option(
    "--allow-missing",
    multiple=True,
    metavar="QUESTION",
    help="A question of the survey that the file does not have, as it is meant; may be given several times.",
)
@click.option(
    "--timezone",
    default="UTC",
    show_default=True,
    metavar="ZONE",
    help="Of times that name no time zone, such as Europe/Brussels.",
)
@click.option(
    "--date-order",
    type=click.Choice(["day-first", "month-first"]),
    default=None,
    help="Of dates such as 5/4/2027.  [default: as the dates of the file show]",
)
@click.option(
    "--submitted-on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="DATE",
    help="The day of responses without a time, such as 2027-05-31.",
)
@click.option(
    "--id-prefix",
    default="",
    metavar="TEXT",
    help="Put before each identifier, where two exports of one round count from 1 each.",
)
@click.option(
    "--raw", type=FOLDER, default=None, metavar="DIR", help="The raw folder to write to.  [default: data/raw]"
)
@click.option("--replace", "is_replacing", is_flag=True, help="Put this file in the place of all answers of the round.")
@click.option(
    "--append", "is_appending", is_flag=True, help="Add what is new or newer in this file to the answers of the round."
)
@click.option(
    "--bad-cells",
    type=click.Choice(["reject", "blank"]),
    default="reject",
    show_default=True,
    help="What an answer that cannot be read costs: its response, or itself alone.",
)
@click.option(
    "--unknown",
    "unknown_file",
    type=_FILE,
    default=None,
    metavar="FILE.csv",
    help="Write all texts that nobody knows, with their counts, to a CSV with an empty code.",
)
@click.option(
    "--texts", "texts_file", type=_FILE, default=None, metavar="FILE.csv", help="Take the codes of such a CSV."
)
@click.option("--strict", is_flag=True, help="Land all responses or none: exit with 2 where one is rejected.")
@click.option("--dry-run", is_flag=True, help="Say what would become of the responses, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
@in_project
def land(
    project: Project,
    file: Path,
    survey_code: str,
    mapping_file: Path | None,
    tool: str | None,
    encoding: str,
    allow_missing: tuple[str, ...],
    timezone: str,
    date_order: str | None,
    submitted_on: datetime | None,
    id_prefix: str,
    raw: Path | None,
    is_replacing: bool,
    is_appending: bool,
    bad_cells: str,
    unknown_file: Path | None,
    texts_file: Path | None,
    strict: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Turn FILE, an export of a survey tool, into raw answers that the next build takes up.

    Each response is in exactly one of these, and they add up: landed; partial (not sent off: written, and marked so);
    updated (with --append: in place of what the same response was before);
    empty (nothing answered: not written); duplicate (there already); rejected (set aside in rejects.csv with the
    reason). Names, addresses and comments are dropped. The file itself is kept in originals. Landing it twice changes
    nothing.
    """
    from pipeline.landing.outcome import Mode, Wanted
    from pipeline.landing.report import land_and_report

    if is_replacing and is_appending:
        raise InputError("found both --replace and --append, expected one of them at most; leave one out")
    mode: Mode = "replace" if is_replacing else "append" if is_appending else "new"
    wanted = Wanted(
        survey_code,
        raw or project.landed_raw,
        mapping_file=mapping_file,
        tool=Tool(tool) if tool else None,
        timezone=timezone,
        is_day_first=date_order == "day-first" if date_order else None,
        submitted_on=submitted_on.date() if submitted_on else None,
        id_prefix=id_prefix.strip(),
        mode=mode,
        is_blanking=bad_cells == "blank",
        unknown_file=unknown_file,
        texts_file=texts_file,
        is_strict=strict,
        is_dry_run=dry_run,
        allow_missing=tuple(code.strip() for given in allow_missing for code in given.split(",")),
        encoding=encoding,
    )
    land_and_report(project, file, wanted, as_json=as_json)


@click.command()
@click.argument("file", type=_FILE)
@_SURVEY
@_TOOL
@_ENCODING
@click.option(
    "-o", "--output", type=_FILE, default=None, metavar="FILE.yml", help="Where to write it.  [default: print it]"
)
@in_project
def mapping(
    project: Project, file: Path, survey_code: str, tool: str | None, encoding: str, output: Path | None
) -> None:
    """Draft which column of FILE answers which question, as YAML to look through, edit and give to `land`."""
    from pipeline.landing.report import draft_and_report

    draft_and_report(project, file, survey_code, Tool(tool) if tool else None, encoding, output)
