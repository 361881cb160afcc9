"""Reads the codebook seeds of one survey round."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.codebook.codes import LANGUAGES, QUESTION_TYPES, Code, Codebook, Member, Question
from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.reading import Row, SeedFile, read_seed_file
from pipeline.seeds.schema import read_schema
from pipeline.yaml_files import read_yaml

# Those that the items of a question come from.
_ITEM_LISTS = ("technologies", "performance_dimensions", "needs")
_SEEDS = (
    "surveys",
    "survey_items",
    "questions",
    "answer_options",
    *_ITEM_LISTS,
    "regions",
    "members",
    "member_aliases",
    "agency_types",
    "warehouse_codes",
)
_TEXT_COLUMN = re.compile(r"code$|^(?:alias|name|abbreviation|definition)")
_RESPONDENT_QUESTIONS = Path(__file__).with_name("respondent_questions.yml")
_Rows = dict[str, list[dict[str, str]]]


def read_codebook(project: Project, survey_code: str) -> Codebook:
    """The codebook of a registered survey.

    Raises InputError with one line per fault of a seed, or where the survey is not registered.
    """
    rows = _read_seeds(project)
    survey = next((row for row in rows["surveys"] if row["survey_code"] == survey_code), None)
    if survey is None:
        raise InputError(
            f"survey {survey_code}: found no such survey in seeds/codebook/surveys.csv, expected one of "
            f"{', '.join(row['survey_code'] for row in rows['surveys'])}; register it with `smart-customs survey add "
            f"{survey_code} --opened DATE --deadline DATE --closed DATE --like SCS2024`"
        )
    members = tuple(
        Member(_code(row, "member_code"), row["region_code"], row["accession_on"]) for row in rows["members"]
    )
    regions = _codes(rows, "regions", "region_code")
    return Codebook(
        survey=survey,
        questions=tuple(_questions(rows, survey_code)),
        respondent_questions=tuple(_respondent_questions(rows, members, regions)),
        members=members,
        regions=regions,
        needs=_codes(rows, "needs", "need_code"),
    )


def read_texts(project: Project) -> set[str]:
    """Every code, name, abbreviation, definition and alias of the codebook. Raises InputError as `read_codebook`."""
    rows = (row for of_seed in _read_seeds(project).values() for row in of_seed)
    return {text for row in rows for column, text in row.items() if text and _TEXT_COLUMN.search(column)}


def _read_seeds(project: Project) -> _Rows:
    read = {}
    for name in _SEEDS:
        path = project.seeds / "codebook" / f"{name}.csv"
        read[name] = read_seed_file(path, read_schema(path.with_suffix(".yml")), project.show(path))
    faults = [fault for seed in read.values() for fault in seed.faults] or [*_unknown(project, read)]
    if faults:
        raise InputError(*faults)
    return {name: [row.values for row in seed.rows] for name, seed in read.items()}


def _unknown(project: Project, read: Mapping[str, SeedFile]) -> Iterable[str]:
    """One line per code that a question or a survey names and no list has. dbt tests the same, but in a build only."""

    def look(seed: str, row: Row, column: str, known: Iterable[str]) -> Iterable[str]:
        if row.values[column] not in known:
            path = project.show(project.seeds / "codebook" / f"{seed}.csv")
            codes = ", ".join(code for code in known if code)
            expected = f"one of {codes}" if codes else "nothing"
            yield (
                f"{path}, row {row.line}, column {column}: found '{row.values[column]}', expected {expected}; "
                "correct the value"
            )

    questions = {row.values["question_code"]: row.values for row in read["questions"].rows}
    members = ["", *(row.values["member_code"] for row in read["members"].rows)]
    for row in read["member_aliases"].rows:
        yield from look("member_aliases", row, "member_code", members)
    for row in read["questions"].rows:
        yield from look("questions", row, "question_type", QUESTION_TYPES)
        yield from look("questions", row, "item_list", ["", *_ITEM_LISTS])
    for row in read["survey_items"].rows:
        yield from look("survey_items", row, "question_code", questions)
        item_list = questions.get(row.values["question_code"], {}).get("item_list", "")
        # The first column of a code list is its code.
        of_list = read[item_list].rows if item_list in _ITEM_LISTS else []
        yield from look("survey_items", row, "item_code", ["", *(next(iter(item.values.values())) for item in of_list)])


def _questions(rows: _Rows, survey_code: str) -> Iterable[Question]:
    asked = sorted(
        (row for row in rows["survey_items"] if row["survey_code"] == survey_code), key=lambda row: int(row["position"])
    )
    of_question = {row["question_code"]: row for row in rows["questions"]}
    for question_code in dict.fromkeys(row["question_code"] for row in asked):
        question = of_question[question_code]
        of_survey = [row for row in asked if row["question_code"] == question_code]
        items = {}
        if question["item_list"]:
            listed = rows[question["item_list"]]
            # The first column of a code list is its code.
            items = {code.code: code for code in _codes(rows, question["item_list"], next(iter(listed[0])))}
        yield Question(
            code=question_code,
            type=QUESTION_TYPES[question["question_type"]],
            names=_texts(question, "name"),
            wordings=_texts(question, "wording"),
            items=tuple(items[row["item_code"]] for row in of_survey if row["item_code"]),
            answers=tuple(
                _code(row, "answer_code")
                for row in rows["answer_options"]
                if row["answer_scale_code"] == question["answer_scale_code"]
            ),
            maximum_choices=int(question["maximum_choices"]) if question["maximum_choices"] else None,
            is_required=any(row["is_required"] == "true" for row in of_survey),
        )


def _respondent_questions(rows: _Rows, members: Iterable[Member], regions: tuple[Code, ...]) -> Iterable[Question]:
    answers = {
        "respondent_kind": tuple(
            _code(row, "code") for row in rows["warehouse_codes"] if row["code_list"] == "respondent_kinds"
        ),
        "member_code": tuple(member.code for member in members),
        "region_code": regions,
        "agency_type_code": _codes(rows, "agency_types", "agency_type_code"),
    }
    aliases: dict[str, tuple[str, ...]] = {}
    for row in rows["member_aliases"]:
        aliases[row["alias"]] = (*aliases.get(row["alias"], ()), row["member_code"])
    for code, texts in read_yaml(_RESPONDENT_QUESTIONS).items():
        of_code = aliases if code == "member_code" else {}
        yield Question(code, "scale", texts["name"], texts["wording"], (), answers[code], None, False, of_code)


def _codes(rows: _Rows, seed: str, column: str) -> tuple[Code, ...]:
    return tuple(_code(row, column) for row in rows[seed])


def _code(row: Mapping[str, str], column: str) -> Code:
    return Code(row[column], _texts(row, "name"), _texts(row, "definition"), _texts(row, "abbreviation"))


def _texts(row: Mapping[str, str], kind: str) -> dict[str, str]:
    return {language: row.get(f"{kind}_{language}", "") for language in LANGUAGES}
