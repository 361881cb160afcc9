"""The questionnaire as an XLSForm workbook, which KoboToolbox, ODK and other tools read.

A question with rows is a group of its code, with a question `<question>__<item>` for each item: names must be unique in
a form. Every other name is a code of the codebook.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter

from pipeline.codebook.codes import Codebook, Question
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

ITEM_SEPARATOR = "__"
# More answers than this are a dropdown that can be searched.
_MOST_RADIO_BUTTONS = 12
_Row = dict[str, str]


def xlsform_questionnaire(codebook: Codebook, languages: Sequence[str]) -> bytes:
    """The questionnaire of a survey in some languages, the default language first, as bytes of an .xlsx file."""
    form = _Form(codebook, languages)
    sheets = {
        "survey": (
            ["type", "name", *form.columns("label"), *form.columns("hint"), "required", "relevant", "appearance",
             "constraint", *form.columns("constraint_message")],
            form.survey(),
        ),
        "choices": (["list_name", "name", *form.columns("label")], form.choices()),
        "settings": (["form_title", "form_id", "version", "default_language", "style"], form.settings()),
    }  # fmt: skip
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # The same questionnaire gives the same bytes, so nothing in the file is of today.
    workbook.set_properties({"created": datetime.fromisoformat(codebook.survey["opened_on"])})
    for name, (columns, rows) in sheets.items():
        sheet = workbook.add_worksheet(name)
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, 1):
            for position, column in enumerate(columns):
                sheet.write_string(number, position, row.get(column, ""))
    workbook.close()
    return content.getvalue()


class _Form:
    """The rows of the three sheets."""

    def __init__(self, codebook: Codebook, languages: Sequence[str]) -> None:
        self._codebook = codebook
        self._languages = languages
        self._texts = read_texts()
        self._explained = explained(codebook)
        self._asked = (*respondent_questions(codebook), *codebook.questions)

    def columns(self, kind: str) -> list[str]:
        return [self._column(kind, language) for language in self._languages]

    def settings(self) -> Iterator[_Row]:
        base = self._languages[0]
        yield {
            "form_title": self._codebook.survey[f"name_{base}"],
            "form_id": self._codebook.survey_code,
            "version": self._codebook.survey["opened_on"],
            "default_language": self._language_name(base),
            "style": "pages",
        }

    def choices(self) -> Iterator[_Row]:
        for question in self._asked:
            codes = question.items if layout_of(question) is Layout.CHOICES else ()
            for code in codes or listed_answers(question, self._languages[0]):
                yield {"list_name": question.code, "name": code.code, **self._translated("label", code.names)}

    def survey(self) -> Iterator[_Row]:
        welcome = {
            language: "\n\n".join(
                (
                    self._texts["welcome"][language].format(survey=self._codebook.survey[f"name_{language}"]),
                    self._texts["confidentiality"][language],
                )
            )
            for language in self._languages
        }
        yield {"type": "note", "name": "welcome", **self._translated("label", welcome)}
        for question in self._asked:
            if layout_of(question) is Layout.ROWS:
                yield from self._rows(question)
            else:
                yield self._question(question)
        yield {"type": "note", "name": "last_page", **self._translated("label", self._texts["last_page"])}

    def _question(self, question: Question) -> _Row:
        layout = layout_of(question)
        kinds = {
            Layout.LIST: f"select_one {question.code}",
            Layout.CHOICES: f"select_multiple {question.code}",
            Layout.TEXT: "text",
        }
        row = {
            "type": kinds[layout],
            "name": question.code,
            **self._translated("label", question.wordings),
            **self._translated("hint", self._hints(question)),
            "required": "yes" if is_mandatory(question) else "no",
        }
        if question.code in ASKED_OF:
            row["relevant"] = f"${{{RESPONDENT_KIND}}} = '{ASKED_OF[question.code]}'"
        if layout is Layout.LIST and len(question.answers) > _MOST_RADIO_BUTTONS:
            row["appearance"] = "minimal autocomplete"
        if layout is Layout.TEXT:
            row["appearance"] = "multiline"
        if question.maximum_choices:
            maximum = str(question.maximum_choices)
            row["constraint"] = f"count-selected(.) <= {maximum}"
            row |= self._translated("constraint_message", self._filled("too_many_choices", maximum=maximum))
        return row

    def _rows(self, question: Question) -> Iterator[_Row]:
        yield {
            "type": "begin_group",
            "name": question.code,
            **self._translated("label", question.wordings),
            "appearance": "field-list",
        }
        for item in question.items:
            hints = item.definitions if item in self._explained.get(question.code, ()) else {}
            yield {
                "type": f"select_one {question.code}",
                "name": f"{question.code}{ITEM_SEPARATOR}{item.code}",
                **self._translated("label", item.names),
                **self._translated("hint", hints),
                "required": "yes" if is_mandatory(question) else "no",
            }
        yield {"type": "end_group", "name": question.code}

    def _hints(self, question: Question) -> dict[str, str]:
        def line(name: str, definition: str, language: str) -> str:
            return self._texts["explanation"][language].format(name=name, definition=definition)

        codes = self._explained.get(question.code, ())
        return {
            language: "\n".join(line(code.names[language], code.definitions[language], language) for code in codes)
            for language in self._languages
        }

    def _filled(self, text: str, **values: str) -> dict[str, str]:
        return {language: self._texts[text][language].format(**values) for language in self._languages}

    def _translated(self, kind: str, texts: Mapping[str, str]) -> _Row:
        return {self._column(kind, language): texts[language] for language in self._languages if texts.get(language)}

    def _column(self, kind: str, language: str) -> str:
        return f"{kind}::{self._language_name(language)}"

    def _language_name(self, language: str) -> str:
        return f"{self._texts['languages'][language]} ({language})"
