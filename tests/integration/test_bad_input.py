"""Bad raw answers are refused: each fault in one line with its file and row, all in one go, the release unchanged."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.building.summary import Summary
from pipeline.project import Project
from tests.support.building import build
from tests.support.command import run_command

Rows = list[dict[str, str]]

# A collected round beside the shipped one, which closed before Palau acceded on 2 February 2024.
COLLECTED_SURVEY = "TST2023,Test round,Enquête d'essai,2023-01-10,2023-01-20,,2023-01-25,false"


# What the shipped round is made not to have asked, so that an answer to it is a fault.
NOT_ASKED = [("expected_impact", "vr_ar"), ("technology_status", "vr_ar")]


@dataclass(frozen=True)
class Fault:
    """A change to one row of raw answers, and the finding that it has to lead to."""

    name: str
    raw_name: str
    row: int
    change: dict[str, str]
    check: str
    column: str
    expected: str


SUBMISSION_FAULTS = [
    Fault("unknown region", "raw_submissions", 0, {"region_code": "XX"},
          "raw_submissions_have_known_codes", "region_code", "one of ESA, AP, WCA, AMS, EUR, MENA"),
    Fault("region in small letters", "raw_submissions", 1, {"region_code": "eur"},
          "raw_submissions_have_known_codes", "region_code", "one of ESA, AP, WCA, AMS, EUR, MENA"),
    Fault("impossible date", "raw_submissions", 2, {"submitted_at": "2024-02-30T10:00:00Z"},
          "raw_submissions_are_dated", "submitted_at", "a date and time that exist"),
    Fault("malformed date", "raw_submissions", 3, {"submitted_at": "06/05/2024 10:00"},
          "raw_submissions_are_dated", "submitted_at", "ISO 8601 in UTC"),
    Fault("date after the closing", "raw_submissions", 4, {"submitted_at": "2024-06-25T00:00:00Z"},
          "raw_submissions_lie_in_the_collection_window", "submitted_at", "a day from 2024-04-17 to 2024-06-24"),
    Fault("synthetic answer of a real Member", "raw_submissions", 5, {"member_code": "BEL", "region_code": "EUR"},
          "raw_submissions_name_their_respondent", "member_code", "never attached to a real administration"),
    Fault("no region and no Member", "raw_submissions", 6, {"region_code": ""},
          "raw_submissions_name_their_respondent", "region_code", "required for a Member without member_code"),
    Fault("unknown kind", "raw_submissions", 7, {"respondent_kind": "Member"},
          "raw_submissions_have_known_codes", "respondent_kind", "one of member, partner_agency"),
    Fault("partial in other words", "raw_submissions", 8, {"is_partial": "yes"},
          "raw_submissions_have_known_codes", "is_partial", "one of true, false"),
    Fault("no origin", "raw_submissions", 9, {"origin": ""},
          "raw_submissions_have_no_gaps", "origin", "a value: this column is required"),
    Fault("collected among synthetic", "raw_submissions", 10, {"origin": "collected"},
          "raw_surveys_have_one_origin", "origin", "the origin of the rest of the survey, synthetic"),
    Fault("language in capitals", "raw_submissions", 11, {"language": "FR"},
          "raw_submissions_are_well_formed", "language", "ISO 639-1"),
    Fault("source row that is none", "raw_submissions", 12, {"source_row": "0"},
          "raw_submissions_are_well_formed", "source_row", "a whole number from 1"),
    Fault("agency type of a Member", "raw_submissions", 13, {"agency_type_code": "trade_network"},
          "raw_submissions_name_their_respondent", "agency_type_code", "a Member is not a partner agency"),
    Fault("no-break space after the identifier", "raw_submissions", 16, {"submission_id": "S0017\u00a0"},
          "raw_submissions_are_well_formed", "submission_id", "without a space before or after it"),
    Fault("synthetic answer from an export", "raw_submissions", 17, {"source_file": "export.csv"},
          "raw_submissions_come_from_a_row_each", "source_file", "a synthetic answer comes from no export"),
    Fault("synthetic answer from a row", "raw_submissions", 18, {"source_row": "19"},
          "raw_submissions_come_from_a_row_each", "source_row", "a synthetic answer comes from no export"),
    Fault("unknown survey", "raw_submissions", 14, {"survey_code": "SCS2O24"},
          "raw_submissions_have_known_codes", "survey_code", "one of TST2023, SCS2024"),
    Fault("unknown Member", "raw_submissions", 15, {"member_code": "BE"},
          "raw_submissions_have_known_codes", "member_code", "a code of the codebook, such as"),
    Fault("partner agency without type", "raw_submissions", 116, {"agency_type_code": ""},
          "raw_submissions_name_their_respondent", "agency_type_code", "required for a partner agency"),
    Fault("unknown agency type", "raw_submissions", 117, {"agency_type_code": "Trade network"},
          "raw_submissions_have_known_codes", "agency_type_code", "one of finance_ministry, trade_network"),
    Fault("partner agency before the opening", "raw_submissions", 118, {"submitted_at": "2024-04-16T23:59:59Z"},
          "raw_submissions_lie_in_the_collection_window", "submitted_at", "a day from 2024-04-17 on"),
]  # fmt: skip

ANSWER_FAULTS = [
    Fault("status in capitals", "raw_answers", 0,
          {"question_code": "technology_status", "item_code": "cloud", "answer": "Adopted"},
          "raw_answers_are_on_their_scale", "answer", "one of adopted, in_development"),
    Fault("space before the answer", "raw_answers", 1,
          {"question_code": "technology_status", "item_code": "drones", "answer": " adopted"},
          "raw_answers_are_on_their_scale", "answer", "one of adopted, in_development"),
    Fault("value above the scale", "raw_answers", 102,
          {"question_code": "maturity_level", "item_code": "", "answer": "6"},
          "raw_answers_are_on_their_scale", "answer", "one of 1, 2, 3, 4, 5"),
    Fault("value below the scale", "raw_answers", 103,
          {"question_code": "expected_impact", "item_code": "cloud", "answer": "0"},
          "raw_answers_are_on_their_scale", "answer", "one of 1, 2, 3, 4, 5"),
    Fault("value between the steps", "raw_answers", 104,
          {"question_code": "adoption_difficulty", "item_code": "cloud", "answer": "3.5"},
          "raw_answers_are_on_their_scale", "answer", "one of 1, 2, 3, 4, 5"),
    Fault("impact of 6", "raw_answers", 111,
          {"question_code": "expected_impact", "item_code": "drones", "answer": "6"},
          "raw_answers_are_on_their_scale", "answer", "one of 1, 2, 3, 4, 5"),
    Fault("impact of 3.5", "raw_answers", 112,
          {"question_code": "expected_impact", "item_code": "drones", "answer": "3.5"},
          "raw_answers_are_on_their_scale", "answer", "one of 1, 2, 3, 4, 5"),
    Fault("status of a technology that was not asked about", "raw_answers", 113,
          {"question_code": "technology_status", "item_code": "vr_ar", "answer": "adopted"},
          "raw_answers_were_asked", "item_code", "an item that SCS2024 asked"),
    Fault("unknown question", "raw_answers", 105, {"question_code": "it_stratégie"},
          "raw_answers_have_known_questions_and_items", "question_code", "one of it_strategy, maturity_level"),
    Fault("unknown item", "raw_answers", 106, {"question_code": "technology_status", "item_code": "ai"},
          "raw_answers_have_known_questions_and_items", "item_code", "one of ai_ml, big_data"),
    Fault("item of a question without items", "raw_answers", 107,
          {"question_code": "willing_to_share", "item_code": "cloud", "answer": "yes"},
          "raw_answers_have_known_questions_and_items", "item_code", "nothing: this question has no items"),
    Fault("answer without a submission", "raw_answers", 108, {"submission_id": "S9999"},
          "raw_answers_belong_to_a_submission", "submission_id", "a submission_id that raw_submissions has"),
    Fault("spaces for a text", "raw_answers", 110,
          {"question_code": "capacity_building_need_other", "item_code": "", "answer": "  "},
          "raw_answers_are_well_formed", "answer", "without a space before or after it"),
    Fault("item that was not asked", "raw_answers", 109,
          {"question_code": "expected_impact", "item_code": "vr_ar", "answer": "3"},
          "raw_answers_were_asked", "item_code", "an item that SCS2024 asked"),
]  # fmt: skip

COLLECTED_FAULTS = [
    Fault("region that contradicts the Member", "raw_submissions", 0, {"region_code": "AP"},
          "raw_submission_regions_agree_with_the_member", "region_code", "EUR, the region of BEL (or empty)"),
    Fault("collected answer without a Member", "raw_submissions", 1, {"member_code": "", "region_code": "EUR"},
          "raw_submissions_name_their_respondent", "member_code", "required for a collected answer"),
    Fault("Member that acceded later", "raw_submissions", 2, {"member_code": "PLW"},
          "raw_collected_members_are_in_the_frame", "member_code",
          "a Member of the WCO on 2023-01-25; this one acceded on 2024-02-02"),
    Fault("two submissions of one row", "raw_submissions", 3, {"source_file": "export.csv", "source_row": "7"},
          "raw_submissions_come_from_a_row_each", "source_row",
          "a row of export.csv for itself, not for 2 submissions"),
    Fault("the other one of that row", "raw_submissions", 4, {"source_file": "export.csv", "source_row": "7"},
          "raw_submissions_come_from_a_row_each", "source_row",
          "a row of export.csv for itself, not for 2 submissions"),
]  # fmt: skip


COLLECTED_MEMBERS = ("BEL", "FRA", "DEU", "LUX", "NLD")


@dataclass(frozen=True)
class Refused:
    """What came of a build: its summary, and the raw files as they were changed."""

    summary: Summary
    project: Project
    pointer_before: bytes
    answer_count: int


@pytest.fixture(scope="module")
def refused(module_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Refused:
    """One build of everything that is wrong at once."""
    project = module_project
    _register_collected_survey(project)
    raw = project.shipped_raw
    submissions, answers = _read(raw / "raw_submissions.csv"), _without(NOT_ASKED, _read(raw / "raw_answers.csv"))
    survey_items = project.seeds / "codebook" / "survey_items.csv"
    _write(survey_items, _without(NOT_ASKED, _read(survey_items)))
    answer_count = len(answers)
    submissions.append(dict(submissions[20]))
    answers.append(dict(answers[200]))
    answers.append(
        {**answers[201], "question_code": "capacity_building_need", "item_code": "technical_skills", "answer": "yes"}
    )
    answers.append({**answers[-1], "answer": "no"})
    chose = {answer["submission_id"] for answer in answers if answer["question_code"] == "flagship_choice"}
    undecided = next(row["submission_id"] for row in submissions[30:] if row["submission_id"] not in chose)
    for technology_code in ("ai_ml", "big_data", "cloud", "iot"):
        answers.append(
            {"survey_code": "SCS2024", "submission_id": undecided, "question_code": "flagship_choice",
             "item_code": technology_code, "answer": "yes"}
        )  # fmt: skip
    _apply(SUBMISSION_FAULTS, submissions)
    _apply(ANSWER_FAULTS, answers)
    _write(raw / "raw_submissions.csv", submissions)
    _write(raw / "raw_answers.csv", answers)
    _write(
        raw / "raw_need_codings.csv",
        [
            {"survey_code": "SCS2024", "answer": "MPLS networks", "need_code": "networks"},
            {"survey_code": "SCS2024", "answer": "Modelling", "need_code": "database_architecture"},
            {"survey_code": "SCS2024", "answer": "Modelling", "need_code": "technical_skills"},
            {"survey_code": "NOPE", "answer": "Backup", "need_code": "technical_skills"},
            {"survey_code": "SCS2024", "answer": "", "need_code": "technical_skills"},
        ],
    )
    collected = tmp_path_factory.mktemp("collected")
    of_members = [_collected(submissions[0], number, code) for number, code in enumerate(COLLECTED_MEMBERS, 1)]
    _apply(COLLECTED_FAULTS, of_members)
    _write(collected / "raw_submissions.csv", of_members)
    _write(
        collected / "raw_answers.csv",
        [{**answers[0], "survey_code": "TST2023", "submission_id": "C1", "question_code": "it_strategy",
          "item_code": "", "answer": "yes"}],
    )  # fmt: skip
    pointer = (project.releases / "current.json").read_bytes()
    return Refused(build(project, [collected]), project, pointer, answer_count)


def test_nothing_is_released(refused: Refused) -> None:
    assert refused.summary.status == "failed"
    assert refused.summary.exit_code == 1
    assert refused.summary.release is None
    assert (refused.project.releases / "current.json").read_bytes() == refused.pointer_before


@pytest.mark.parametrize("fault", SUBMISSION_FAULTS + ANSWER_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_named_with_file_row_found_and_expected(refused: Refused, fault: Fault) -> None:
    _assert_found(refused, fault, f"seeds/raw/{fault.raw_name}.csv")


@pytest.mark.parametrize("fault", COLLECTED_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_another_raw_folder_is_named_there(refused: Refused, fault: Fault) -> None:
    _assert_found(refused, fault, f"{fault.raw_name}.csv")


def test_a_submission_that_stands_twice_is_named_with_both_rows(refused: Refused) -> None:
    (finding,) = _findings(refused, "raw_submission_ids_are_unique")
    assert finding.subject == "seeds/raw/raw_submissions.csv, rows 22 and 124, column submission_id"


def test_an_answer_that_stands_twice_is_named_with_both_rows(refused: Refused) -> None:
    subjects = [finding.subject for finding in _findings(refused, "raw_answers_are_unique")]
    assert f"seeds/raw/raw_answers.csv, rows 202 and {refused.answer_count + 2}, column answer" in subjects


def test_a_yes_and_a_no_to_the_same_item_are_named(refused: Refused) -> None:
    first = refused.answer_count + 3
    (finding,) = [
        finding
        for finding in _findings(refused, "raw_answers_are_unique")
        if f"{first} and {first + 1}, column answer" in finding.subject
    ]
    assert "no, yes" in finding.found or "yes, no" in finding.found, finding


def test_a_fourth_choice_is_named(refused: Refused) -> None:
    first = refused.answer_count + 5
    (finding,) = _findings(refused, "raw_choices_keep_to_the_maximum")
    rows = " and ".join(str(row) for row in range(first, first + 4))
    assert finding.subject.startswith(f"seeds/raw/raw_answers.csv, rows {rows}")
    assert finding.expected == "at most 3 choices, not 4"


def test_a_coding_that_is_unknown_or_stands_twice_is_named(refused: Refused) -> None:
    findings = _findings(refused, "raw_need_codings_are_unique_and_known")
    assert [finding.subject for finding in findings] == [
        "seeds/raw/raw_need_codings.csv, row 2, column need_code",
        "seeds/raw/raw_need_codings.csv, rows 3 and 4, column answer",
        "seeds/raw/raw_need_codings.csv, row 5, column survey_code",
        "seeds/raw/raw_need_codings.csv, row 6, column answer",
    ]


def test_a_coding_of_a_text_that_nobody_wrote_is_named(refused: Refused) -> None:
    findings = _findings(refused, "raw_need_codings_code_an_answer")
    assert "seeds/raw/raw_need_codings.csv, rows 3 and 4, column answer" in {finding.subject for finding in findings}
    assert {finding.expected for finding in findings} == {"a free text that somebody answered"}


def test_every_finding_on_raw_data_says_what_to_do(refused: Refused) -> None:
    for finding in refused.summary.findings:
        if finding.check.startswith("raw_"):
            assert finding.remedy, finding
            assert "\n" not in finding.line


def test_every_test_on_raw_data_was_shown_to_fail(refused: Refused) -> None:
    folder = refused.project.root / "tests" / "dbt" / "singular" / "raw"
    failed = {finding.check for finding in refused.summary.findings}
    assert {path.stem for path in folder.glob("*.sql")} <= failed


def test_all_data_tests_and_the_audit_ran_all_the_same(refused: Refused) -> None:
    assert refused.summary.errors == []
    assert refused.summary.data_tests_evaluated > len(SUBMISSION_FAULTS)
    assert refused.summary.expectations_evaluated > 50


def test_a_survey_that_got_lost_is_told_unless_it_was_dropped(project_copy: Project, tmp_path: Path) -> None:
    _register_collected_survey(project_copy)
    raw = project_copy.shipped_raw
    collected = tmp_path / "collected"
    template = _read(raw / "raw_submissions.csv")[0]
    codebook_members = _read(project_copy.seeds / "codebook" / "members.csv")
    # Not of Asia/Pacific, where Members acceded after this round.
    members = [row["member_code"] for row in codebook_members if row["region_code"] != "AP"][:30]
    _write(collected / "raw_submissions.csv", [_collected(template, n, code) for n, code in enumerate(members, 1)])
    answer = {**_read(raw / "raw_answers.csv")[0], "survey_code": "TST2023", "submission_id": "C1"}
    _write(collected / "raw_answers.csv", [{**answer, "question_code": "it_strategy", "item_code": "", "answer": "no"}])
    released = build(project_copy, [collected])
    assert released.status == "released", released
    assert [totals.survey_code for totals in released.totals] == ["TST2023", "SCS2024"]
    # 30 Members are unlikely few: told, and no reason to refuse.
    (warning,) = released.findings
    assert (warning.severity, warning.expected) == ("warning", "from 25 to 95 % of the Members answer")

    lost = build(project_copy)
    assert lost.exit_code == 1
    (finding,) = lost.findings
    assert "surveys of the current release" in finding.check
    assert "TST2023" in finding.subject
    assert build(project_copy, dropped_surveys=["TST2023"]).status == "released"

    unknown = build(project_copy, dropped_surveys=["NOPE"])
    assert unknown.exit_code == 2
    assert unknown.errors == [
        "--drop-survey NOPE: found no such survey in the current release, expected one of SCS2024"
    ]


@pytest.mark.parametrize(
    ("name", "spoil", "expected"),
    [
        ("missing", lambda path: path.unlink(), "raw_answers.csv: found no such file"),
        ("empty", lambda path: path.write_bytes(b""), "raw_answers.csv: found an empty file"),
        ("truncated", lambda path: path.write_bytes(path.read_bytes()[:-20]), "fields, expected 5 fields"),
        ("not UTF-8", lambda path: path.write_bytes(path.read_bytes() + b"\xe9\n"), "that is not UTF-8"),
        ("quote left open", lambda path: path.write_bytes(path.read_bytes() + b'"SCS2024,a\n'), "found broken quotes"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_loaded_stops_the_build(
    project_copy: Project, name: str, spoil: Callable[[Path], object], expected: str
) -> None:
    spoil(project_copy.shipped_raw / "raw_answers.csv")
    (project_copy.seeds / "codebook" / "regions.csv").write_text("region_code\nESA\n")
    pointer = (project_copy.releases / "current.json").read_bytes()
    warehouse = (project_copy.target / "warehouse.duckdb").read_bytes()
    refused = run_command(project_copy.root, "build")
    assert refused.returncode == 2, name
    assert expected in refused.stdout
    # All in one go: the codebook's faults too.
    assert "seeds/codebook/regions.csv, row 1: found no column name_en" in refused.stdout
    current = json.loads(pointer)["release_id"]
    assert refused.stdout.endswith(f"the warehouse could not be built; the current release is still {current}\n")
    assert (project_copy.releases / "current.json").read_bytes() == pointer
    assert (project_copy.target / "warehouse.duckdb").read_bytes() == warehouse


def test_a_model_that_cannot_be_built_stops_the_build_with_the_reason(project_copy: Project) -> None:
    regions = project_copy.seeds / "codebook" / "regions.csv"
    regions.write_text(regions.read_text() + regions.read_text().splitlines()[1] + "\n")
    summary = build(project_copy)
    assert summary.exit_code == 2
    assert any("participation_by_region" in error for error in summary.errors)
    # The cause is told too, not only that a key was violated further down, and no test that had nothing to look at.
    assert not any("could not" in finding.found or "Error" in finding.found for finding in summary.findings)
    assert any("unique" in finding.check and "regions" in finding.check for finding in summary.findings)


def _findings(refused: Refused, check: str) -> list:
    return [finding for finding in refused.summary.findings if finding.check == check]


def _assert_found(refused: Refused, fault: Fault, file: str) -> None:
    # The header is row 1.
    subject = f"{file}, row {fault.row + 2}, column {fault.column}"
    found = fault.change.get(fault.column, "")
    matching = [
        finding
        for finding in _findings(refused, fault.check)
        if finding.subject.endswith(subject)
        and finding.found == (repr(found) if found else "nothing")
        and fault.expected in finding.expected
    ]
    assert matching, json.dumps([finding.line for finding in _findings(refused, fault.check)], indent=1)


def _without(items: list[tuple[str, str]], rows: Rows) -> Rows:
    return [row for row in rows if (row["question_code"], row["item_code"]) not in items]


def _apply(faults: list[Fault], rows: Rows) -> None:
    for fault in faults:
        rows[fault.row].update(fault.change)


def _collected(template: dict[str, str], number: int, member_code: str) -> dict[str, str]:
    return {
        **template,
        "survey_code": "TST2023",
        "submission_id": f"C{number}",
        "respondent_kind": "member",
        "member_code": member_code,
        "region_code": "",
        "submitted_at": "2023-01-12T09:00:00Z",
        "origin": "collected",
    }


def _register_collected_survey(project: Project) -> None:
    codebook = project.seeds / "codebook"
    with (codebook / "surveys.csv").open("a") as file:
        file.write(COLLECTED_SURVEY + "\n")
    items = _read(codebook / "survey_items.csv")
    _write(codebook / "survey_items.csv", items + [{**item, "survey_code": "TST2023"} for item in items])


def _read(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
