"""The questionnaire command as a user sees it: what was written, and what to do with it."""

import click

from pipeline.codebook.codes import Codebook
from pipeline.questionnaires.writing import QuestionnaireTool

_NEXT = {
    QuestionnaireTool.LIMESURVEY: "In LimeSurvey: Create survey, Import, and choose the file",
    QuestionnaireTool.XLSFORM: "In KoboToolbox: New, Upload an XLSForm, and choose the file",
}


def print_written(codebook: Codebook, tool: QuestionnaireTool, languages: tuple[str, ...], shown_as: str) -> None:
    """Print what is in the questionnaire and where it goes."""
    click.echo(
        f"{shown_as}: the questionnaire of {codebook.survey_code} for {tool} in {' and '.join(languages)}, "
        f"{len(codebook.respondent_questions)} questions on the respondent and {len(codebook.questions)} of the survey"
    )
    click.echo(f"{_NEXT[tool]}. docs/landing.md says how to export the answers, so that they land with no mapping.")
