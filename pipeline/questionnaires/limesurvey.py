"""The questionnaire as LimeSurvey's tab-separated survey structure, which its survey import reads.

The format is that of LimeSurvey's own export: a row per setting (S), text of the survey (SL), group (G), question (Q),
sub-question (SQ) and answer (A), in each language, with the same identifier in all of them.
"""

import csv
import html
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.codebook.codes import Code, Codebook, Question, tool_codes
from pipeline.questionnaires.form import (
    ASKED_OF,
    RESPONDENT_KIND,
    Layout,
    explained,
    is_mandatory,
    layout_of,
    listed_answers,
    read_texts,
    respondent_questions,
)

LONGEST_QUESTION_CODE = 20
LONGEST_ANSWER_CODE = 5
_COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default", "alphasort", "answer_order", "max_answers",
)  # fmt: skip
_ARRAY, _CHECKBOXES, _RADIO_BUTTONS, _DROPDOWN, _LONG_TEXT = "F", "M", "L", "!", "T"
_TYPES = {
    Layout.ROWS: _ARRAY,
    Layout.CHOICES: _CHECKBOXES,
    Layout.LIST: _RADIO_BUTTONS,
    Layout.TEXT: _LONG_TEXT,
}
# More answers than this are a dropdown.
_MOST_RADIO_BUTTONS = 12
# A page per group; times of sending are kept, addresses and timings are not; answers can be saved and resumed.
_SETTINGS = {
    "format": "G",
    "anonymized": "N",
    "datestamp": "Y",
    "savetimings": "N",
    "ipaddr": "N",
    "refurl": "N",
    "allowsave": "Y",
    "allowprev": "Y",
    "alloweditaftercompletion": "N",
    "showwelcome": "Y",
    "showprogress": "Y",
    "publicstatistics": "N",
}
_Row = dict[str, object]


def limesurvey_questionnaire(codebook: Codebook, languages: Sequence[str]) -> bytes:
    """The questionnaire of a survey in some languages, the base language first, as bytes of a .txt file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(codebook, languages))
    return text.getvalue().encode("utf-8-sig")


def _rows(codebook: Codebook, languages: Sequence[str]) -> Iterator[_Row]:
    base, *additional = languages
    settings = {"language": base, "additional_languages": " ".join(additional), **_SETTINGS}
    for name, value in settings.items():
        yield {"class": "S", "name": name, "text": value}
    texts = read_texts()
    for language in languages:
        for name, text in _survey_texts(codebook, texts, language).items():
            yield {"class": "SL", "name": name, "text": text, "language": language}
    for language in languages:
        yield from _Structure(codebook, base, language).rows(texts)


def _survey_texts(codebook: Codebook, texts: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    title = codebook.survey[f"name_{language}"]
    welcome = (texts["welcome"][language].format(survey=title), texts["confidentiality"][language])
    return {
        "surveyls_language": language,
        "surveyls_title": title,
        "surveyls_welcometext": "".join(f"<p>{_html(text)}</p>" for text in welcome),
        "surveyls_endtext": f"<p>{_html(texts['end'][language])}</p>",
    }


class _Structure:
    """Groups, questions, sub-questions and answers in one language; order and identifiers are those of the base."""

    def __init__(self, codebook: Codebook, base: str, language: str) -> None:
        self._codebook = codebook
        self._base = base
        self._language = language
        self._explained = explained(codebook)
        asked = (*codebook.respondent_questions, *codebook.questions)
        self._codes = tool_codes((question.code for question in asked), LONGEST_QUESTION_CODE)
        # Questions and sub-questions share their numbers.
        parts = [(question.code, part) for question in asked for part in ("", *(item.code for item in question.items))]
        self._numbers = {part: number for number, part in enumerate(parts, 1)}

    def rows(self, texts: Mapping[str, Mapping[str, str]]) -> Iterator[_Row]:
        groups: list[tuple[str, Iterable[Question]]] = [
            (texts["respondent"][self._language], respondent_questions(self._codebook)),
            *((question.names[self._language], (question,)) for question in self._codebook.questions),
        ]
        for number, (name, questions) in enumerate(groups, 1):
            yield self._row("G", number, name, type_or_scale=number, relevance="1")
            for question in questions:
                yield from self._question(question, texts)

    def _question(self, question: Question, texts: Mapping[str, Mapping[str, str]]) -> Iterator[_Row]:
        layout = layout_of(question)
        is_dropdown = layout is Layout.LIST and len(question.answers) > _MOST_RADIO_BUTTONS
        row = self._row(
            "Q",
            self._numbers[question.code, ""],
            self._codes[question.code],
            type_or_scale=_DROPDOWN if is_dropdown else _TYPES[layout],
            relevance=self._relevance(question),
            text=_html(question.wordings[self._language]),
        )
        row |= {
            "help": self._help(question, texts["explanation"][self._language]),
            "mandatory": "Y" if is_mandatory(question) else "N",
            "other": "N",
        }
        if self._language == self._base:
            # What a question is like is told once. Older versions sort by name with the first, newer with the second.
            row |= {"alphasort": "1", "answer_order": "alphabetical"} if is_dropdown else {}
            row |= {"max_answers": question.maximum_choices or ""}
        yield row
        items = tool_codes((item.code for item in question.items), LONGEST_QUESTION_CODE)
        for item in question.items:
            yield self._row(
                "SQ",
                self._numbers[question.code, item.code],
                items[item.code],
                relevance="1",
                text=_html(item.names[self._language]),
            )
        if layout in (Layout.LIST, Layout.ROWS):
            yield from self._answers(question)

    def _answers(self, question: Question) -> Iterator[_Row]:
        codes = tool_codes((answer.code for answer in question.answers), LONGEST_ANSWER_CODE)
        for answer in listed_answers(question, self._base):
            yield self._row(
                "A",
                self._numbers[question.code, ""],
                codes[answer.code],
                type_or_scale=0,
                text=_html(answer.names[self._language]),
            )

    def _relevance(self, question: Question) -> str:
        if question.code not in ASKED_OF:
            return "1"
        kinds = self._codebook.question(RESPONDENT_KIND).answers
        answer = tool_codes((kind.code for kind in kinds), LONGEST_ANSWER_CODE)[ASKED_OF[question.code]]
        return f'{self._codes[RESPONDENT_KIND]}.NAOK == "{answer}"'

    def _help(self, question: Question, explanation: str) -> str:
        codes = self._explained.get(question.code, ())
        lines = "".join(f"<li>{self._explanation(code, explanation)}</li>" for code in codes)
        return f"<ul>{lines}</ul>" if lines else ""

    def _explanation(self, code: Code, explanation: str) -> str:
        name, definition = _html(code.names[self._language]), _html(code.definitions[self._language])
        return explanation.format(name=f"<strong>{name}</strong>", definition=definition)

    def _row(
        self, kind: str, number: int, name: str, *, type_or_scale: object = "", relevance: str = "", text: str = ""
    ) -> _Row:
        return {
            "id": number,
            "class": kind,
            "type/scale": type_or_scale,
            "name": name,
            "relevance": relevance,
            "text": text,
            "language": self._language,
        }


def _html(text: str) -> str:
    return html.escape(text, quote=False)
