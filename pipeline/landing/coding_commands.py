"""The command that codes free-text needs. What it needs is imported when it runs, so that help is quick."""

from pathlib import Path

import click

from pipeline.command import FOLDER, in_project
from pipeline.errors import InputError
from pipeline.project import Project


@click.command("code-needs")
@click.option("--survey", "survey_code", default=None, metavar="CODE", help="One round only.  [default: all]")
@click.option(
    "--raw", "raw_folder", type=FOLDER, default=None, metavar="DIR", help="The raw folder.  [default: data/raw]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option(
    "--export",
    "export_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the uncoded texts to a CSV with an empty need_code.",
)
@click.option(
    "--import",
    "import_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the codes of such a CSV, all of them or none.",
)
@click.option("--text", default=None, help="One text to code, exactly as it was written; with --need.")
@click.option("--need", "need_code", default=None, metavar="CODE", help="The need that --text is.")
@in_project
def code_needs(
    project: Project,
    survey_code: str | None,
    raw_folder: Path | None,
    as_json: bool,
    export_path: Path | None,
    import_path: Path | None,
    text: str | None,
    need_code: str | None,
) -> None:
    """List the needs that respondents wrote in free text and that have no code yet, or give them one.

    Codes are kept in raw_need_codings.csv of the raw folder; the next build counts them.
    """
    from pipeline.landing import coding_report

    folder = raw_folder or project.landed_raw
    deeds = [as_json, export_path is not None, import_path is not None, text is not None or need_code is not None]
    if sum(deeds) > 1:
        raise InputError("code-needs: expected one of --json, --export, --import, or --text with --need; leave one")
    if export_path:
        coding_report.export(project, folder, survey_code, export_path)
    elif import_path:
        coding_report.import_codes(project, folder, survey_code, import_path)
    elif text is not None and need_code is not None:
        coding_report.code_one(project, folder, survey_code, text, need_code)
    elif deeds[3]:
        raise InputError(f"code-needs: found no {'--text' if text is None else '--need'}, expected both; add it")
    else:
        coding_report.print_uncoded(project, folder, survey_code, as_json=as_json)
