"""What a questionnaire is, whatever the tool: how each question is asked, of whom, and with which explanations."""

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from pipeline.codebook.codes import Code, Codebook, Question
from pipeline.yaml_files import read_yaml

_TEXTS = Path(__file__).with_name("texts.yml")
RESPONDENT_KIND = "respondent_kind"
MEMBER = "member_code"
# Which respondents a question about the respondent is asked of; the region of a Member stands in the codebook.
ASKED_OF = {MEMBER: "member", "agency_type_code": "partner_agency", "region_code": "partner_agency"}
# Without these an answer has no respondent, and cannot land.
_REQUIRED = (RESPONDENT_KIND, MEMBER, "agency_type_code")


class Layout(StrEnum):
    """LIST: one answer out of a few. ROWS: one for each item. CHOICES: any number of items. TEXT: free text."""

    LIST = "list"
    ROWS = "rows"
    CHOICES = "choices"
    TEXT = "text"


def layout_of(question: Question) -> Layout:
    """How a question is asked.

    Items that can be denied are rows with the answers beside them: in a list of boxes a no looks like a blank.
    """
    if question.type == "text":
        return Layout.TEXT
    if not question.items:
        return Layout.LIST
    return Layout.ROWS if len(question.answers) > 1 else Layout.CHOICES


def is_mandatory(question: Question) -> bool:
    """Whether a respondent cannot go on without an answer."""
    return question.is_required or question.code in _REQUIRED


def respondent_questions(codebook: Codebook) -> Iterable[Question]:
    """The questions about the respondent, those first on which others hang."""
    order = (RESPONDENT_KIND, *ASKED_OF)
    return sorted(codebook.respondent_questions, key=lambda question: order.index(question.code))


def listed_answers(question: Question, language: str) -> tuple[Code, ...]:
    """The answers in the order in which they are shown: Members by name, all others in their own order."""
    if question.code != MEMBER:
        return question.answers
    return tuple(sorted(question.answers, key=lambda answer: _without_accents(answer.names[language])))


def explained(codebook: Codebook) -> dict[str, tuple[Code, ...]]:
    """By question, the codes whose definition a respondent needs there: levels, and items at their first mention."""
    of_question: dict[str, tuple[Code, ...]] = {}
    seen: set[str] = set()
    for question in codebook.questions:
        codes = question.items or (question.answers if question.type == "scale" else ())
        of_question[question.code] = tuple(code for code in codes if code.code not in seen)
        seen |= {code.code for code in codes}
    return of_question


def read_texts() -> Mapping[str, Mapping[str, str]]:
    """What a questionnaire says beside the codebook: the text by language, by what it is for."""
    texts: Mapping[str, Mapping[str, str]] = read_yaml(_TEXTS)
    return texts


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold()) if letter.isalnum())
