"""The variables of a round's answers: names that SPSS and Stata take, labels in both languages, codes as numbers."""

from dataclasses import dataclass, field
from typing import Literal

import duckdb

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")

# What Stata allows of a name; SPSS allows more.
_LONGEST_NAME = 32
# Variables that are no question: column of core.fct_submissions, labels, and the code list where it has one.
_OF_SUBMISSIONS = (
    ("submission_id", "Submission", "Soumission", ""),
    ("respondent_kind", "Kind of respondent", "Type de répondant", "respondent_kinds"),
    ("region_code", "Region", "Région", "regions"),
    ("agency_type_code", "Type of partner agency", "Type d'organisme partenaire", "agency_types"),
    ("submitted_on", "Day of the submission (UTC)", "Jour de la soumission (UTC)", ""),
)


@dataclass(frozen=True)
class Code:
    """A code as a number, from 1, with its names."""

    number: int
    code: str
    en: str
    fr: str


@dataclass(frozen=True)
class Variable:
    """A variable. expression: its SQL, in one row per submission. codes: none for a text or a date."""

    name: str
    en: str
    fr: str
    expression: str
    question_code: str = ""
    item_code: str = ""
    codes: list[Code] = field(default_factory=list)

    def label(self, language: Language) -> str:
        """What it is called in a language."""
        return self.en if language == "en" else self.fr

    def value_labels(self, language: Language) -> dict[int | float, str]:
        """What its numbers mean in a language."""
        return {code.number: code.en if language == "en" else code.fr for code in self.codes}


def variables_of(warehouse: duckdb.DuckDBPyConnection, survey_code: str) -> list[Variable]:
    """The variables of a round: of the submission, then one per question and item, in the order of the round."""
    variables = [_of_submission(warehouse, *known) for known in _OF_SUBMISSIONS]
    rows = warehouse.execute(
        """
        select items.question_code, items.item_code, items.answer_scale_code, questions.position,
            questions.name_en || coalesce(': ' || codes.name_en, ''),
            questions.name_fr || coalesce(' : ' || codes.name_fr, '')
        from core.dim_survey_items as items
        inner join codebook.questions as questions using (question_code)
        left join marts.codes as codes on questions.item_list = codes.code_list and items.item_code = codes.code
        where items.survey_code = ?
        order by items.position
        """,
        [survey_code],
    ).fetchall()
    taken = {variable.name for variable in variables}
    for question_code, item_code, scale, position, name_en, name_fr in rows:
        name = _name(f"q{position:02}{'_' if item_code else ''}{item_code}", taken)
        taken.add(name)
        codes = _codes(warehouse, scale) if scale else []
        where = f"question_code = {_text(question_code)} and item_code = {_text(item_code)}"
        # Not as a filter of max: what is not of this question would be looked up all the same.
        answer = _numbered("answer_code", codes) if codes else "answer_code"
        expression = f"max(case when {where} then {answer} end)"
        variables.append(Variable(name, name_en, name_fr, expression, question_code, item_code, codes))
    return variables


def _of_submission(
    warehouse: duckdb.DuckDBPyConnection, column: str, name_en: str, name_fr: str, code_list: str
) -> Variable:
    codes = _codes(warehouse, code_list) if code_list else []
    expression = f"any_value({_numbered(f'submissions.{column}', codes) if codes else f'submissions.{column}'})"
    return Variable(column.removesuffix("_code"), name_en, name_fr, expression, codes=codes)


def _codes(warehouse: duckdb.DuckDBPyConnection, code_list: str) -> list[Code]:
    rows = warehouse.execute(
        "select position, code, name_en, name_fr from marts.codes where code_list = ? order by position", [code_list]
    ).fetchall()
    return [Code(*row) for row in rows]


def _numbered(column: str, codes: list[Code]) -> str:
    """A code as its number; an error where there is no such code."""
    cases = " ".join(f"when {_text(code.code)} then {code.number}" for code in codes)
    unknown = f"error('found ' || {column} || ', expected one of {', '.join(code.code for code in codes)}')"
    return f"cast(case {column} {cases} else case when {column} is not null then {unknown} end end as smallint)"


def _name(name: str, taken: set[str]) -> str:
    """The name as SPSS and Stata take it, and no other variable has it."""
    name = name.replace("-", "_")
    short, number = name[:_LONGEST_NAME], 1
    while short in taken:
        number += 1
        short = f"{name[: _LONGEST_NAME - 4]}_{number}"
    return short


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
