"""Exports whose headings are texts: EUSurvey, Microsoft Forms, Google Forms, SurveyMonkey. All answers are made up."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import writers

from pipeline.errors import InputError
from pipeline.exports.export import Export, Response, Role, State, Tool
from pipeline.exports.reading import open_export

SUBMITTED = datetime(2026, 5, 1, 9, 10)


def read(path: Path) -> tuple[Export, list[Response]]:
    export = open_export(path)
    return export, list(export.responses())


def answers(export: Export) -> list[tuple[str, str, str, str]]:
    """Question code and text, item code and text of each column that is an answer."""
    return [
        (column.question_code, column.question_text, column.item_code, column.item_text)
        for column in export.columns
        if column.role is Role.ANSWER
    ]


def headings_of(export: Export, role: Role) -> list[str]:
    return [column.heading for column in export.columns if column.role is role]


EUSURVEY_QUESTIONS = [
    "Strategy?",
    "Where do you stand?: AI",
    "Where do you stand?: Drones",
    "Needs",
    "Anything else: tell us",
]


def eusurvey_row(identifier: str, *cells: object) -> list[object]:
    return [*cells, "invite", identifier, "someone@example.org", SUBMITTED, SUBMITTED, "EN"]


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_eusurvey(tmp_path: Path, ending: str) -> None:
    headings = [*EUSURVEY_QUESTIONS, *writers.EUSURVEY_METADATA]
    rows = [
        eusurvey_row("c1", "Yes", "Adopted", 3, "Skills;Staff", "no <b>more</b>"),
        eusurvey_row("Anonymous", "", "", "", "", ""),
    ]
    export, responses = read(writers.eusurvey_workbook(tmp_path / f"export.{ending}", headings, rows))
    assert (export.tool, export.sheet, export.header_rows) == (Tool.EUSURVEY, "Content", 4)
    assert (export.encoding, export.delimiter) == (None, None)
    assert answers(export) == [
        ("", "Strategy?", "", ""),
        ("", "Where do you stand?", "", "AI"),
        ("", "Where do you stand?", "", "Drones"),
        ("", "Needs", "", ""),
        ("", "Anything else: tell us", "", ""),
    ]
    assert headings_of(export, Role.PERSONAL) == ["Invitation number", "User name"]
    assert [response.row for response in responses] == [5, 6]
    assert [response.state for response in responses] == [State.COMPLETE, State.EMPTY]
    assert [response.identifier for response in responses] == ["c1", ""], "Anonymous is nobody's identifier"
    assert responses[0].cells[:5] == ("Yes", "Adopted", "3", "Skills;Staff", "no more")
    assert (responses[0].submitted_at, responses[0].language) == (SUBMITTED, "en")


def test_eusurvey_without_the_rows_above_its_headings_is_read_where_it_is_told(tmp_path: Path) -> None:
    """As somebody leaves it who removes what stands above a table."""
    headings = [*EUSURVEY_QUESTIONS, *writers.EUSURVEY_METADATA]
    path = writers.write_xlsx(
        tmp_path / "export.xlsx",
        {"Content": [headings, eusurvey_row("c1", "Yes", "Adopted", 3, "Skills;Staff", "no more")]},
    )
    export = open_export(path, Tool.EUSURVEY)
    assert (export.tool, export.header_rows) == (Tool.EUSURVEY, 1)
    (response,) = export.responses()
    assert (response.row, response.identifier, response.cells[:2]) == (2, "c1", ("Yes", "Adopted"))


def test_eusurvey_short_names_are_taken_off_options_and_left_in_free_text(tmp_path: Path) -> None:
    headings = ["Strategy? (S1)", "Where?: AI (ID9)", "Where?: Drones (ID10)", "Rows A (r1):Column (c1)", "Why? (S2)"]
    rows = [
        ["Yes(ID1)", "Adopted(A1); Planned(A2)", "", "1(ID4)", "We did (in 2024)"],
        ["No(ID2)", "Adopted(A1)", "", "", "none"],
    ]
    rows_with_date = [[*row, SUBMITTED] for row in rows]
    path = writers.eusurvey_workbook(tmp_path / "export.xlsx", [*headings, "Creation date"], rows_with_date)
    export, responses = read(path)
    assert answers(export) == [
        ("S1", "Strategy?", "", ""),
        ("", "Where?", "ID9", "AI"),
        ("", "Where?", "ID10", "Drones"),
        ("", "Rows A", "r1_c1", "Column"),
        ("S2", "Why?", "", ""),
    ]
    assert responses[0].cells[:5] == ("Yes", "Adopted;Planned", "", "1", "We did (in 2024)")


def test_eusurvey_long_cells_are_put_together_again(tmp_path: Path) -> None:
    long_text = "long answer " * 6_000
    parts = [long_text[start : start + 32_767] for start in range(0, len(long_text), 32_767)]
    assert len(parts) == 3
    rows = [
        eusurvey_row("c1", "Yes", "", "", "", parts[0]),
        ["", "", "", "", parts[1]],
        ["", "", "", "", parts[2]],
        eusurvey_row("c2", "No", "", "", "", "short"),
    ]
    headings = [*EUSURVEY_QUESTIONS, *writers.EUSURVEY_METADATA]
    _, responses = read(writers.eusurvey_workbook(tmp_path / "export.xls", headings, rows))
    assert [(response.row, response.identifier) for response in responses] == [(5, "c1"), (8, "c2")]
    assert responses[0].cells[4] == long_text.strip()


def test_eusurvey_answers_on_a_second_sheet_are_not_lost_in_silence(tmp_path: Path) -> None:
    preamble: list[list[object]] = [["Alias", "x"], ["Export Date", "y"], []]
    sheet = [*preamble, ["Strategy?", "Creation date"], ["Yes", SUBMITTED]]
    path = writers.write_xls(tmp_path / "export.xls", {"Content": sheet, "Content1": sheet})
    with pytest.raises(InputError, match="sheet Content1: found a second sheet of the same answers"):
        open_export(path)


MICROSOFT_ROW = [1, datetime(2026, 5, 1, 9, 0), datetime(2026, 5, 1, 9, 10, 12), "anonymous", "Jo Doe"]


@pytest.mark.parametrize(
    "metadata",
    [
        writers.MICROSOFT_FORMS_METADATA,
        ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"],
        ["Id", "Starttijd?", "Eindtijd?", "Een adres", "Een naam"],
    ],
    ids=["English", "French", "a language that is not listed"],
)
def test_microsoft_forms(tmp_path: Path, metadata: list[str]) -> None:
    questions = ["Strategy?", "Needs", "Name2"]
    rows = [[*MICROSOFT_ROW, "Yes", "Skills;Staff;", "An office"]]
    path = writers.microsoft_forms_xlsx(tmp_path / "export.xlsx", questions, rows, metadata=metadata)
    export, (response,) = read(path)
    assert (export.tool, export.sheet, export.header_rows) == (Tool.MICROSOFT_FORMS, "Sheet1", 1)
    assert headings_of(export, Role.PERSONAL) == metadata[3:5]
    assert [text for _, text, _, _ in answers(export)] == questions
    assert (response.identifier, response.submitted_at) == ("1", datetime(2026, 5, 1, 9, 10, 12))
    assert response.cells[5:] == ("Yes", "Skills;Staff;", "An office")


def test_microsoft_forms_modification_time_and_quiz_points_are_no_questions(tmp_path: Path) -> None:
    questions = ["Last modified time", "Total points", "Strategy?", "Points - Strategy?", "Feedback - Strategy?"]
    rows = [[*MICROSOFT_ROW, "", 3, "Yes", 1, "good"]]
    export, _ = read(writers.microsoft_forms_xlsx(tmp_path / "export.xlsx", questions, rows))
    assert [text for _, text, _, _ in answers(export)] == ["Strategy?"]


def test_google_forms_from_sheets(tmp_path: Path) -> None:
    questions = ["Email Address", "Strategy? [in brief]", "Where? [AI]", "Where? [Drones]", "Needs"]
    rows = [
        ["5/31/2026 9:10:05", "someone@example.org", "Yes,\nwe do", "Adopted", "", "Skills, Staff"],
        ["6/1/2026 21:10:05", "", "", "", "", ""],
    ]
    export, responses = read(writers.google_forms_csv(tmp_path / "export.csv", questions, rows, line_end="\r\n"))
    assert (export.tool, export.header_rows) == (Tool.GOOGLE_FORMS, 1)
    assert answers(export) == [
        ("", "Strategy? [in brief]", "", ""),
        ("", "Where?", "", "AI"),
        ("", "Where?", "", "Drones"),
        ("", "Needs", "", ""),
    ]
    assert headings_of(export, Role.PERSONAL) == ["Email Address"]
    assert [response.state for response in responses] == [State.COMPLETE, State.EMPTY]
    assert responses[0].cells[2] == "Yes,\nwe do"
    assert responses[0].submitted_at == datetime(2026, 5, 31, 9, 10, 5)
    assert responses[1].submitted_at == datetime(2026, 6, 1, 21, 10, 5)


@pytest.mark.parametrize(
    ("timestamp", "text", "expected"),
    [
        ("Timestamp", "2026/05/31 11:07:29 AM AST", (datetime(2026, 5, 31, 11, 7, 29), -4)),
        ("Timestamp", "2026/05/31 12:07:29 AM GMT+2", (datetime(2026, 5, 31, 0, 7, 29), 2)),
        ("Timestamp", "4/5/2026 9:10:05", (datetime(2026, 4, 5, 9, 10, 5), None)),
        ("Horodateur", "04/05/2026 09:10:05", (datetime(2026, 5, 4, 9, 10, 5), None)),
        ("Zeitstempel", "04.05.2026 09:10:05", (datetime(2026, 5, 4, 9, 10, 5), None)),
    ],
)
def test_google_forms_times(tmp_path: Path, timestamp: str, text: str, expected: tuple[datetime, int | None]) -> None:
    path = writers.google_forms_csv(tmp_path / "export.csv", ["Needs"], [[text, "Skills;Staff"]], timestamp=timestamp)
    (response,) = read(path)[1]
    time, hours = expected
    assert response.submitted_at is not None
    assert response.submitted_at.replace(tzinfo=None) == time
    assert response.submitted_at.utcoffset() == (None if hours is None else timedelta(hours=hours))


def test_google_forms_order_of_day_and_month_is_the_one_that_the_file_shows(tmp_path: Path) -> None:
    rows = [["4/5/2026 9:10:05", "Yes"], ["31/5/2026 9:10:05", "No"]]
    export, (first, _) = read(writers.google_forms_csv(tmp_path / "export.csv", ["Strategy?"], rows))
    assert first.submitted_at == datetime(2026, 5, 4, 9, 10, 5)
    assert export.details["dates"] == "day before month, as '31/5/2026 9:10:05' shows"


def test_surveymonkey(tmp_path: Path) -> None:
    questions = ["Strategy?<br>", "Where do you <i>stand</i>?", "", "Needs", "", "", "Why &amp; how?"]
    options = ["Response", "AI", "Drones", "Skills", "Staff", "Other (please specify)", "Open-Ended Response"]
    own = [
        "118",
        "44",
        "05/31/2026 08:00:00 AM",
        "05/31/2026 01:10:00 PM",
        "192.0.2.7",
        "someone@example.org",
        "Jo",
        "Doe",
        "",
    ]
    rows = [
        [*own, "Yes", "Adopted", "", "Skills", "", "chairs", "because"],
        ["119", *own[1:], "Yes", "", "", "", "", "", ""],
    ]
    export, responses = read(writers.surveymonkey_csv(tmp_path / "export.csv", questions, options, rows))
    assert (export.tool, export.header_rows) == (Tool.SURVEYMONKEY, 2)
    assert answers(export) == [
        ("", "Strategy?", "", ""),
        ("", "Where do you stand?", "", "AI"),
        ("", "Where do you stand?", "", "Drones"),
        ("", "Needs", "", "Skills"),
        ("", "Needs", "", "Staff"),
        ("", "Why & how?", "", ""),
    ]
    assert headings_of(export, Role.OTHER_TEXT) == ["Needs / Other (please specify)"]
    assert headings_of(export, Role.PERSONAL) == writers.SURVEYMONKEY_METADATA[4:]
    assert [response.state for response in responses] == [State.COMPLETE, State.EMPTY]
    assert responses[0].submitted_at == datetime(2026, 5, 31, 13, 10)
    assert responses[0].row == 3


def test_surveymonkey_in_windows_1252_keeps_its_headings_and_letters(tmp_path: Path) -> None:
    path = writers.surveymonkey_csv(
        tmp_path / "export.csv", ["Où en êtes-vous ?", "Pourquoi ?"], ["Response", "Open-Ended Response"],
        [["3234982343", "Adopté", "« Été » – 5 €"]], metadata=["RespondentID"], encoding="windows-1252",
    )  # fmt: skip
    export, (response,) = read(path)
    assert export.encoding == "windows-1252"
    assert answers(export)[0][1] == "Où en êtes-vous ?"
    assert response.cells[1:] == ("Adopté", "« Été » – 5 €")


def test_surveymonkey_with_one_question_only_is_answered_by_it(tmp_path: Path) -> None:
    path = writers.surveymonkey_csv(
        tmp_path / "e.csv", ["Why?"], ["Response"], [["1", "x"]], metadata=["Respondent ID"]
    )
    assert [response.state for response in read(path)[1]] == [State.COMPLETE]
