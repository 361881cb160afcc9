"""A whole synthetic round, written as raw files."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import write_text
from pipeline.project import Project
from pipeline.seeds.codebook import check_codebook
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NEED_CODINGS, RAW_SUBMISSIONS, raw_schemas
from pipeline.synthesis import calibration
from pipeline.synthesis.fitness import check_is_calibrated
from pipeline.synthesis.questions import QUESTIONS
from pipeline.synthesis.questions.answering import Answer, Round
from pipeline.synthesis.respondents import Respondent, make_members, make_partner_agencies
from pipeline.synthesis.targets import read_targets


@dataclass(frozen=True)
class Written:
    """What was written: the files, and how many rows of each kind."""

    paths: list[Path]
    member_count: int
    partner_agency_count: int
    answer_count: int


@dataclass(frozen=True)
class CalibratedRound:
    """A whole round: who answered, their answers in questionnaire order, and what free texts are coded as.

    items: question_code to the item codes that the survey asked. codings: rows of raw_need_codings.
    """

    items: dict[str, list[str]]
    members: list[Respondent]
    partner_agencies: list[Respondent]
    answers: list[Answer]
    codings: list[dict[str, str]]


def make_round(project: Project, survey_code: str, seed: int) -> CalibratedRound:
    """A synthetic round of `survey_code`, calibrated to the codebook and the published figures of `project`.

    The same for the same seed. Raises InputError for an unknown survey, for one that nothing was printed of, and for
    one that calibration.py does not know everything of.
    """
    check_codebook(project)
    targets = read_targets(project.seeds, survey_code)
    check_is_calibrated(targets)
    survey_round = Round(targets, make_members(targets, seed), make_partner_agencies(targets, seed), seed)
    answers = [answer for question_code in targets.items for answer in QUESTIONS[question_code](survey_round)]
    position = {
        (question_code, item_code): place
        for place, (question_code, item_code) in enumerate(
            (question_code, item_code) for question_code, items in targets.items.items() for item_code in items
        )
    }
    answers.sort(key=lambda answer: (answer.submission_id, position[answer.question_code, answer.item_code]))
    codings = _coding_rows(survey_code, answers)
    return CalibratedRound(targets.items, survey_round.members, survey_round.partner_agencies, answers, codings)


def synthesise(project: Project, output: Path, survey_code: str, seed: int) -> Written:
    """Write a synthetic round of `survey_code` into the folder `output`; the same bytes for the same seed.

    Each file is written whole or not at all. Raises InputError as make_round does.
    """
    made = make_round(project, survey_code, seed)
    schemas = raw_schemas(project)
    tables: dict[str, list[dict[str, str]]] = {
        RAW_SUBMISSIONS: [
            _submission_row(survey_code, respondent) for respondent in made.members + made.partner_agencies
        ],
        RAW_ANSWERS: [_answer_row(survey_code, answer) for answer in made.answers],
        RAW_NEED_CODINGS: made.codings,
    }
    paths = []
    for name, rows in tables.items():
        path = output / f"{name}.csv"
        write_text(path, _csv_text(schemas[name].columns, rows))
        paths.append(path)
    return Written(paths, len(made.members), len(made.partner_agencies), len(made.answers))


def _submission_row(survey_code: str, respondent: Respondent) -> dict[str, str]:
    return {
        "survey_code": survey_code,
        "submission_id": respondent.submission_id,
        "respondent_kind": respondent.respondent_kind,
        "region_code": respondent.region_code,
        "agency_type_code": respondent.agency_type_code,
        "submitted_at": respondent.submitted_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "language": respondent.language,
        "origin": "synthetic",
        "is_partial": "false",
    }


def _answer_row(survey_code: str, answer: Answer) -> dict[str, str]:
    return {"survey_code": survey_code, **answer._asdict()}


def _coding_rows(survey_code: str, answers: list[Answer]) -> list[dict[str, str]]:
    texts = sorted({answer.answer for answer in answers if answer.question_code == "capacity_building_need_other"})
    return [
        {"survey_code": survey_code, "answer": text, "need_code": need_code}
        for text in texts
        if (need_code := calibration.OTHER_NEEDS[text])
    ]


def _csv_text(columns: list[str], rows: list[dict[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
