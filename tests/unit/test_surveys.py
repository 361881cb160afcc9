"""A round is registered in three seeds together, or in none; what was there keeps its bytes."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.errors import InputError
from pipeline.files import replace_together
from pipeline.project import Project
from pipeline.seeds.codebook import check_codebook
from pipeline.surveys.adding import AddedSurvey, SurveyDates, add_survey

DATES = SurveyDates("2026-03-02", "2026-03-20", "2026-03-27", "2026-04-10")
SEEDS = ("surveys", "survey_items", "flagship_rules")


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Project:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    return Project(tmp_path)


def read(project: Project) -> dict[str, bytes]:
    return {name: (project.seeds / "codebook" / f"{name}.csv").read_bytes() for name in SEEDS}


def files(project: Project) -> set[str]:
    return {path.name for path in (project.seeds / "codebook").iterdir()}


def add(project: Project, survey_code: str = "TST2026", dates: SurveyDates = DATES, **options: str) -> AddedSurvey:
    return add_survey(project, survey_code, dates, **{"like": "SCS2024", **options})


def lines_of(content: bytes, survey_code: str) -> list[str]:
    return [line for line in content.decode().splitlines() if line.startswith(f"{survey_code},")]


def test_items_and_rules_are_those_of_the_model_and_nothing_else_changes(project: Project) -> None:
    before, names = read(project), files(project)
    added = add(project)
    after = read(project)
    for name in SEEDS:
        assert after[name].startswith(before[name])
        assert after[name].endswith(b"\n")
    for name in SEEDS[1:]:
        expected = [line.replace("SCS2024", "TST2026", 1) for line in lines_of(before[name], "SCS2024")]
        assert lines_of(after[name], "TST2026") == expected
    assert lines_of(after["surveys"], "TST2026") == [
        "TST2026,WCO Smart Customs Survey 2026,Enquête 2026 de l'OMD sur les douanes intelligentes,"
        "2026-03-02,2026-03-20,2026-03-27,2026-04-10,false"
    ]
    assert (added.item_count, added.flagship_rule_count) == (63, 9)
    assert files(project) == names
    check_codebook(project)


def test_a_deadline_that_was_never_moved_is_empty(project: Project) -> None:
    add(project, dates=SurveyDates("2026-03-02", "2026-03-20", "", "2026-03-20"))
    assert ",2026-03-02,2026-03-20,,2026-03-20,false" in lines_of(read(project)["surveys"], "TST2026")[0]


def test_names_that_are_given_are_kept_and_quoted_where_they_have_to_be(project: Project) -> None:
    added = add(project, name_en="Customs, again", name_fr='La "deuxième"')
    assert (added.survey["name_en"], added.survey["name_fr"]) == ("Customs, again", 'La "deuxième"')
    assert '"Customs, again","La ""deuxième""",' in read(project)["surveys"].decode()
    check_codebook(project)


def test_a_name_that_another_round_has_is_told_apart_by_the_code(project: Project) -> None:
    add(project)
    second = add(project, "TST2026B")
    assert second.survey["name_en"] == "WCO Smart Customs Survey 2026 (TST2026B)"
    nameless = add(project, "TST2027", SurveyDates("2027-01-01", "2027-01-02", "", "2027-01-03"), name_en="A round")
    third = add(project, "TST2028", SurveyDates("2028-01-01", "2028-01-02", "", "2028-01-03"), like="TST2027")
    assert nameless.survey["name_fr"] == "Enquête 2027 de l'OMD sur les douanes intelligentes"
    assert third.survey["name_en"] == "A round (TST2028)"


def test_a_file_with_other_line_ends_or_none_at_its_end_keeps_its_style(project: Project) -> None:
    surveys = project.seeds / "codebook" / "surveys.csv"
    surveys.write_bytes(surveys.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n"))
    before = surveys.read_bytes()
    add(project)
    after = surveys.read_bytes()
    assert after.startswith(before + b"\r\nTST2026,")
    assert after.endswith(b"\r\n")
    assert after.count(b"\n") == after.count(b"\r\n") == 3


def test_columns_in_another_order_are_filled_in_that_order(project: Project) -> None:
    rules = project.seeds / "codebook" / "flagship_rules.csv"
    rules.write_text("flagship_group_code,overlaps_other_work,survey_code,technology_code\nai_ml,false,SCS2024,cloud\n")
    add(project)
    assert rules.read_text().splitlines()[-1] == "ai_ml,false,TST2026,cloud"


@pytest.mark.parametrize(
    ("survey_code", "dates", "options", "expected"),
    [
        ("SCS2024", DATES, {}, "CODE: found SCS2024, which is registered already"),
        ("scs2026", DATES, {}, "CODE: found 'scs2026', expected from 2 to 32 capital letters"),
        ("SCS-2026", DATES, {}, "CODE: found 'SCS-2026', expected"),
        ("2026SCS", DATES, {}, "CODE: found '2026SCS', expected"),
        ("", DATES, {}, "CODE: found '', expected"),
        ("SCS2026\n", DATES, {}, "CODE: found 'SCS2026"),
        ("TST2026", DATES, {"like": "SCS1999"}, "--like: found no survey SCS1999, expected one of SCS2024"),
        ("TST2026", DATES, {"name_en": " Survey"}, "--name-en: found ' Survey', expected a name in one line"),
        ("TST2026", DATES, {"name_fr": "a\nb"}, "--name-fr: found 'a\\nb', expected a name in one line"),
        ("TST2026", DATES, {"name_en": " "}, "--name-en: found ' ', expected a name in one line"),
        ("TST2026", DATES, {"name_en": "N" * 201}, "--name-en: found 'NNN"),
        ("TST2026", DATES, {"name_en": "WCO Smart Customs Survey 2024"}, "the name of SCS2024, expected"),
        ("TST2026", SurveyDates("1926-03-02", "2026-03-20", "", "2026-04-10"), {},
         "--opened: found 1926-03-02, expected a day from 1950 to 2100"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-20", "", "2029-04-10"), {},
         "--closed: found 2029-04-10, 1,135 days after the opening, expected two years at most"),
        ("TST2026", SurveyDates("2026-02-30", "2026-03-20", "", "2026-04-10"), {}, "--opened: found '2026-02-30'"),
        ("TST2026", SurveyDates("20260302", "2026-03-20", "", "2026-04-10"), {}, "--opened: found '20260302'"),
        ("TST2026", SurveyDates("2026-03-02", "", "", "2026-04-10"), {}, "--deadline: found ''"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-20", "soon", "2026-04-10"), {}, "--extended: found 'soon'"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-20", "", "10/04/2026"), {}, "--closed: found '10/04/2026'"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-01", "", "2026-04-10"), {},
         "--deadline: found 2026-03-01, expected a day that is not before --opened, 2026-03-02"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-20", "2026-03-19", "2026-04-10"), {},
         "--extended: found 2026-03-19, expected a day that is not before --deadline, 2026-03-20"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-20", "", "2026-03-19"), {},
         "--closed: found 2026-03-19, expected a day that is not before --deadline, 2026-03-20"),
        ("TST2026", SurveyDates("2026-03-02", "2026-03-20", "2026-03-27", "2026-03-26"), {},
         "--closed: found 2026-03-26, expected a day that is not before --extended, 2026-03-27"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_and_nothing_is_written(
    project: Project, survey_code: str, dates: SurveyDates, options: dict[str, str], expected: str
) -> None:
    before, names = read(project), files(project)
    with pytest.raises(InputError) as refused:
        add(project, survey_code, dates, **options)
    (line,) = refused.value.lines
    assert expected in line
    assert (read(project), files(project)) == (before, names)


def test_all_faults_are_told_at_once(project: Project) -> None:
    with pytest.raises(InputError) as refused:
        add(project, "x", SurveyDates("a", "b", "c", "d"), like="y", name_en="", name_fr="")
    assert len(refused.value.lines) == 8


def test_rows_that_a_round_left_behind_are_not_mixed_with_new_ones(project: Project) -> None:
    with (project.seeds / "codebook" / "survey_items.csv").open("a") as file:
        file.write("TST2026,it_strategy,,1,true\n")
    with pytest.raises(InputError, match=r"found rows of TST2026 in survey_items\.csv though it is not registered"):
        add(project)


def test_a_seed_that_cannot_be_read_is_named_and_left_alone(project: Project) -> None:
    items = project.seeds / "codebook" / "survey_items.csv"
    items.write_bytes(b"survey_code,question_code\nSCS2024,it_strategy\n")
    before = read(project)
    with pytest.raises(InputError, match=r"seeds/codebook/survey_items\.csv, row 1: found no column item_code"):
        add(project)
    assert read(project) == before


@pytest.mark.parametrize("failing", SEEDS)
def test_where_one_file_cannot_be_replaced_all_keep_their_bytes(
    project: Project, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before, names = read(project), files(project)
    replace = os.replace

    def fail_once(source: Path, destination: Path) -> None:
        if Path(destination).stem == failing and Path(source).suffix == ".tmp":
            raise OSError("disk full")
        replace(source, destination)

    monkeypatch.setattr(os, "replace", fail_once)
    with pytest.raises(OSError, match="disk full"):
        add(project)
    assert (read(project), files(project)) == (before, names)


def test_files_are_all_staged_before_the_first_is_replaced(tmp_path: Path) -> None:
    first, missing = tmp_path / "first", tmp_path / "missing"
    first.write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        replace_together({first: b"new", missing: b"new"})
    assert first.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["first"]


def test_two_at_the_same_time_wait_for_each_other_and_for_a_build(project: Project) -> None:
    project.target.mkdir()
    build = FileLock(project.target / "build.lock", thread_local=False)
    build.acquire()
    all_wait = threading.Barrier(5)
    told: list[str] = []

    def tell(sentence: str) -> None:
        told.append(sentence)
        all_wait.wait(timeout=60)

    codes = [f"TST{year}" for year in range(2026, 2030)]
    threads = [
        threading.Thread(target=add_survey, args=(project, code, DATES), kwargs={"like": "SCS2024", "tell": tell})
        for code in codes
    ]
    for thread in threads:
        thread.start()
    all_wait.wait(timeout=60)
    before = read(project)
    build.release()
    for thread in threads:
        thread.join()
    after = read(project)
    assert told == ["Waiting for a build of this project to end"] * 4
    assert lines_of(before["surveys"], "TST2026") == []
    for code in codes:
        assert [len(lines_of(after[name], code)) for name in SEEDS] == [1, 63, 9]
