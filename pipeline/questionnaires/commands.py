"""The command that writes a questionnaire. What it needs is imported when it runs, so that help is quick."""

from pathlib import Path

import click

from pipeline.command import in_project
from pipeline.project import Project


@click.command()
@click.option("--survey", "survey_code", required=True, metavar="CODE", help="The round to ask, as registered.")
@click.option(
    "--tool",
    type=click.Choice(["limesurvey", "xlsform"]),
    required=True,
    help="Which tool it is for; XLSForm is what KoboToolbox and ODK read.",
)
@click.option(
    "--lang",
    "languages",
    default="en,fr",
    show_default=True,
    metavar="LANGUAGES",
    help="Its languages, the base language first.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to write it: .txt for LimeSurvey, .xlsx for an XLSForm.",
)
@in_project
def questionnaire(project: Project, survey_code: str, tool: str, languages: str, output: Path) -> None:
    """Write the questionnaire of a round for a survey tool, so that its export lands with no mapping."""
    from pipeline.questionnaires.report import print_written
    from pipeline.questionnaires.writing import QuestionnaireTool, parse_languages, write_questionnaire

    parsed = parse_languages(languages)
    codebook = write_questionnaire(project, survey_code, QuestionnaireTool(tool), parsed, output)
    print_written(codebook, QuestionnaireTool(tool), parsed, project.show(output))
