"""What becomes of each response, and of the raw files. Answers are made up."""

import csv
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import writers

from pipeline.errors import InputError
from pipeline.files import sha256_of
from pipeline.landing.outcome import Outcome, Wanted
from pipeline.landing.run import land
from pipeline.landing.sorting import Fate
from pipeline.project import Project
from tests.landing.missing import OPTIONAL

HEADINGS = ("submission_id", "submitted_at", "language", "member_code", "it_strategy", "maturity_level")
FRANCE = ("1", "2026-03-05T10:00:00Z", "fr", "FRA", "yes", "3")
JAPAN = ("2", "2026-03-06T10:00:00Z", "en", "Japan", "Non", "5 - Transformational")
LIMESURVEY = ("id", "submitdate", "lastpage", "startlanguage", "datestamp", "membercode", "itstrategy", "maturitylevel")

Tidy = Callable[..., Path]


def wanted(project: Project, survey_code: str = "SCS2026") -> Wanted:
    return Wanted(survey_code, project.landed_raw, allow_missing=OPTIONAL)


def rows(project: Project, name: str) -> list[dict[str, str]]:
    with (project.landed_raw / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state_of(project: Project) -> dict[str, tuple[int, bytes]]:
    """Time and bytes of every file that was landed."""
    return {
        str(path.relative_to(project.landed_raw)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in project.landed_raw.rglob("*")
        if path.is_file()
    }


def counted(outcome: Outcome) -> tuple[int, ...]:
    assert sum(outcome.counts.values()) == outcome.counts.total()
    return tuple(outcome.counts[fate] for fate in Fate if fate is not Fate.UPDATED)


def test_complete_responses_are_landed_in_codes(project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, FRANCE, JAPAN)
    outcome = land(project, path, wanted(project))
    assert counted(outcome) == (2, 0, 0, 0, 0)
    source = f"{sha256_of(path)}.csv"
    assert rows(project, "raw_submissions") == [
        {
            "survey_code": "SCS2026", "submission_id": "1", "respondent_kind": "member", "member_code": "FRA",
            "region_code": "EUR", "agency_type_code": "", "submitted_at": "2026-03-05T10:00:00Z", "language": "fr",
            "origin": "collected", "is_partial": "false", "source_file": source, "source_row": "2",
        },
        {
            "survey_code": "SCS2026", "submission_id": "2", "respondent_kind": "member", "member_code": "JPN",
            "region_code": "AP", "agency_type_code": "", "submitted_at": "2026-03-06T10:00:00Z", "language": "en",
            "origin": "collected", "is_partial": "false", "source_file": source, "source_row": "3",
        },
    ]  # fmt: skip
    assert [tuple(row.values()) for row in rows(project, "raw_answers")] == [
        ("SCS2026", "1", "it_strategy", "", "yes"),
        ("SCS2026", "1", "maturity_level", "", "3"),
        ("SCS2026", "2", "it_strategy", "", "no"),
        ("SCS2026", "2", "maturity_level", "", "5"),
    ]
    assert (project.landed_raw / "originals" / source).read_bytes() == path.read_bytes()
    assert not (project.landed_raw / "rejects.csv").exists()


def test_every_response_is_in_exactly_one_state(project: Project, tmp_path: Path) -> None:
    path = writers.limesurvey_csv(
        tmp_path / "export.csv",
        LIMESURVEY,
        [
            ["1", "2026-03-05 10:00:00", "3", "fr", "2026-03-05 10:00:00", "FRA", "yes", "3"],
            ["2", "", "1", "en", "2026-03-06 10:00:00", "JPN", "yes", ""],
            ["3", "", "1", "en", "2026-03-06 10:00:00", "", "yes", ""],
            ["4", "", "", "en", "2026-03-06 10:00:00", "", "", ""],
            ["1", "2026-03-05 10:00:00", "3", "fr", "2026-03-05 10:00:00", "FRA", "yes", "3"],
            ["1", "2026-03-05 10:00:00", "3", "fr", "2026-03-05 10:00:00", "FRA", "yes", "4"],
            ["7", "2026-03-05 10:00:00", "3", "fr", "2026-03-05 10:00:00", "Atlantis", "yes", "4"],
        ],
    )
    outcome = land(project, path, wanted(project))
    assert counted(outcome) == (1, 1, 1, 1, 3)
    assert [(row["submission_id"], row["is_partial"]) for row in rows(project, "raw_submissions")] == [
        ("1", "false"),
        ("2", "true"),
    ]
    assert [row["submission_id"] for row in rows(project, "raw_answers")] == ["1", "1", "2"]
    assert [row["row"] for row in rows(project, "rejects")] == ["4", "7", "8"]


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        (
            "member_code",
            "Nigeri",
            "found 'Nigeri', expected a name or code of the codebook; the nearest are Nigeria, Niger",
        ),
        ("member_code", "", "found '', expected the Member that answered"),
        ("submitted_at", "2026-04-11T00:00:00Z", "expected a day from 2026-03-02 to 2026-04-10"),
        ("submitted_at", "2026-03-01T23:59:59Z", "expected a day from 2026-03-02 to 2026-04-10"),
        ("submitted_at", "", "found '', expected the time at which it was sent"),
        ("it_strategy", "7", "found '7', expected one of yes, no"),
        ("maturity_level", "Good", "found 'Good', expected one of 1 (Initial), 2 (Experimental)"),
        ("region_code", "AP", "found 'AP', expected EUR, the region of FRA"),
        ("region_code", "Atlantic", "found 'Atlantic', expected one of ESA (East and Southern Africa)"),
        ("respondent_kind", "Visitor", "found 'Visitor', expected one of member, partner_agency"),
        ("respondent_kind", "Partner agency", "found '', expected the type of the partner agency"),
        ("agency_type_code", "it_department", "found 'it_department', expected nothing for a Member"),
        ("flagship_choice", "Drones;Blockchain;Biometrics;Cloud computing", "expected at most 3 choices"),
        ("flagship_choice", "Drones;Teleporters", "found 'Teleporters', expected only choices of flagship_choice"),
        ("capacity_building_need_other", "RÃ©seaux", "found 'Ã©', expected the letters that stood there"),
    ],
)
def test_a_response_that_a_build_would_refuse_is_set_aside_with_its_reason(
    project: Project, tidy: Tidy, heading: str, cell: str, reason: str
) -> None:
    headings = HEADINGS if heading in HEADINGS else (*HEADINGS, heading)
    bad = dict(zip(headings, (*FRANCE, ""), strict=False)) | {heading: cell}
    good = dict.fromkeys(headings, "") | dict(zip(HEADINGS, JAPAN, strict=True))
    path = tidy(headings, list(bad.values()), list(good.values()))
    outcome = land(project, path, wanted(project))
    assert counted(outcome) == (1, 0, 0, 0, 1)
    (reject,) = rows(project, "rejects")
    assert reason in reject["reason"]
    assert (reject["row"], reject["source_file"]) == ("2", f"{sha256_of(path)}.csv")
    assert '"it_strategy"' in reject["cells"]
    assert [row["submission_id"] for row in rows(project, "raw_submissions")] == ["2"]
    (told,) = outcome.reasons
    assert str(told).startswith("1 rejected: ")


def test_who_became_a_member_after_the_closing_is_set_aside(project: Project, tidy: Tidy) -> None:
    members = project.seeds / "codebook" / "members.csv"
    content = members.read_text(encoding="utf-8")
    (france,) = [line for line in content.splitlines() if line.startswith("FRA,")]
    later = ",".join([*france.split(",")[:5], "2026-05-01", "made up"])
    members.write_text(content.replace(france, later), encoding="utf-8")
    land(project, tidy(HEADINGS, FRANCE, JAPAN), wanted(project))
    (reject,) = rows(project, "rejects")
    assert "expected a Member of the WCO on 2026-04-10; this one acceded on 2026-05-01" in reject["reason"]


def test_a_partner_agency_may_answer_after_the_closing(project: Project, tidy: Tidy) -> None:
    headings = (*HEADINGS, "respondent_kind", "agency_type_code", "region_code")
    agency = ("9", "2026-06-01T10:00:00Z", "fr", "", "no", "2", "Organisme partenaire", "Ministère des finances", "AOC")
    outcome = land(project, tidy(headings, agency), wanted(project))
    assert counted(outcome) == (1, 0, 0, 0, 0)
    (row,) = rows(project, "raw_submissions")
    assert (row["respondent_kind"], row["agency_type_code"], row["region_code"], row["member_code"]) == (
        "partner_agency", "finance_ministry", "WCA", "",
    )  # fmt: skip


def test_who_names_an_agency_type_and_no_member_is_a_partner_agency(project: Project, tidy: Tidy) -> None:
    headings = (*HEADINGS, "agency_type_code")
    land(project, tidy(headings, (*FRANCE, ""), (*JAPAN[:3], "", "no", "2", "it_department")), wanted(project))
    kinds = [row["respondent_kind"] for row in rows(project, "raw_submissions")]
    assert kinds == ["member", "partner_agency"]


def test_without_an_identifier_a_hash_tells_responses_apart(project: Project, tmp_path: Path) -> None:
    path = writers.google_forms_csv(
        tmp_path / "forms.csv",
        ["Country", "IT strategy", "Maturity level", "Your e-mail"],
        [
            ["3/5/2026 10:00:00", "France", "yes", "3", "someone@example.org"],
            ["3/5/2026 10:00:00", "France", "yes", "3", "other@example.org"],
            ["3/5/2026 10:00:01", "France", "yes", "3", "someone@example.org"],
        ],
    )
    outcome = land(project, path, wanted(project))
    # What is dropped does not tell responses apart: it cannot be guessed from the hash.
    assert counted(outcome) == (2, 0, 0, 1, 0)
    identifiers = [row["submission_id"] for row in rows(project, "raw_submissions")]
    assert [len(identifier) for identifier in identifiers] == [24, 24]
    assert len(set(identifiers)) == 2


def test_times_without_a_zone_are_read_in_the_one_that_was_asked_for(project: Project, tmp_path: Path) -> None:
    row = ["1", "2026-03-02 00:30:00", "3", "fr", "2026-03-05 10:00:00", "FRA", "yes", "3"]
    path = writers.limesurvey_csv(tmp_path / "export.csv", LIMESURVEY, [row])
    outcome = land(project, path, wanted(project))
    assert outcome.naive_time_count == 1
    with pytest.raises(InputError, match="found no response that can be landed among 1"):
        land(project, path, replace(wanted(project), timezone="Europe/Brussels", mode="replace"))
    land(project, path, replace(wanted(project), timezone="America/Lima", mode="replace"))
    assert rows(project, "raw_submissions")[0]["submitted_at"] == "2026-03-02T05:30:00Z"
    for name in ("Europe/Atlantis", "Europe", "../etc/passwd", ""):
        with pytest.raises(InputError, match="--timezone: found"):
            land(project, path, replace(wanted(project), timezone=name))


def test_landing_the_same_file_twice_changes_nothing(project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, FRANCE, JAPAN, ("3", "2026-03-05T10:00:00Z", "fr", "Atlantis", "yes", "3"))
    assert land(project, path, wanted(project)).written
    before = state_of(project)
    for mode in ("new", "replace", "append"):
        outcome = land(project, path, replace(wanted(project), mode=mode))
        assert outcome.written == []
        assert counted(outcome) == ((0, 0, 0, 2, 1) if mode == "append" else (2, 0, 0, 0, 1))
        assert state_of(project) == before


def test_another_file_of_the_survey_is_refused_unless_told_what_to_do(project: Project, tidy: Tidy) -> None:
    land(project, tidy(HEADINGS, FRANCE), wanted(project))
    before = state_of(project)
    other = tidy(HEADINGS, JAPAN, name="other.csv")
    with pytest.raises(InputError, match="--replace to land this file in their place, or --append to add"):
        land(project, other, wanted(project))
    assert state_of(project) == before
    land(project, other, replace(wanted(project), mode="append"))
    assert [row["submission_id"] for row in rows(project, "raw_submissions")] == ["1", "2"]
    land(project, other, replace(wanted(project), mode="replace"))
    assert [row["submission_id"] for row in rows(project, "raw_submissions")] == ["2"]
    assert {row["submission_id"] for row in rows(project, "raw_answers")} == {"2"}


def test_the_same_file_with_another_mapping_is_refused_unless_it_replaces(
    project: Project, tidy: Tidy, tmp_path: Path
) -> None:
    path = tidy(HEADINGS, FRANCE)
    land(project, path, wanted(project))
    before = state_of(project)
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(
        "columns:\n  member_code: member_code\n  it_strategy: it_strategy\n  maturity_level: maturity_level\n"
        "questions:\n  it_strategy:\n    answers: {'yes': 'no'}\n"
    )
    edited = replace(wanted(project), mapping_file=mapping)
    with pytest.raises(InputError, match="were landed from this file with another mapping"):
        land(project, path, edited)
    assert state_of(project) == before
    land(project, path, replace(edited, mode="replace"))
    assert rows(project, "raw_answers")[0]["answer"] == "no"


def test_appended_responses_are_told_from_those_that_are_there(project: Project, tidy: Tidy) -> None:
    land(project, tidy(HEADINGS, FRANCE, JAPAN), wanted(project))
    more = tidy(HEADINGS, FRANCE, ("2", *FRANCE[1:]), ("3", *FRANCE[1:]), name="more.csv")
    outcome = land(project, more, replace(wanted(project), mode="append"))
    assert counted(outcome) == (1, 0, 0, 1, 1)
    assert [row["submission_id"] for row in rows(project, "raw_submissions")] == ["1", "2", "3"]
    (reject,) = rows(project, "rejects")
    assert "expected an identifier that no other response has" in reject["reason"]


def test_two_exports_that_both_count_from_one_are_appended_with_a_prefix(project: Project, tidy: Tidy) -> None:
    land(project, tidy(HEADINGS, FRANCE), wanted(project))
    other = tidy(HEADINGS, ("1", *JAPAN[1:]), name="other.csv")
    land(project, other, replace(wanted(project), mode="append", id_prefix="fr-"))
    assert [row["submission_id"] for row in rows(project, "raw_submissions")] == ["1", "fr-1"]


def test_rows_of_other_surveys_stay_byte_for_byte_and_in_their_place(project: Project, tidy: Tidy) -> None:
    raw = project.landed_raw
    raw.mkdir(parents=True)
    columns = {
        name: (project.shipped_raw / f"{name}.csv").read_text("utf-8").splitlines()[0]
        for name in ("raw_submissions", "raw_answers", "raw_need_codings")
    }
    before = '"TST1",A,member,FRA,,,2020-01-02T10:00:00Z,,collected,,,\r\n'
    after = 'TST2,"B ""b""",member,FRA,,,2020-01-02T10:00:00Z,,collected,,,'
    old = "SCS2026,X,member,FRA,,,2026-03-05T10:00:00Z,,collected,,old.csv,2\n"
    (raw / "raw_submissions.csv").write_bytes(f"{columns['raw_submissions']}\n{before}{old}{after}".encode())
    answer = 'TST2,"B ""b""",capacity_building_need_other,,"two\nlines"\n'
    (raw / "raw_answers.csv").write_bytes(f"{columns['raw_answers']}\n{answer}".encode())
    land(project, tidy(HEADINGS, FRANCE), replace(wanted(project), mode="replace"))
    submissions = (raw / "raw_submissions.csv").read_bytes().decode()
    first, rest = submissions.split(before)
    assert first == f"{columns['raw_submissions']}\n"
    assert rest.startswith("SCS2026,1,member,FRA,EUR")
    assert rest.endswith(f"\n{after}\n")
    assert (raw / "raw_answers.csv").read_bytes().decode().startswith(f"{columns['raw_answers']}\n{answer}SCS2026,1,")


def test_codings_stay_as_long_as_their_text_does(project: Project, tidy: Tidy) -> None:
    headings = (*HEADINGS, "capacity_building_need_other")
    land(project, tidy(headings, (*FRANCE, "Networks"), (*JAPAN, 'A "lab"')), wanted(project))
    codings = project.landed_raw / "raw_need_codings.csv"
    header, other = "survey_code,answer,need_code\n", "TST1,Networks,technical_skills\n"
    kept = f'{header}SCS2026,"A ""lab""",project_management\n{other}'
    codings.write_text(kept.replace(other, f"SCS2026,Networks,technical_skills\n{other}"))
    before = codings.read_bytes()
    more = tidy(headings, ("4", *FRANCE[1:], "Law"), name="more.csv")
    land(project, more, replace(wanted(project), mode="append"))
    assert codings.read_bytes() == before
    land(project, tidy(headings, (*JAPAN, 'A "lab"'), name="less.csv"), replace(wanted(project), mode="replace"))
    assert codings.read_text() == kept


def test_strictly_all_are_landed_or_none(project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, FRANCE, (*JAPAN[:-1], "9"))
    with pytest.raises(InputError) as refused:
        land(project, path, replace(wanted(project), is_strict=True))
    assert "found 1 of 2 responses that cannot be landed, expected none with --strict" in refused.value.lines[0]
    assert "column 'maturity_level', first in row 3: found '9'" in refused.value.lines[1]
    assert not project.landed_raw.exists()


def test_a_dry_run_writes_nothing_and_says_what_it_would(project: Project, tidy: Tidy) -> None:
    outcome = land(project, tidy(HEADINGS, FRANCE, JAPAN), replace(wanted(project), is_dry_run=True))
    assert counted(outcome) == (2, 0, 0, 0, 0)
    assert [path.name for path in outcome.written][1:] == ["raw_answers.csv", "raw_submissions.csv"]
    assert not (project.root / "data").exists()


@pytest.mark.parametrize(
    ("rows_of_file", "expected"),
    [
        ([], "found headings and no response, expected at least one"),
        ([("1", *FRANCE[1:3], "Atlantis", "yes", "3")], "found no response that can be landed among 1"),
        ([("1", *FRANCE[1:3], "", "", "")], "0 are rejected and 1 empty, and nothing was written"),
    ],
)
def test_a_file_of_which_nothing_can_be_landed_is_refused(
    project: Project, tidy: Tidy, rows_of_file: list[tuple[str, ...]], expected: str
) -> None:
    land(project, tidy(HEADINGS, FRANCE, name="good.csv"), wanted(project))
    before = state_of(project)
    with pytest.raises(InputError, match=expected):
        land(project, tidy(HEADINGS, *rows_of_file), replace(wanted(project), mode="replace"))
    assert state_of(project) == before


def test_a_failure_while_writing_leaves_the_raw_files_as_they_were(
    project: Project, tidy: Tidy, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(project, tidy(HEADINGS, FRANCE), wanted(project))
    before = state_of(project)
    replaced = os.replace

    def fail_at_last(source: Path, target: Path) -> None:
        if Path(target).name == "raw_submissions.csv" and ".old." not in str(source):
            raise OSError("disk full")
        replaced(source, target)

    monkeypatch.setattr("pipeline.files.os.replace", fail_at_last)
    bad = tidy(HEADINGS, JAPAN, (*FRANCE[:-1], "9"), name="other.csv")
    with pytest.raises(OSError, match="disk full"):
        land(project, bad, replace(wanted(project), mode="replace"))
    assert {name: content for name, (_, content) in state_of(project).items()} == {
        name: content for name, (_, content) in before.items()
    }


def test_a_file_that_changes_while_it_is_landed_is_refused(project: Project, tidy: Tidy) -> None:
    path = tidy(HEADINGS, FRANCE)

    def change(words: str) -> None:
        if "responses" in words:
            tidy(HEADINGS, FRANCE, JAPAN)

    with pytest.raises(InputError, match="found a file that changed while it was landed"):
        land(project, path, wanted(project), change)
    assert not project.landed_raw.exists()


def test_damaged_raw_files_are_refused_and_left_alone(project: Project, tidy: Tidy) -> None:
    raw = project.landed_raw
    raw.mkdir(parents=True)
    for content, expected in (
        (b"survey_code,answer\n", "row 1: found other columns, expected survey_code,submission_id"),
        (b"survey_code,submission_id,question_code,item_code,answer\na,b\n", "row 2: found 2 fields, expected 5"),
        (b"survey_code,submission_id,question_code,item_code,answer\n\xff,b,c,d,e\n", "expected CSV in UTF-8"),
    ):
        (raw / "raw_answers.csv").write_bytes(content)
        with pytest.raises(InputError, match=expected):
            land(project, tidy(HEADINGS, FRANCE), wanted(project))
        assert [path.name for path in raw.iterdir()] == ["raw_answers.csv"]
        assert (raw / "raw_answers.csv").read_bytes() == content


def test_confidential_answers_stay_outside_version_control(project: Project, tidy: Tidy) -> None:
    subprocess.run(["git", "init", "--quiet", project.root], check=True)
    path = tidy(HEADINGS, FRANCE)
    with pytest.raises(InputError, match="found a folder that git does not ignore, expected confidential answers"):
        land(project, path, wanted(project))
    assert not project.landed_raw.exists()
    (project.root / ".gitignore").write_text("/data/\n")
    assert land(project, path, wanted(project)).written
    with pytest.raises(InputError, match="found a folder that is shipped with the project"):
        land(project, path, replace(wanted(project), raw=project.shipped_raw))


def test_an_unknown_survey_says_how_to_register_it(project: Project, tidy: Tidy) -> None:
    with pytest.raises(InputError, match="register it with `smart-customs survey add SCS2031"):
        land(project, tidy(HEADINGS, FRANCE), wanted(project, "SCS2031"))
