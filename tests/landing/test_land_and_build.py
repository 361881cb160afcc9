"""A round that was landed is built beside the shipped one, and released. Its answers are made up."""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import writers

from pipeline.codebook.codes import Question, tool_codes
from pipeline.codebook.reading import read_codebook
from pipeline.project import Project
from pipeline.surveys.adding import SurveyDates, add_survey
from tests.support.command import run_command

SURVEY = "SCS2026"
METADATA = ("id", "submitdate", "lastpage", "startlanguage", "datestamp", "ipaddr")


def columns_of(question: Question, short_questions: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Heading and cells that may stand below it, as LimeSurvey exports the question."""
    answers = list(tool_codes((answer.code for answer in question.answers), 5).values())
    # What may be chosen at most three times is chosen once.
    cells = ["Y" if question.answers[0].code == "yes" and len(answers) == 1 else answer for answer in answers]
    if question.type == "text":
        cells = ["Réseaux privés", 'A "lab", and a hall\nto put it in', ""]
    items = tool_codes((item.code for item in question.items), 20)
    for item in question.items:
        yield f"{short_questions[question.code]}[{items[item.code]}]", [*cells, ""]
    if not items:
        yield short_questions[question.code], [*cells, ""]


def write_export(project: Project, path: Path) -> int:
    """A response of every third Member of the codebook; some sent twice or never, and two of partner agencies."""
    codebook = read_codebook(project, SURVEY)
    questions = codebook.questions
    short = tool_codes((question.code for question in codebook.all_questions), 20)
    asked = [column for question in questions for column in columns_of(question, short)]
    about = [short[question.code] for question in codebook.respondent_questions]
    rows = []
    members = [member.code.code for member in codebook.members[::3]]
    for number, member_code in enumerate([*members, *members[:5], "", "", "Atlantis"]):
        cells = [
            "" if heading.startswith(short["flagship_choice"]) and place % 4 else below[(number + place) % len(below)]
            for place, (heading, below) in enumerate(asked)
        ]
        sent = f"2026-03-{2 + number % 25:02} 10:{number % 60:02}:00"
        respondent = ["membe", member_code, "", ""] if member_code else ["partn", "", "eur", "itdep"]
        metadata = [str(number), "" if number % 10 == 9 else sent, "3", "fr", sent, "192.0.2.7"]
        rows.append([*metadata, *respondent, *cells])
    writers.limesurvey_csv(path, [*METADATA, *about, *(heading for heading, _ in asked)], rows)
    return len(rows)


def test_a_round_that_was_landed_is_released_beside_the_shipped_one(project_copy: Project, tmp_path: Path) -> None:
    add_survey(project_copy, SURVEY, SurveyDates("2026-03-02", "2026-03-20", "", "2026-04-10"), like="SCS2024")
    response_count = write_export(project_copy, tmp_path / "export.csv")

    run = partial(run_command, project_copy.root)

    landed = run("land", str(tmp_path / "export.csv"), "--survey", SURVEY)
    assert landed.returncode == 0, landed.stderr
    assert f"{response_count} responses: 63 landed, 6 partial, 0 empty, 0 duplicate, 1 rejected" in landed.stdout
    files = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in project_copy.landed_raw.rglob("*.csv")}
    assert "Nothing changed" in run("land", str(tmp_path / "export.csv"), "--survey", SURVEY).stdout
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files} == files

    built = run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "SCS2026 (collected answers): " in built.stdout
    assert "SCS2024 (synthetic answers): 116 of 186" in built.stdout
    assert "Released " in built.stdout
    with (project_copy.landed_raw / "raw_submissions.csv").open(encoding="utf-8", newline="") as file:
        counted = {
            row["member_code"] for row in csv.DictReader(file) if row["is_partial"] == "false" and row["member_code"]
        }
    with duckdb.connect(str(project_copy.warehouse), read_only=True) as warehouse:
        summary = warehouse.execute(
            "select submission_count, partner_agency_count from marts.participation_summary where survey_code = ?",
            [SURVEY],
        ).fetchone()
    assert summary == (len(counted), 2)
