"""Writes the questionnaire of a registered survey to a file, for one tool."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.codebook.codes import LANGUAGES, Codebook
from pipeline.codebook.reading import read_codebook
from pipeline.errors import InputError
from pipeline.files import written_whole
from pipeline.project import Project
from pipeline.questionnaires.limesurvey import limesurvey_questionnaire
from pipeline.questionnaires.xlsform import xlsform_questionnaire


class QuestionnaireTool(StrEnum):
    """Which kind of file is written. XLSForm is what KoboToolbox and ODK read."""

    LIMESURVEY = "limesurvey"
    XLSFORM = "xlsform"


@dataclass(frozen=True)
class _Format:
    """ending: the one by which the tool knows such a file."""

    ending: str
    write: Callable[[Codebook, Sequence[str]], bytes]


_FORMATS = {
    QuestionnaireTool.LIMESURVEY: _Format(".txt", limesurvey_questionnaire),
    QuestionnaireTool.XLSFORM: _Format(".xlsx", xlsform_questionnaire),
}


def parse_languages(text: str) -> tuple[str, ...]:
    """The languages of a text such as `en,fr`, the base language first.

    Raises InputError for a language that the codebook does not have, one that is named twice, or none.
    """
    languages = tuple(part.strip() for part in text.split(","))
    if not set(languages) <= set(LANGUAGES) or len(set(languages)) < len(languages):
        raise InputError(
            f"--lang: found '{text}', expected one or both of {', '.join(LANGUAGES)}, each once and joined by a comma, "
            f"such as {','.join(LANGUAGES)}; the first is the base language"
        )
    return languages


def write_questionnaire(
    project: Project, survey_code: str, tool: QuestionnaireTool, languages: Sequence[str], path: Path
) -> Codebook:
    """Write the questionnaire of a survey; a file that is there is replaced whole. Returns what it was made from.

    The same codebook gives the same bytes. Raises InputError where the survey is not registered or the file cannot be
    one of the tool.
    """
    _check_path(project, tool, path)
    codebook = read_codebook(project, survey_code)
    content = _FORMATS[tool].write(codebook, languages)
    with written_whole(path) as temporary:
        temporary.write_bytes(content)
    return codebook


def _check_path(project: Project, tool: QuestionnaireTool, path: Path) -> None:
    ending = _FORMATS[tool].ending
    if path.suffix.lower() != ending:
        raise InputError(
            f"-o: found '{path.name}', expected a name that ends in {ending}, as a file for {tool} does; rename it"
        )
    if not path.parent.is_dir():
        raise InputError(
            f"-o: found no folder {project.show(path.parent)}, expected one to write {path.name} into; create it first"
        )
    if path.is_dir():
        raise InputError(f"-o: found the folder {project.show(path)}, expected a file; choose another name")
