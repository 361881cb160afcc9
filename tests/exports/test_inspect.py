"""`smart-customs inspect`: what it says of an export, and what it keeps to itself."""

import json
from pathlib import Path
from typing import Any

import pytest
import writers
from click.testing import CliRunner, Result

from pipeline.cli import main

NEEDS = ["Skills", "Staff", "Tools"]


@pytest.fixture(autouse=True)
def in_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


def run(path: Path, *options: str) -> Result:
    result = CliRunner().invoke(main, ["inspect", str(path), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def inspected(path: Path) -> dict[str, Any]:
    result = run(path, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def question(found: dict[str, Any], name: str) -> dict[str, Any]:
    (match,) = [question for question in found["questions"] if name in (question["code"], question["text"])]
    return dict(match)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A LimeSurvey export of twelve responses: ten complete, one partial, one empty."""
    headings = [
        "id", "submitdate", "lastpage", "startlanguage", "ipaddr", "strategy", "level", "needs[1s]", "needs[2s]",
        "needs[other]", "status[ai]", "status[iot]", "rank[1]", "rank[2]", "why", "staff", "since",
    ]  # fmt: skip
    rows = []
    for number in range(10):
        rows.append(
            [number, "2026-05-01 10:00:00", 3, "fr" if number < 4 else "en", "192.0.2.7", "yes", str(number % 3 + 1),
             "Y", "" if number % 2 else "Y", "someone@example.org", "adopted", "planned",
             "ai", "iot", f"Because of reason {number}", str(100 + number), f"2026-04-{number + 10}"]
        )  # fmt: skip
    rows.append([10, "", 1, "en", "192.0.2.7", "no", *[""] * 11])
    rows.append([11, "", 1, "en", "192.0.2.7", *[""] * 12])
    return writers.limesurvey_csv(tmp_path / "export.csv", headings, rows)


def test_counts_add_up_to_all_responses(survey: Path) -> None:
    found = inspected(survey)
    assert (found["tool"], found["encoding"], found["delimiter"], found["header_rows"]) == (
        "limesurvey",
        "utf-8-sig",
        ";",
        1,
    )
    counts = [found[f"{state}_count"] for state in ("complete", "partial", "empty")]
    assert counts == [10, 1, 1]
    assert found["response_count"] == sum(counts)
    assert found["languages"] == {"en": 8, "fr": 4}


def test_questions_have_their_type_items_and_options(survey: Path) -> None:
    found = inspected(survey)
    assert {question["code"]: question["type"] for question in found["questions"]} == {
        "strategy": "single choice",
        "level": "single choice",
        "needs": "multiple choice",
        "status": "grid",
        "rank": "ranking",
        "why": "text",
        "staff": "number",
        "since": "date",
    }
    assert question(found, "strategy")["options"] == [{"text": "yes", "count": 10}, {"text": "no", "count": 1}]
    assert question(found, "needs")["options"] == [{"text": "1s", "count": 10}, {"text": "2s", "count": 5}]
    assert [item["code"] for item in question(found, "status")["items"]] == ["ai", "iot"]
    assert question(found, "status")["columns"] == ["status[ai]", "status[iot]"]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_what_people_wrote_and_where_they_are_is_not_shown(survey: Path, options: list[str]) -> None:
    shown = run(survey, *options).output
    for secret in ("192.0.2.7", "someone@example.org", "Because of reason"):
        assert secret not in shown
    assert "ipaddr" in shown


@pytest.mark.parametrize(
    "heading",
    ["contact_person", "Nom du point de contact", "What is your e-mail?", "Who filled this in?", "请填写姓名"],
)
def test_names_that_come_back_are_no_options(tmp_path: Path, heading: str) -> None:
    rows = [[str(number), "Jo Doe" if number % 2 else "Al Roe"] for number in range(10)]
    path = writers.tidy_csv(tmp_path / "export.csv", ["id", heading, "office"], [[*row, "North"] for row in rows])
    assert question(inspected(path), heading)["options"] == []
    assert "Jo Doe" not in run(path).output


def test_people_get_a_table(survey: Path) -> None:
    output = run(survey).output
    assert "limesurvey, utf-8-sig, semicolon, 1 header row" in output
    assert "12 responses: 10 complete, 1 partial, 1 empty" in output
    assert "yes 10; no 1" in output


def test_brackets_in_a_question_are_not_taken_for_markup(tmp_path: Path) -> None:
    path = writers.tidy_csv(
        tmp_path / "export.csv", ["id", "Why [bold]not[/bold] now?"], [[str(number), "[red]yes"] for number in range(3)]
    )
    output = run(path).output
    assert "Why [bold]not[/bold] now?" in output
    assert "[red]yes 3" in output


@pytest.mark.parametrize(("joint", "end"), [(";", ";"), (";", ""), (", ", "")])
def test_choices_joined_in_one_cell_are_told_one_by_one(tmp_path: Path, joint: str, end: str) -> None:
    cells = [joint.join(needs) + end for needs in (NEEDS, NEEDS[:1], NEEDS[1:], NEEDS[:2], NEEDS[:1], NEEDS[2:])]
    path = writers.google_forms_csv(tmp_path / "export.csv", ["Needs"], [["5/31/2026 9:00:00", cell] for cell in cells])
    found = question(inspected(path), "Needs")
    assert found["type"] == "multiple choice"
    assert {option["text"]: option["count"] for option in found["options"]} == {"Skills": 4, "Staff": 3, "Tools": 3}


def test_choices_of_kobo_and_surveymonkey_are_counted_where_ticked(tmp_path: Path) -> None:
    kobo = writers.kobo_csv(
        tmp_path / "kobo.csv", ["needs", "needs/skills", "needs/staff", "_id", "_index"],
        [["skills staff", "1", "1", "1", "1"], ["skills", "1", "0", "2", "2"], ["", "0", "0", "3", "3"]],
    )  # fmt: skip
    expected = [{"text": "skills", "count": 2}, {"text": "staff", "count": 1}]
    assert question(inspected(kobo), "needs")["options"] == expected
    monkey = writers.surveymonkey_csv(
        tmp_path / "monkey.csv", ["Strategy?", "Needs", ""], ["Response", "skills", "staff"],
        [["1", "Yes", "skills", "staff"], ["2", "Yes", "skills", ""]], metadata=["Respondent ID"],
    )  # fmt: skip
    assert question(inspected(monkey), "Needs")["options"] == expected


def test_options_are_bounded(tmp_path: Path) -> None:
    rows = [[str(number), f"Office {number % 50}"] for number in range(200)]
    found = question(inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "office"], rows)), "office")
    assert (found["type"], found["option_count"], len(found["options"])) == ("single choice", 50, 30)


def test_headings_without_responses_are_inspected(tmp_path: Path) -> None:
    found = inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "office"], []))
    assert found["response_count"] == 0
    assert question(found, "office")["type"] == "unanswered"


def test_a_file_that_cannot_be_read_ends_in_one_line_and_exit_2(tmp_path: Path, survey: Path) -> None:
    for path, *options in ((tmp_path / "absent.csv",), (survey, "--tool", "qualtrics")):
        result = run(path, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"Error: {path}: found")
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            ["Cloud, edge and so on,Drones", "Drones", "Cloud, edge and so on", "Drones,Big data", "Big data"] * 3,
            {"Cloud, edge and so on": 6, "Drones": 9, "Big data": 6},
            id="Qualtrics, an option with a comma and a space",
        ),
        pytest.param(
            ["Skills,staff,Drones", "Drones", "Skills,staff", "Drones,Big data", "Big data"] * 3,
            {"Skills,staff": 6, "Drones": 9, "Big data": 6},
            id="Qualtrics, an option with a comma",
        ),
        pytest.param(
            ["Virtual, mixed and so on, Drones", "Drones", "Virtual, mixed and so on", "Drones, IoT", "IoT"] * 3,
            {"Virtual, mixed and so on": 6, "Drones": 9, "IoT": 6},
            id="Google Forms, an option with a comma and a space",
        ),
        pytest.param(["1,4,7", "4", "1", "4,7"] * 3, {"4": 9, "1": 6, "7": 6}, id="Qualtrics, numbers"),
    ],
)
def test_options_that_hold_what_joins_them_are_counted_whole(
    tmp_path: Path, cells: list[str], expected: dict[str, int]
) -> None:
    path = writers.tidy_csv(tmp_path / "e.csv", ["id", "q1"], [[str(row), cell] for row, cell in enumerate(cells)])
    (question,) = json.loads(run(path, "--json").stdout)["questions"]
    assert question["type"] == "multiple choice"
    assert {option["text"]: option["count"] for option in question["options"]} == expected


@pytest.mark.parametrize("cells", [["1,5", "2,7", "10,3"] * 4, ["10,3,1", "2"] * 3], ids=["decimals", "not ascending"])
def test_numbers_with_commas_are_no_choices_for_that(tmp_path: Path, cells: list[str]) -> None:
    path = writers.tidy_csv(tmp_path / "e.csv", ["id", "q1"], [[str(row), cell] for row, cell in enumerate(cells)])
    (question,) = json.loads(run(path, "--json").stdout)["questions"]
    assert question["type"] != "multiple choice"


def test_options_of_eusurvey_may_be_longer_than_a_line(tmp_path: Path) -> None:
    options = [f"{'A rather long option that goes on and on ' * 4}{number}" for number in range(3)]
    cells = [f"{options[0]}(ID1)", f"{options[1]}(ID2); {options[2]}(ID3)", f"{options[0]}(ID1)"]
    path = writers.eusurvey_workbook(tmp_path / "e.xlsx", ["Which?"], [[cell] for cell in cells * 5])
    (question,) = json.loads(run(path, "--json").stdout)["questions"]
    assert (question["type"], question["option_count"]) == ("multiple choice", 3)
    assert [option["count"] for option in question["options"]] == [10, 5, 5]


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize("filler", ["None", "No", "n/a", "Néant", "-", "无"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_comment_column_of_fillers_is_a_text_and_shows_nothing(
    tmp_path: Path, options: list[str], filler: str, times: int
) -> None:
    comments = [f"Ms Example {letter} of unit {place} objects" for place, letter in enumerate("ABCDEFGHIJ")] * times
    rows = [[str(number), "Kenya", comment] for number, comment in enumerate([filler] * 20 + comments)]
    path = writers.tidy_csv(tmp_path / "export.csv", ["id", "Country", "Anything else?"], rows)
    shown = run(path, *options).output
    assert "Example" not in shown
    assert "Kenya" in shown
    if times == 1:
        assert question(inspected(path), "Anything else?")["type"] == "text"


@pytest.mark.parametrize(
    "personal",
    ["Jo Doe", "DOE, Jo", "Jean-Pierre de la Tour", "Dr No", "Mme Durand", "jo@example.org", "+32 2 209 92 11",
     "02/209.92.11", "tel. 0032 2 2099211"],
)  # fmt: skip
def test_what_looks_like_a_person_is_never_shown_however_often_it_comes(tmp_path: Path, personal: str) -> None:
    rows = [[str(number), personal if number % 4 == 0 else "Not Planned"] for number in range(60)]
    path = writers.tidy_csv(tmp_path / "export.csv", ["id", "Situation"], rows)
    for options in ([], ["--json"]):
        assert personal not in run(path, *options).output


def test_a_popular_answer_of_an_open_question_is_not_shown(tmp_path: Path) -> None:
    rows = [[str(number), "Ask Jo" if number < 12 else f"idea {number}"] for number in range(20)]
    path = writers.tidy_csv(tmp_path / "export.csv", ["id", "Ideas"], rows)
    assert question(inspected(path), "Ideas")["options"] == []


def test_options_of_the_codebook_are_shown_however_few_chose_them(tmp_path: Path) -> None:
    answers = [
        "Under consideration",
        "Under consideration",
        "Adopted",
        "Adopted",
        "Adoptée",
        "Adopted",
        "United Kingdom",
    ]
    rows = [[str(number), answer] for number, answer in enumerate(answers * 2)]
    found = question(inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "Status"], rows)), "Status")
    assert {option["text"] for option in found["options"]} == set(answers)


def test_several_choices_joined_by_the_comma_that_an_option_has_too(tmp_path: Path) -> None:
    long, drones, cloud = "Virtual, augmented and mixed reality", "Drones", "Cloud computing"
    cells = [[long, drones], [drones], [long], [cloud, long], [cloud, drones, long], [cloud], [drones, cloud]] * 2
    for joint in (",", ", "):
        rows = [[str(number), joint.join(chosen)] for number, chosen in enumerate(cells)]
        found = question(inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "Chosen"], rows)), "Chosen")
        assert found["type"] == "multiple choice"
        assert {option["text"]: option["count"] for option in found["options"]} == {long: 8, drones: 8, cloud: 8}


def test_choices_as_numbers_in_one_cell_are_no_decimal(tmp_path: Path) -> None:
    cells = ["1,2", "1,2,3", "2", "3", "1", "2,3", "1,3", "1,2,3"]
    rows = [[str(number), cell] for number, cell in enumerate(cells)]
    found = question(inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "Chosen"], rows)), "Chosen")
    assert found["type"] == "multiple choice"
    assert {option["text"]: option["count"] for option in found["options"]} == {"1": 5, "2": 5, "3": 5}


def test_a_long_option_is_an_option(tmp_path: Path) -> None:
    options = [f"An administration that {number} {'explains at length ' * 8}what it does" for number in ("one", "two")]
    rows = [[str(number), options[number % 2]] for number in range(20)]
    found = question(inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "Level"], rows)), "Level")
    assert (found["type"], [option["count"] for option in found["options"]]) == ("single choice", [10, 10])


def test_fillers_alone_are_a_text(tmp_path: Path) -> None:
    rows = [[str(number), "None", "Kenya"] for number in range(5)]
    found = inspected(writers.tidy_csv(tmp_path / "export.csv", ["id", "More?", "Country"], rows))
    assert question(found, "More?")["type"] == "text"
