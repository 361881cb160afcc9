"""Exports as LimeSurvey and KoboToolbox would write them if respondents had answered our questionnaire.

Columns come from the questionnaire file, read back: a respondent looks for the question by its wording and for the
answer by its text, and the tool writes the code that stands there. So a questionnaire that changes its shape changes
the export, and codes that nobody could have chosen fail here.
"""

import csv
import html
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from pipeline.codebook.codes import Code, Codebook, Question, tool_codes
from pipeline.questionnaires.form import Layout, layout_of
from pipeline.questionnaires.limesurvey import LONGEST_ANSWER_CODE

# What LimeSurvey writes for a box, by language, where it writes full answers.
_TICKS = {"en": ("Yes", "No"), "fr": ("Oui", "Non")}
Answers = dict[tuple[str, str], str]
Record = dict[str, str]


@dataclass(frozen=True)
class Submission:
    """A submission of a made-up round: its row of raw_submissions, and its answers by question and item."""

    row: Record
    answers: Answers

    @property
    def is_partial(self) -> bool:
        return self.row["is_partial"] == "true"

    @property
    def sent_at(self) -> datetime:
        return datetime.fromisoformat(self.row["submitted_at"])

    def answer(self, question_code: str, item_code: str) -> str:
        """What was answered, about the respondent too; "" where nothing was, or where it was not asked."""
        if question_code == "region_code" and self.row["respondent_kind"] == "member":
            return ""
        return self.answers.get((question_code, item_code), "" if item_code else self.row.get(question_code, ""))


def read_submissions(folder: Path) -> list[Submission]:
    """The submissions of a raw folder as a tool would have them.

    Tools count in whole seconds and number what they get, so the submissions of one Member are given seconds of their
    own that keep their order (by time, then by identifier as text); and the first agency tells its region.
    """
    answers: dict[str, Answers] = {}
    for row in _read(folder / "raw_answers.csv"):
        if row["answer"]:
            answers.setdefault(row["submission_id"], {})[row["question_code"], row["item_code"]] = row["answer"]
    rows = _read(folder / "raw_submissions.csv")
    rows.sort(key=lambda row: (datetime.fromisoformat(row["submitted_at"]), row["submission_id"]))
    taken: set[tuple[str, datetime]] = set()
    submissions = []
    for row in rows:
        moment = datetime.fromisoformat(row["submitted_at"]).replace(microsecond=0)
        while (row["member_code"], moment) in taken:
            moment += timedelta(seconds=1)
        taken.add((row["member_code"], moment))
        row["submitted_at"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        row["is_partial"] = row["is_partial"] or "false"
        submissions.append(Submission(row, answers.get(row["submission_id"], {})))
    next(one for one in submissions if one.row["agency_type_code"]).row["region_code"] = "EUR"
    return submissions


def write_raw(submissions: Sequence[Submission], like: Path, folder: Path) -> None:
    """Write submissions as a raw folder; `like` has the columns and the codings of needs."""
    folder.mkdir(parents=True)
    _write(folder / "raw_submissions.csv", [one.row for one in submissions])
    _write(
        folder / "raw_answers.csv",
        [
            {
                "survey_code": one.row["survey_code"],
                "submission_id": one.row["submission_id"],
                "question_code": question_code,
                "item_code": item_code,
                "answer": answer,
            }
            for one in submissions
            for (question_code, item_code), answer in one.answers.items()
        ],
    )
    (folder / "raw_need_codings.csv").write_bytes((like / "raw_need_codings.csv").read_bytes())


@dataclass
class Asked:
    """A question as it stands in a questionnaire: codes by the text beside them, in the order of the file."""

    code: str
    kind: str
    items: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def write_limesurvey(
    questionnaire: Path,
    codebook: Codebook,
    submissions: Iterable[Submission],
    path: Path,
    *,
    full_answers_in: str | None = None,
) -> None:
    """The CSV that LimeSurvey exports with question codes as headings and answer codes as answers.

    full_answers_in: a language, where whoever exports chooses full answers instead: a box that was not ticked is then
    Non, whether the respondent saw it or not.
    """
    asked = _read_limesurvey(questionnaire)
    records = []
    for number, submission in enumerate(submissions, 1):
        sent_at = submission.sent_at.strftime("%Y-%m-%d %H:%M:%S")
        record = {
            "id": str(number),
            "submitdate": "" if submission.is_partial else sent_at,
            "lastpage": "3" if submission.is_partial else "14",
            "startlanguage": submission.row["language"] or "en",
            "seed": str(1_000_000 + number),
            "startdate": sent_at,
            "datestamp": sent_at,
        }
        for question in (*codebook.respondent_questions, *codebook.questions):
            cells = _limesurvey_cells(asked[question.wordings["en"]], question, submission)
            record |= _in_full(cells, question, full_answers_in) if full_answers_in else cells
        records.append(record)
    order = [column for one in asked.values() for column in _limesurvey_columns(one)]
    metadata = list(records[0])[:7]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*metadata, *order], delimiter=",", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    path.write_bytes(b"\xef\xbb\xbf" + (text.getvalue() + "\r\n").encode("utf-8"))


def _read_limesurvey(path: Path) -> dict[str, Asked]:
    """Questions by their English wording."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["language"] == "en"]
    asked: dict[str, Asked] = {}
    current = Asked("", "")
    for row in rows:
        text = html.unescape(row["text"])
        if row["class"] == "Q":
            current = asked[text] = Asked(row["name"], row["type/scale"])
        elif row["class"] == "SQ":
            current.items[text] = row["name"]
        elif row["class"] == "A":
            current.answers[text] = row["name"]
    return asked


def _limesurvey_columns(asked: Asked) -> list[str]:
    return [f"{asked.code}[{item}]" for item in asked.items.values()] or [asked.code]


def _limesurvey_cells(asked: Asked, question: Question, submission: Submission) -> Record:
    cells = {}
    for item, column in _columns_of(question, asked, _limesurvey_columns(asked)):
        answer = submission.answer(question.code, item)
        if asked.kind == "M":
            cells[column] = "Y" if answer == "yes" else ""
        elif asked.kind == "T":
            cells[column] = answer
        else:
            cells[column] = asked.answers[_name(question.answers, answer)] if answer else ""
    return cells


def _in_full(cells: Record, question: Question, language: str) -> Record:
    """Cells with the texts of answers in the place of their codes."""
    if layout_of(question) is Layout.CHOICES:
        ticked, empty = _TICKS[language]
        return {column: ticked if cell else empty for column, cell in cells.items()}
    codes = tool_codes((answer.code for answer in question.answers), LONGEST_ANSWER_CODE)
    texts = {codes[answer.code]: answer.names[language] for answer in question.answers}
    return {column: texts.get(cell, cell) for column, cell in cells.items()}


def kobo_records(
    questionnaire: Path, codebook: Codebook, submissions: Iterable[Submission], *, with_groups: bool
) -> list[Record]:
    """What KoboToolbox exports with XML values and headings; unfinished submissions never reach it.

    with_groups: whether headings begin with the group of the question, which is a choice of who exports.
    """
    asked, order = _read_xlsform(questionnaire, with_groups=with_groups)
    records = []
    for number, submission in enumerate((one for one in submissions if not one.is_partial), 1):
        record = dict.fromkeys(order, "")
        for question in (*codebook.respondent_questions, *codebook.questions):
            record |= _kobo_cells(asked[question.wordings["en"]], question, submission)
        record |= {
            "_id": str(5_000 + number),
            "_uuid": f"00000000-0000-4000-8000-{number:012}",
            "_submission_time": submission.sent_at.strftime("%Y-%m-%dT%H:%M:%S"),
            "_validation_status": "",
            "_notes": "",
            "_status": "submitted_via_web",
            "_submitted_by": "",
            "__version__": "vMadeUp",
            "_tags": "",
            "_index": str(number),
        }
        records.append(record)
    return records


def write_kobo_csv(records: Sequence[Record], path: Path) -> None:
    """The CSV of KoboToolbox."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]), delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    path.write_bytes(text.getvalue().encode("utf-8"))


def write_kobo_xlsx(records: Sequence[Record], path: Path) -> None:
    """The workbook of KoboToolbox, whose values are texts."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = workbook.add_worksheet("made_up")
    for position, column in enumerate(records[0]):
        sheet.write_string(0, position, column)
        for number, record in enumerate(records, 1):
            if record[column]:
                sheet.write_string(number, position, record[column])
    workbook.close()


def _read_xlsform(path: Path, *, with_groups: bool) -> tuple[dict[str, Asked], list[str]]:
    """Questions by their English wording, and every heading of an export. Items of an Asked are headings here."""
    workbook = CalamineWorkbook.from_path(str(path))
    choices: dict[str, dict[str, str]] = {}
    for row in _sheet(workbook, "choices"):
        choices.setdefault(row["list_name"], {})[row["label::English (en)"]] = row["name"]
    asked: dict[str, Asked] = {}
    order: list[str] = []
    group: Asked | None = None
    for row in _sheet(workbook, "survey"):
        kind, _, list_name = row["type"].partition(" ")
        label, name = row["label::English (en)"], row["name"]
        if kind == "begin_group":
            group = asked[label] = Asked(name, kind)
        elif kind == "end_group":
            group = None
        elif group:
            heading = f"{group.code}/{name}" if with_groups else name
            group.items[label] = heading
            group.answers = choices[list_name]
            order.append(heading)
        else:
            order.append(name)
            if kind == "select_multiple":
                items = {text: f"{name}/{choice}" for text, choice in choices[list_name].items()}
                asked[label] = Asked(name, kind, items)
                order += items.values()
            elif kind != "note":
                asked[label] = Asked(name, kind, answers=choices.get(list_name, {}))
    return asked, order


def _kobo_cells(asked: Asked, question: Question, submission: Submission) -> Record:
    cells = {}
    chosen = []
    for item, column in _columns_of(question, asked, list(asked.items.values()) or [asked.code]):
        answer = submission.answer(question.code, item)
        if asked.kind == "select_multiple":
            cells[column] = "1" if answer == "yes" else "0"
            chosen += [column.partition("/")[2]] if answer == "yes" else []
        elif asked.kind == "text":
            cells[column] = answer
        else:
            cells[column] = asked.answers[_name(question.answers, answer)] if answer else ""
    if asked.kind == "select_multiple":
        cells[asked.code] = " ".join(chosen)
    return cells


def _columns_of(question: Question, asked: Asked, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(item code, column), each found by the text of the item."""
    assert list(asked.items) == [item.names["en"] for item in question.items]
    return zip([item.code for item in question.items] or [""], columns, strict=True)


def _name(codes: Iterable[Code], code: str) -> str:
    return next(one.names["en"] for one in codes if one.code == code)


def _sheet(workbook: CalamineWorkbook, name: str) -> Iterator[Record]:
    header, *rows = workbook.get_sheet_by_name(name).to_python()
    return (dict(zip(map(str, header), map(str, row), strict=True)) for row in rows)


def _read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
