"""Exports whose headings are codes: LimeSurvey, KoboToolbox, Qualtrics, and tidy CSV. All answers are made up."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import writers

from pipeline.errors import InputError
from pipeline.exports.export import Export, Response, Role, State, Tool
from pipeline.exports.reading import open_export

IPS = ["192.0.2.7", "https://example.org/from"]


def read(path: Path, tool: Tool | None = None) -> tuple[Export, list[Response]]:
    export = open_export(path, tool)
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


def limesurvey_row(number: int, submitted: str, *cells: str) -> Sequence[str]:
    return [str(number), submitted, "3", "fr", "99", "2026-05-01 09:00:00", "2026-05-01 09:10:00", *IPS, *cells]


LIMESURVEY_QUESTIONS = [
    "itstrategy",
    "status[aiml]",
    "status[drones]",
    "needs[SQ001]",
    "needs[other]",
    "needs[SQ001comment]",
]
LIMESURVEY_ROWS = [
    limesurvey_row(1, "2026-05-01 09:10:00", "yes", "A1", "A2", "Y", "drones, l'été", "why"),
    limesurvey_row(2, "", "no", "", "", "", "", ""),
    limesurvey_row(3, "2026-05-02 00:00:00", "", "", "", "N/A", "", ""),
    limesurvey_row(4, "1980-01-01 00:00:00", "yes", "<b>A&amp;B</b>", "-oth-", "", "a < b", ""),
]


@pytest.mark.parametrize("delimiter", [";", ","])
def test_limesurvey_with_headings_as_codes(tmp_path: Path, delimiter: str) -> None:
    headings = [*writers.LIMESURVEY_METADATA, *LIMESURVEY_QUESTIONS]
    path = writers.limesurvey_csv(tmp_path / "export.csv", headings, LIMESURVEY_ROWS, delimiter=delimiter)
    export, responses = read(path)
    assert (export.tool, export.encoding, export.delimiter) == (Tool.LIMESURVEY, "utf-8-sig", delimiter)
    assert (export.header_rows, export.details["headings"]) == (1, "codes")
    assert answers(export) == [
        ("itstrategy", "", "", ""),
        ("status", "", "aiml", ""),
        ("status", "", "drones", ""),
        ("needs", "", "SQ001", ""),
    ]
    assert headings_of(export, Role.OTHER_TEXT) == ["needs[other]"]
    assert headings_of(export, Role.COMMENT) == ["needs[SQ001comment]"]
    assert headings_of(export, Role.PERSONAL) == ["ipaddr", "refurl"]
    assert [response.state for response in responses] == [State.COMPLETE, State.PARTIAL, State.EMPTY, State.COMPLETE]
    assert [response.row for response in responses] == [2, 3, 4, 5]
    assert [response.identifier for response in responses] == ["1", "2", "3", "4"]
    assert responses[0].submitted_at == datetime(2026, 5, 1, 9, 10)
    assert responses[1].submitted_at == datetime(2026, 5, 1, 9, 10), "what was not sent off is dated by the last action"
    assert responses[0].language == "fr"
    assert responses[0].cells[-2] == "drones, l'été"
    assert responses[3].submitted_at is None, "the date of a survey that keeps none is no date"
    assert responses[3].cells[-5:-1] == ("A&B", "-oth-", "", "a < b")


def test_limesurvey_with_headings_as_codes_and_texts(tmp_path: Path) -> None:
    headings = [
        "id. Response ID",
        "submitdate. Date submitted",
        "lastpage. Last page",
        "startlanguage. Start language",
        "itstrategy. Do you have a strategy?",
        "status[aiml]. Where do you stand? [AI & machine learning [ML]]",
        "status[drones]. Where do you stand? [Drones]",
        "grid[r1_c1]. Which? [Row][Column]",
        "needs[other]. Which needs? [Other]",
    ]
    path = writers.limesurvey_csv(tmp_path / "export.csv", headings, [["7", "", "1", "en", "yes", "A1", "", "x", ""]])
    export, (response,) = read(path)
    assert export.details["headings"] == "codes and texts"
    assert answers(export) == [
        ("itstrategy", "Do you have a strategy?", "", ""),
        ("status", "Where do you stand?", "aiml", "AI & machine learning [ML]"),
        ("status", "Where do you stand?", "drones", "Drones"),
        ("grid", "Which?", "r1_c1", "Row | Column"),
    ]
    assert (response.identifier, response.state, response.language) == ("7", State.PARTIAL, "en")


@pytest.mark.parametrize(
    "metadata",
    [
        ["Response ID", "Date submitted", "Last page", "Start language"],
        ["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ"],
    ],
)
def test_limesurvey_with_headings_as_texts(tmp_path: Path, metadata: list[str]) -> None:
    questions = ["Do you have a strategy? [please say]", "Where do you stand? [AI]", "Where do you stand? [Drones]"]
    rows = [["7", "2026-05-01 10:00:00", "1", "en", "yes", "adopted", ""]]
    export, (response,) = read(writers.limesurvey_csv(tmp_path / "export.csv", [*metadata, *questions], rows))
    assert export.details["headings"] == "texts"
    assert answers(export) == [
        ("", "Do you have a strategy? [please say]", "", ""),
        ("", "Where do you stand?", "", "AI"),
        ("", "Where do you stand?", "", "Drones"),
    ]
    assert (response.identifier, response.state) == ("7", State.COMPLETE)


def test_limesurvey_saved_again_by_pandas_without_its_own_columns(tmp_path: Path) -> None:
    headings = ["", "q1. Do you write code?", "q2[a]. Which? [One]", "q2[b]. Which? [Two]"]
    export, responses = read(
        writers.write_csv(tmp_path / "export.csv", [headings, ["0", "Yes", "No", ""], ["1", "", "", ""]])
    )
    assert (export.tool, len(export.columns)) == (Tool.LIMESURVEY, 4)
    assert export.columns[0].role is Role.TECHNICAL
    assert export.columns[2].item_text == "One"
    assert [response.state for response in responses] == [State.COMPLETE, State.EMPTY]


def test_limesurvey_times_and_participants_are_no_questions(tmp_path: Path) -> None:
    headings = ["id", "submitdate", "token", "attribute_1", "q1", "interviewtime", "groupTime12", "q1Time"]
    export, _ = read(writers.limesurvey_csv(tmp_path / "export.csv", headings, []))
    assert headings_of(export, Role.PERSONAL) == ["token", "attribute_1"]
    assert headings_of(export, Role.TECHNICAL) == ["interviewtime", "groupTime12", "q1Time"]


KOBO_HEADINGS = [
    "start",
    "about/it_strategy",
    "technology_status/technology_status__ai_ml",
    "technology_status/technology_status__drones",
    "needs",
    "needs/skills",
    "needs/other",
    "needs_other",
    "office",
    "_office_latitude",
    *writers.KOBO_METADATA,
]


def kobo_row(number: int, *cells: str) -> list[str]:
    own = [str(number), f"uuid-{number}", "2026-05-01T09:10:00", "", "", "submitted_via_web", "someone", "v1", "", "1"]
    return ["2026-05-01T09:00:00.000+02:00", *cells, *own]


KOBO_ROWS = [
    kobo_row(501, "yes", "adopted", "", "skills other", "1", "1", "more staff", "", ""),
    kobo_row(502, "", "", "", "", "0", "0", "", "", ""),
]


@pytest.mark.parametrize("tags", [[], ["", "#strategy", *[""] * 18]])
@pytest.mark.parametrize("write", [writers.kobo_csv, writers.kobo_xlsx])
def test_kobo_with_groups_choices_and_tags(tmp_path: Path, write: Callable[..., Path], tags: list[str]) -> None:
    ending = "xlsx" if write is writers.kobo_xlsx else "csv"
    export, responses = read(write(tmp_path / f"export.{ending}", KOBO_HEADINGS, KOBO_ROWS, tags=tags))
    assert (export.tool, export.header_rows) == (Tool.KOBO, 2 if tags else 1)
    assert (export.delimiter, export.sheet) == ((";", None) if ending == "csv" else (None, "Made-up survey"))
    assert [(code, item) for code, _, item, _ in answers(export)] == [
        ("it_strategy", ""),
        ("technology_status", "ai_ml"),
        ("technology_status", "drones"),
        ("needs", "skills"),
        ("needs", "other"),
        ("office", ""),
    ]
    assert headings_of(export, Role.SUMMARY) == ["needs"]
    assert headings_of(export, Role.OTHER_TEXT) == ["needs_other"]
    assert headings_of(export, Role.PERSONAL) == ["_office_latitude", "_submitted_by"]
    assert [response.state for response in responses] == [State.COMPLETE, State.EMPTY], "0 is not an answer"
    assert [response.identifier for response in responses] == ["501", "502"]
    assert responses[0].submitted_at == datetime(2026, 5, 1, 9, 10)


def test_kobo_choices_without_a_summary_are_found_from_their_cells(tmp_path: Path) -> None:
    headings = ["about/needs/skills", "about/needs/tools", "about/office", "_id", "_index"]
    rows = [
        ["1", "0", "Brussels", "1", "1"],
        ["0", "0", "", "2", "2"],
        ["", "", "", "3", "3"],
        ["0", "1", "", "4", "4"],
    ]
    export, responses = read(writers.kobo_csv(tmp_path / "export.csv", headings, rows))
    assert [(code, item) for code, _, item, _ in answers(export)] == [
        ("needs", "skills"),
        ("needs", "tools"),
        ("office", ""),
    ]
    expected = [State.COMPLETE, State.EMPTY, State.EMPTY, State.COMPLETE]
    assert [response.state for response in responses] == expected


def test_kobo_labels_keep_their_slashes(tmp_path: Path) -> None:
    headings = ["Do you use AI/ML today?", "Which needs?", "Which needs?/Skills and/or staff", "_id", "_index"]
    export, _ = read(
        writers.kobo_csv(tmp_path / "export.csv", headings, [["yes", "Skills and/or staff", "1", "1", "1"]])
    )
    assert answers(export)[0] == ("", "Do you use AI/ML today?", "", "")


QUALTRICS_CODES = [*writers.QUALTRICS_METADATA, "Q1", "Q2_1", "Q2_2", "Q3", "Q3_4_TEXT", "Q5", "Q5", "panel"]
QUALTRICS_TEXTS = [
    *(f"Libellé {number}" for number in range(len(writers.QUALTRICS_METADATA))),
    "Do you have a strategy?",
    "Where do you stand? - AI - machine learning",
    "Where do you stand? - Drones",
    "Which one? - Selected Choice",
    "Which one? - Other (please say) - Text",
    "First?",
    "Second?",
    "panel",
]
QUALTRICS_IDS = [
    *writers.QUALTRICS_METADATA.values(), "QID1", "QID2_1", "QID2_2", "QID3", "QID3_4_TEXT", "QID5_TEXT", "QID9_TEXT",
    "panel",
]  # fmt: skip


def qualtrics_row(number: int, finished: str, *cells: str) -> list[str]:
    return [
        "2026-05-01 08:00:00", "2026-05-01 09:10:00", "IP Address", "192.0.2.7", "100", "60", finished, "2026-05-01",
        f"R_{number}", "Doe", "Jo", "someone@example.org", "ref", "50.8", "4.3", "anonymous", "FR", *cells,
    ]  # fmt: skip


@pytest.mark.parametrize("is_python_style", [False, True])
def test_qualtrics_with_three_rows_of_headings(tmp_path: Path, is_python_style: bool) -> None:
    rows = [
        qualtrics_row(1, "True", "yes", "Adopted", "", "Other", "a\nnew line", "x", "y", "p1"),
        qualtrics_row(2, "False", "no", "", "", "", "", "", "", "p2"),
        qualtrics_row(3, "FALSE", "", "", "", "", "", "", "", "p3"),
    ]
    path = writers.qualtrics_csv(
        tmp_path / "export.csv",
        QUALTRICS_CODES,
        QUALTRICS_TEXTS,
        QUALTRICS_IDS,
        rows,
        is_python_style=is_python_style,
        time_zone="Europe/Brussels",
    )
    export, responses = read(path)
    assert (export.tool, export.header_rows) == (Tool.QUALTRICS, 3)
    assert answers(export) == [
        ("Q1", "Do you have a strategy?", "", ""),
        ("Q2", "Where do you stand?", "1", "AI - machine learning"),
        ("Q2", "Where do you stand?", "2", "Drones"),
        ("Q3", "Which one?", "", ""),
        ("Q5", "First?", "", ""),
        ("Q5", "Second?", "", ""),
        ("panel", "panel", "", ""),
    ]
    assert headings_of(export, Role.OTHER_TEXT) == ["Q3_4_TEXT / Which one? - Other (please say) - Text"]
    assert len(headings_of(export, Role.PERSONAL)) == 7
    assert [response.state for response in responses] == [State.COMPLETE, State.PARTIAL, State.EMPTY]
    assert [response.row for response in responses] == [4, 5, 6], "a line end inside a cell is no row"
    assert responses[0].identifier == "R_1"
    submitted_at = responses[0].submitted_at
    assert submitted_at is not None
    assert submitted_at.utcoffset() == timedelta(hours=2)
    assert submitted_at.astimezone(UTC) == datetime(2026, 5, 1, 7, 10, tzinfo=UTC)


def test_qualtrics_tells_repeated_columns_apart(tmp_path: Path) -> None:
    path = writers.qualtrics_csv(
        tmp_path / "export.csv", ["ResponseId", "Q5", "Q5"], ["Response ID", "Same?", "Same?"],
        ["_recordId", "QID5", "QID9"], [["R_1", "a", "b"]],
    )  # fmt: skip
    assert [column.heading for column in read(path)[0].columns][1:] == [
        "Q5 / Same? (column B)",
        "Q5 / Same? (column C)",
    ]


def test_qualtrics_legacy_with_two_rows_and_a_comma_at_the_end(tmp_path: Path) -> None:
    codes = [*(f"V{number}" for number in range(1, 11)), "Q1", "Q2_1", "Q2_2"]
    texts = [*writers.QUALTRICS_LEGACY_METADATA, "Strategy?", "Where? - AI", "Where? - Drones"]
    row = ["R_1", "Default Response Set", "Jo Doe", "", "someone@example.org", "192.0.2.7", "0", "2026-05-01 08:00:00"]
    rows = [[*row, "2026-05-01 09:00:00", finished, "1", "", "2"] for finished in ("1", "0")]
    export, responses = read(writers.qualtrics_legacy_csv(tmp_path / "export.csv", codes, texts, rows))
    assert (export.tool, export.header_rows, export.encoding) == (Tool.QUALTRICS, 2, "utf-8-sig")
    assert len(export.columns) == 13
    assert answers(export)[1:] == [("Q2", "Where?", "1", "AI"), ("Q2", "Where?", "2", "Drones")]
    assert len(headings_of(export, Role.PERSONAL)) == 4
    assert [response.state for response in responses] == [State.COMPLETE, State.PARTIAL]
    assert responses[0].submitted_at == datetime(2026, 5, 1, 9)


def test_tidy_with_every_way_to_name_an_item(tmp_path: Path) -> None:
    headings = [
        "Submission_ID",
        "submitted_at",
        "email",
        "language",
        "is_partial",
        "it_strategy",
        "status/ai",
        "status.iot",
    ]
    rows = [
        ["s1", "2026-05-01T09:10:00Z", "someone@example.org", "FR", "", "yes", "adopted", "", "3"],
        ["s2", "", "", "", "true", "", "", "", "4"],
        ["s3", "", "", "", "", "", "", "", ""],
    ]
    export, responses = read(writers.tidy_csv(tmp_path / "export.csv", [*headings, "impact[vr]"], rows))
    assert export.tool is Tool.TIDY
    assert [(code, item) for code, _, item, _ in answers(export)] == [
        ("it_strategy", ""),
        ("status", "ai"),
        ("status", "iot"),
        ("impact", "vr"),
    ]
    assert headings_of(export, Role.PERSONAL) == ["email"]
    assert Counter(response.state for response in responses) == Counter(State)
    assert responses[0].submitted_at == datetime(2026, 5, 1, 9, 10, tzinfo=UTC)
    assert responses[0].language == "fr"


@pytest.mark.parametrize(
    "headings",
    [["id", "strategy", "status", "strategy"], ["id", "submitdate", "q1", "q1"]],
)
def test_repeated_headings_are_refused_with_both_columns(tmp_path: Path, headings: list[str]) -> None:
    path = writers.tidy_csv(tmp_path / "export.csv", headings, [])
    with pytest.raises(
        InputError, match=r"found the heading '.*' in column [BC] and in column D, expected each"
    ) as error:
        open_export(path)
    assert len(error.value.lines) == 1
