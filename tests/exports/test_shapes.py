"""What tools write in other languages, with other options, or after a spreadsheet had the file: known by its shape."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import writers

from pipeline.errors import InputError
from pipeline.exports.export import Column, Export, Response, Role, State, Tool
from pipeline.exports.reading import open_export

GRID = ["Where do you stand? [AI]", "Where do you stand? [Drones]"]
CODES = ["where[ai]", "where[drones]"]
LIME_OWN = ["1", "2027-04-20 10:00:00", "14", "fr", "1001", "2027-04-20 09:00:00", "2027-04-20 10:00:00", "192.0.2.7"]
LIME_PARTIAL = ["2", "", "3", "en", "1002", "2027-04-20 09:00:00", "2027-04-20 09:10:00", "192.0.2.8"]
SENT = datetime(2027, 4, 20, 10, 0)


def read(path: Path, tool: Tool | None = None) -> tuple[Export, list[Response]]:
    export = open_export(path, tool)
    return export, list(export.responses())


def questions(export: Export) -> list[tuple[str, str, str, str]]:
    return [
        (column.question_code, column.question_text, column.item_code, column.item_text)
        for column in export.columns
        if column.role is Role.ANSWER
    ]


def roles(export: Export) -> list[Role]:
    return [column.role for column in export.columns]


def lime(folder: Path, headings: Sequence[str], *rows: Sequence[str]) -> Path:
    return writers.limesurvey_csv(folder / "export.csv", headings, rows)


@pytest.mark.parametrize(
    "own",
    [
        ["رمز الرد", "تاريخ الإرسال", "آخر صفحة", "لغة البدء", "بذرة", "تاريخ البدء", "آخر إجراء", "عنوان IP"],
        ["ID ответа", "Дата отправки", "Последняя страница", "Язык", "Seed", "Начало", "Последнее действие", "IP"],
    ],
)
def test_limesurvey_in_a_language_that_is_not_listed(tmp_path: Path, own: list[str]) -> None:
    path = lime(tmp_path, [*own, *GRID], [*LIME_OWN, "Adopted", ""], [*LIME_PARTIAL, "Planned", ""])
    export, (first, second) = read(path)
    assert (export.tool, export.details["headings"]) == (Tool.LIMESURVEY, "texts")
    assert questions(export) == [("", "Where do you stand?", "", "AI"), ("", "Where do you stand?", "", "Drones")]
    assert (first.identifier, first.submitted_at, first.language, first.state) == ("1", SENT, "fr", State.COMPLETE)
    assert (second.submitted_at, second.state) == (datetime(2027, 4, 20, 9, 10), State.PARTIAL)


@pytest.mark.parametrize("tokens", [("a1B2c3D4e5F6g7H", "z9Y8x7W6v5U4t3S"), ("", "")], ids=["tokens", "none"])
def test_limesurvey_own_columns_with_a_token_in_another_language(tmp_path: Path, tokens: tuple[str, str]) -> None:
    own = ["ID ответа", "Отправлено", "Страница", "Язык", "Число", "Код", "Начало", "Действие", "IP", "Источник"]
    rows = [
        [*cells[:5], token, *cells[5:], "https://example.org/", *answers]
        for cells, token, answers in ((LIME_OWN, tokens[0], ("Adopted", "")), (LIME_PARTIAL, tokens[1], ("", "")))
    ]
    export, found = read(lime(tmp_path, [*own, *GRID], *rows))
    assert len(questions(export)) == 2
    assert [response.state for response in found] == [State.COMPLETE, State.EMPTY]


def test_numbers_after_limesurvey_own_columns_are_answers(tmp_path: Path) -> None:
    own = ["ID ответа", "Отправлено", "Страница", "Язык", "Уровень зрелости", "Где? [ИИ]", "Где? [Дроны]"]
    rows = [[*LIME_OWN[:4], "3", "", ""], ["2", *LIME_OWN[1:4], "4", "", ""]]
    export, found = read(lime(tmp_path, own, *rows))
    assert len(questions(export)) == 3
    assert [response.state for response in found] == [State.COMPLETE] * 2


@pytest.mark.parametrize("heading", ["Response ID", "ID de respuesta", "ID ответа", "رمز الرد"])
def test_limesurvey_with_its_identifier_alone(tmp_path: Path, heading: str) -> None:
    export, (first, _) = read(lime(tmp_path, [heading, *GRID], ["7", "Adopted", ""], ["9", "Planned", "Adopted"]))
    assert (export.tool, first.identifier, len(questions(export))) == (Tool.LIMESURVEY, "7", 2)


@pytest.mark.parametrize("separator", [". ", ": ", " - ", "|", " "])
def test_limesurvey_with_any_separator_of_code_and_text(tmp_path: Path, separator: str) -> None:
    codes = ["id", "submitdate", "q1", "grid[ai]", "grid[drones]", "q2[other]"]
    texts = ["Response ID", "Date submitted", "Why, and how: in brief?", *GRID, "Which? [Autre]"]
    headings = [separator.join(pair) for pair in zip(codes, texts, strict=True)]
    export, _ = read(lime(tmp_path, headings, ["1", "2027-04-20 10:00:00", "x", "y", "z", "u"]))
    assert (export.tool, export.details["headings"]) == (Tool.LIMESURVEY, "codes and texts")
    assert questions(export) == [
        ("q1", "Why, and how: in brief?", "", ""),
        ("grid", "Where do you stand?", "ai", "AI"),
        ("grid", "Where do you stand?", "drones", "Drones"),
    ]
    assert roles(export)[-1] is Role.OTHER_TEXT


def test_limesurvey_with_underscores_for_spaces(tmp_path: Path) -> None:
    headings = ["Response_ID", "Date_submitted", "Last_page", *(heading.replace(" ", "_") for heading in GRID)]
    export, (response,) = read(lime(tmp_path, headings, ["1", "2027-04-20 10:00:00", "3", "Adopted", ""]))
    assert (export.tool, response.submitted_at) == (Tool.LIMESURVEY, SENT)
    assert [item for _, _, _, item in questions(export)] == ["AI", "Drones"]


@pytest.mark.parametrize("own", [(), (0,), (1,), (2,), (3,), (5,), (6,), (0, 4), (1, 3)])
@pytest.mark.parametrize("style", ["codes", "texts", "codes and texts"])
def test_limesurvey_with_any_of_its_own_columns(tmp_path: Path, own: tuple[int, ...], style: str) -> None:
    codes = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
    texts = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"]
    codes, texts = [*(codes[place] for place in own), *CODES], [*(texts[place] for place in own), *GRID]
    both = [f"{code}. {text}" for code, text in zip(codes, texts, strict=True)]
    headings = {"codes": codes, "texts": texts, "codes and texts": both}[style]
    rows = [[*(cells[place] for place in own), "Adopted", ""] for cells in (LIME_OWN, LIME_PARTIAL)]
    export, _ = read(lime(tmp_path, headings, *rows))
    assert (export.tool, export.details["headings"]) == (Tool.LIMESURVEY, style)
    assert len(questions(export)) == 2


def test_a_tidy_table_with_brackets_keeps_its_time(tmp_path: Path) -> None:
    path = writers.write_csv(tmp_path / "e.csv", [["id", "timestamp", "where[ai]"], ["1", "2027-04-20 10:00:00", "x"]])
    export, (response,) = read(path)
    assert (export.tool, response.submitted_at) == (Tool.TIDY, SENT)


def test_a_vv_file_of_limesurvey(tmp_path: Path) -> None:
    codes = ["id", "submitdate", "lastpage", "startlanguage", "q1", "grid_ai", "grid_drones"]
    rows = [
        ["Response ID", "Date submitted", "Last page", "Start language", "Why?", *GRID],
        codes,
        ["1", "2027-04-20 10:00:00", "3", "en", "{quote}a{newline}b{tab}{lbrace}c}", "A1", "{question_not_shown}"],
        ["2", *["{question_not_shown}"] * 6],
    ]
    export, (first, second) = read(writers.write_csv(tmp_path / "vvexport.vv", rows, delimiter="\t"))
    assert (export.tool, export.header_rows, export.details["headings"]) == (Tool.LIMESURVEY, 2, "VV")
    assert first.cells[4:] == ('"a\nb\t{c}', "A1", "")
    assert (first.state, second.state) == (State.COMPLETE, State.EMPTY)
    assert [(code, item) for code, _, item, _ in questions(export)] == [("q1", ""), ("grid", "ai"), ("grid", "drones")]


def test_boxes_of_limesurvey_with_2_for_no_tick_are_no_answer(tmp_path: Path) -> None:
    headings = ["id", "submitdate", "q1", "box[a]", "box[b]", "box[c]"]
    rows = [["1", "", "", "2", "2", "2"], ["2", "", "", "2", "1", "2"], ["3", "", "2", "2", "2", "2"]]
    states = [response.state for response in read(lime(tmp_path, headings, *rows))[1]]
    assert states == [State.EMPTY, State.PARTIAL, State.PARTIAL]


def test_seconds_spent_are_no_answer(tmp_path: Path) -> None:
    own = ["id", "submitdate", "lastpage"]
    for headings in (
        [*own, "grid[ai]", "interviewtime", "groupTime2", "gridTime"],
        ["Response ID", "Date submitted", "Last page", GRID[0], "Total time", "Group time: A", "Question time: grid"],
        ["ID ответа", "Дата отправки", "Последняя страница", "Язык", GRID[0], "Всего", "Группа: А", "Вопрос: А"],
    ):
        before = ["1", "2027-04-20 10:00:00", "3", *(["ru"] if len(headings) == 8 else [])]
        export, (response,) = read(lime(tmp_path, headings, [*before, "", "12.5", "12.5", "12.5"]))
        assert (export.tool, response.state) == (Tool.LIMESURVEY, State.EMPTY)


def test_google_forms_in_any_language(tmp_path: Path) -> None:
    for timestamp in ("طابع زمني", "Отметка времени", "时间戳记", "タイムスタンプ"):
        rows = [["2027/04/20 10:00:00 AM GMT+2", "Adopted", ""], ["2027/04/20 11:00:00 AM GMT+2", "", ""]]
        export, found = read(writers.google_forms_csv(tmp_path / "e.csv", GRID, rows, timestamp=timestamp))
        assert (export.tool, [response.state for response in found]) == (
            Tool.GOOGLE_FORMS,
            [State.COMPLETE, State.EMPTY],
        )
        assert found[0].submitted_at is not None


def test_a_heading_of_google_forms_twice_is_told_apart_by_its_column(tmp_path: Path) -> None:
    path = writers.google_forms_csv(tmp_path / "e.csv", ["Why?", "Why?"], [["4/20/2027 10:00:00", "a", "b"]])
    assert [column.heading for column in open_export(path).columns[1:]] == ["Why? (column B)", "Why? (column C)"]


@pytest.mark.parametrize(
    "metadata", [writers.MICROSOFT_FORMS_METADATA, ["Идентификатор", "Начало", "Окончание", "Почта", "Имя"]]
)
def test_microsoft_forms_with_times_as_text_and_as_csv(tmp_path: Path, metadata: list[str]) -> None:
    rows = [[1, "04/20/27 9:50:00", "04/20/27 10:00:00", "anonymous", "", "Yes"]]
    workbook = writers.microsoft_forms_xlsx(tmp_path / "e.xlsx", ["Strategy?"], rows, metadata=metadata)
    for path in (workbook, writers.write_csv(tmp_path / "e.csv", [[*metadata, "Strategy?"], *rows])):
        export, (response,) = read(path)
        assert (export.tool, response.identifier, response.submitted_at) == (Tool.MICROSOFT_FORMS, "1", SENT)
        assert roles(export)[3:] == [Role.PERSONAL, Role.PERSONAL, Role.ANSWER]


def test_microsoft_forms_without_a_person_has_questions_in_their_place(tmp_path: Path) -> None:
    rows = [
        ["ID", "Start time", "Completion time", "Strategy?", "Why?"],
        [1, "4/20/27 9:50", "4/20/27 10:00", "Yes", "x"],
    ]
    export, (response,) = read(writers.write_csv(tmp_path / "e.csv", rows))
    assert (export.tool, response.submitted_at) == (Tool.MICROSOFT_FORMS, SENT)
    assert [text for _, text, _, _ in questions(export)] == ["Strategy?", "Why?"]


@pytest.mark.parametrize(
    ("metadata", "whole"),
    [
        (["RespondentID", "CollectorID", "StartDate", "EndDate", "IP Address", "LastName"], "Response"),
        (["ID респондента", "ID коллектора", "Дата начала", "Дата окончания", "IP", "Имя"], "Ответ"),
    ],
)
def test_surveymonkey_with_older_headings_and_in_other_languages(
    tmp_path: Path, metadata: list[str], whole: str
) -> None:
    own = ["118000000001", "42", "04/20/2027 09:50:00", "04/20/2027 10:00:00", "192.0.2.5", ""]
    above = [*metadata, "Strategy?", "Where?", "", "Why?"]
    below = [*[""] * 6, whole, "AI", "Drones", whole]
    rows = [above, below, [*own, "Yes", "Adopted", "", "x"], ["118000000002", *own[1:], "No", "", "", ""]]
    workbook = writers.write_xls(tmp_path / "e.xls", {"Sheet": rows})
    for path in (writers.write_csv(tmp_path / "e.csv", rows, encoding="utf-8-sig"), workbook):
        export, found = read(path)
        assert (export.tool, export.header_rows) == (Tool.SURVEYMONKEY, 2)
        assert questions(export) == [
            ("", "Strategy?", "", ""),
            ("", "Where?", "", "AI"),
            ("", "Where?", "", "Drones"),
            ("", "Why?", "", ""),
        ]
        assert (found[0].submitted_at, found[1].state) == (SENT, State.EMPTY)


ODK = ["SubmissionDate", "q1", "grid{0}grid__ai", "grid{0}grid__drones", "boxes"]


@pytest.mark.parametrize("separator", ["-", ".", "/", ":"])
def test_odk_with_any_separator_between_groups(tmp_path: Path, separator: str) -> None:
    headings = [heading.format(separator) for heading in ODK]
    own = [f"meta{separator}instanceID", "KEY", "SubmitterID", "SubmitterName", "Status", "FormVersion"]
    rows = [
        ["2027-04-20T10:00:00.000Z", "x", "adopted", "", "a b", "uuid:1", "uuid:1", "5", "Jo", "", "1"],
        ["2027-04-20T11:00:00.000Z", "", "", "", "", "uuid:2", "uuid:2", "5", "Jo", "", "1"],
    ]
    export, (first, second) = read(writers.write_csv(tmp_path / "e.csv", [[*headings, *own], *rows]))
    assert (export.tool, first.identifier, second.state) == (Tool.ODK, "uuid:1", State.EMPTY)
    assert first.submitted_at == datetime(2027, 4, 20, 10, 0, tzinfo=UTC)
    assert [(code, item) for code, _, item, _ in questions(export)] == [
        ("q1", ""),
        ("grid", "ai"),
        ("grid", "drones"),
        ("boxes", ""),
    ]
    assert [column.heading for column in export.columns if column.role is Role.PERSONAL] == ["SubmitterName"]


def test_qualtrics_minus_99_is_no_answer(tmp_path: Path) -> None:
    own = writers.QUALTRICS_METADATA
    codes, ids = [*own, "Q1", "Q2"], [*own.values(), "QID1", "QID2"]
    row = ["2027-04-20 09:00:00", "2027-04-20 10:00:00", *[""] * 4, "1", "", "R_1", *[""] * 8]
    path = writers.qualtrics_csv(tmp_path / "e.csv", codes, codes, ids, [[*row, "-99", "-99"], [*row, "-99", "4"]])
    _, (first, second) = read(path)
    assert (first.state, second.state, second.cells[-2:]) == (State.EMPTY, State.COMPLETE, ("", "4"))


def test_surveymonkey_without_its_own_columns_is_read_where_it_is_told(tmp_path: Path) -> None:
    rows = [["Strategy?", "Where?", ""], ["Response", "AI", "Drones"], ["Yes", "Adopted", ""]]
    export, (response,) = read(writers.write_csv(tmp_path / "e.csv", rows), Tool.SURVEYMONKEY)
    assert questions(export) == [("", "Strategy?", "", ""), ("", "Where?", "", "AI"), ("", "Where?", "", "Drones")]
    assert (response.row, response.state) == (3, State.COMPLETE)


TIDY = [["id", "why", "how"], ["1", "a, b", 'say "so"'], ["2", "line\nend", "ж"]]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def quoted_once_more(text: str, after: str = "") -> str:
    rows = [as_csv([row]).removesuffix("\r\n") for row in csv.reader(io.StringIO(text, newline=""))]
    return "".join(as_csv([[row]]).replace("\r\n", f"{after}\r\n") for row in rows)


def zipped(folder: Path, **files: str) -> Path:
    with zipfile.ZipFile(folder / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
        archive.writestr("__MACOSX/._main.csv", b"\x00\x05\x16\x07")
    return folder / "export.zip"


def saved(folder: Path, content: str) -> Path:
    (folder / "export.csv").write_text(content, encoding="utf-8", newline="")
    return folder / "export.csv"


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: saved(folder, as_csv(TIDY)),
        lambda folder: saved(folder, f"sep=;\r\n{as_csv(TIDY, ';')}"),
        lambda folder: saved(folder, f"\ufeffsep=,\n{as_csv(TIDY)}"),
        lambda folder: saved(folder, quoted_once_more(as_csv(TIDY))),
        lambda folder: saved(folder, quoted_once_more(as_csv(TIDY), after=",,")),
        lambda folder: saved(folder, as_csv(TIDY[:1]) + quoted_once_more(as_csv(TIDY[1:]))),
        lambda folder: zipped(folder, main=as_csv(TIDY)),
        lambda folder: writers.write_ods(folder / "export.ods", TIDY),
    ],
    ids=[
        "as it was",
        "sep=;",
        "sep=, after a mark",
        "quoted once more",
        "with blanks after it",
        "but for headings",
        "ZIP",
        "ODS",
    ],
)
def test_what_a_spreadsheet_or_an_archive_makes_of_a_file(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    export, found = read(write(tmp_path))
    assert export.tool is Tool.TIDY
    assert [list(response.cells) for response in found] == TIDY[1:]
    assert [response.row for response in found] == [2, 3]


def test_an_archive_with_several_csv_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"found an archive with 2 CSV files \(main.csv, main-repeat.csv\)"):
        open_export(zipped(tmp_path, **{"main": as_csv(TIDY), "main-repeat": as_csv(TIDY)}))


@pytest.mark.parametrize(
    "tool", [Tool.LIMESURVEY, Tool.KOBO, Tool.ODK, Tool.MICROSOFT_FORMS, Tool.GOOGLE_FORMS, Tool.TIDY]
)
def test_the_tool_that_is_told_decides(tmp_path: Path, tool: Tool) -> None:
    path = writers.write_csv(tmp_path / "e.csv", [["Strategy?", "Why so?", "How?"], ["Yes", "a", ""]])
    with pytest.raises(InputError, match="name its tool with --tool"):
        open_export(path)
    export, (response,) = read(path, tool)
    assert (export.tool, response.state) == (tool, State.COMPLETE)
    assert roles(export) == [Role.ANSWER] * 3
    assert all(isinstance(column, Column) for column in export.columns)
