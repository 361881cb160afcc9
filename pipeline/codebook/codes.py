"""What the codebook is made of: a code with its bilingual texts, a question with its items and answers."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

LANGUAGES = ("en", "fr")
QuestionType = Literal["yes_no", "scale", "grid", "multiple", "text"]
# By their code in the codebook.
QUESTION_TYPES: dict[str, QuestionType] = {code: code for code in get_args(QuestionType)}


@dataclass(frozen=True)
class Code:
    """A code and its texts by language (`en`, `fr`); definition and abbreviation are empty where the list has none."""

    code: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A question of a survey.

    items: what is asked about, in the order of the survey; empty for a question that is about nothing in particular.
    answers: the codes that an answer may have, in the order of their scale; empty for free text.
    aliases: what else people write for an answer, with the codes that it may mean, "" for none of them.
    maximum_choices: how many items may be chosen; None where there is no limit.
    is_required: whether an export without it cannot be landed.
    """

    code: str
    type: QuestionType
    names: Mapping[str, str]
    wordings: Mapping[str, str]
    items: tuple[Code, ...]
    answers: tuple[Code, ...]
    maximum_choices: int | None
    is_required: bool
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """A Member of the WCO: its code (ISO 3166-1 alpha-3, XKX for Kosovo), names and region.

    accession_on: ISO 8601; empty where it is unknown.
    """

    code: Code
    region_code: str
    accession_on: str = ""


@dataclass(frozen=True)
class Codebook:
    """What one survey round asks, of whom, and which codes its raw files may have.

    respondent_questions: what a questionnaire asks about the respondent itself, by the column of raw_submissions that
    the answer becomes: respondent_kind, member_code, region_code, agency_type_code.
    survey: its row in surveys.csv.
    """

    survey: Mapping[str, str]
    questions: tuple[Question, ...]
    respondent_questions: tuple[Question, ...]
    members: tuple[Member, ...]
    regions: tuple[Code, ...]
    needs: tuple[Code, ...]

    @property
    def survey_code(self) -> str:
        return self.survey["survey_code"]

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """The questions about the respondent, then those of the survey."""
        return (*self.respondent_questions, *self.questions)

    def question(self, question_code: str) -> Question:
        """The question with a code, of the survey or about the respondent."""
        return next(question for question in self.all_questions if question.code == question_code)


def tool_codes(codes: Iterable[str], longest: int | None = None) -> dict[str, str]:
    """Each code of one list as a survey tool can have it that allows letters and digits only, such as LimeSurvey.

    `ai_ml` becomes `aiml`. longest: how many characters the tool allows; longer ones are cut, and where several of the
    list then look the same, each gets the beginning of its SHA-256 as its last three characters.
    """
    full = {code: re.sub(r"[^a-z0-9]", "", code.casefold()) for code in codes}
    cut = {code: text[:longest] for code, text in full.items()}
    shared = {text for text, count in Counter(cut.values()).items() if count > 1}
    return {
        code: f"{text[: len(text) - 3]}{hashlib.sha256(code.encode()).hexdigest()[:3]}" if text in shared else text
        for code, text in cut.items()
    }
