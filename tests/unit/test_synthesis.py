"""Synthetic rounds: the same bytes for the same seed, what was printed exactly, nobody real."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.raw import RAW_NAMES
from pipeline.synthesis.calibration import DEFAULT_SEED
from pipeline.synthesis.randomness import Stream, apportioned
from pipeline.synthesis.rounds import synthesise
from pipeline.synthesis.targets import read_targets


@pytest.fixture(scope="module", params=[DEFAULT_SEED, 7])
def raw_folder(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rounds of the shipped seed and of another: what was printed may not hang on the seed."""
    folder = tmp_path_factory.mktemp("raw")
    synthesise(Project(root), folder, "SCS2024", request.param)
    return folder


def rows_of(folder: Path, raw_name: str) -> list[dict[str, str]]:
    with (folder / f"{raw_name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for run in ("first", "second"):
        synthesise(Project(root), tmp_path / run, "SCS2024", 5)
    for raw_name in RAW_NAMES:
        first, second = (tmp_path / run / f"{raw_name}.csv" for run in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()


def test_another_seed_gives_other_answers(root: Path, tmp_path: Path) -> None:
    for seed in (5, 6):
        synthesise(Project(root), tmp_path / str(seed), "SCS2024", seed)
    assert rows_of(tmp_path / "5", "raw_answers") != rows_of(tmp_path / "6", "raw_answers")


def test_the_shipped_round_is_what_the_command_writes(root: Path, tmp_path: Path) -> None:
    synthesise(Project(root), tmp_path, "SCS2024", DEFAULT_SEED)
    for raw_name in RAW_NAMES:
        shipped = root / "seeds" / "raw" / f"{raw_name}.csv"
        assert shipped.read_bytes() == (tmp_path / f"{raw_name}.csv").read_bytes()


def test_as_many_members_answer_per_region_as_was_printed(raw_folder: Path, root: Path) -> None:
    targets = read_targets(root / "seeds", "SCS2024")
    members = [row for row in rows_of(raw_folder, "raw_submissions") if row["respondent_kind"] == "member"]
    assert len(members) == targets.printed["I.submission_count"]
    assert Counter(row["region_code"] for row in members) == {
        region_code: targets.of_region(region_code, "submission_count") for region_code in targets.region_codes
    }


def test_113_or_114_had_arrived_when_the_contact_points_had_met(raw_folder: Path) -> None:
    members = [row for row in rows_of(raw_folder, "raw_submissions") if row["respondent_kind"] == "member"]
    arrived = sum(row["submitted_at"][:10] <= "2024-06-20" for row in members)
    # The WCO printed 61 % of 186 Members.
    assert arrived in (113, 114)
    assert all("2024-04-17" <= row["submitted_at"][:10] <= "2024-06-24" for row in members)


def test_details_files_and_willingness_are_as_printed(raw_folder: Path, root: Path) -> None:
    printed = read_targets(root / "seeds", "SCS2024").printed
    answers = [row for row in rows_of(raw_folder, "raw_answers") if row["submission_id"].startswith("S")]
    details = {
        row["submission_id"]
        for row in answers
        if row["question_code"] == "technology_status" and row["answer"] != "not_planned"
    }
    assert len(details) == printed["I.details_count"]
    for question_code, figure_id in (
        ("case_study_file", "I.case_study_count"),
        ("willing_to_share", "I.willing_count"),
    ):
        yes = sum(row["question_code"] == question_code and row["answer"] == "yes" for row in answers)
        assert yes == printed[figure_id]


def test_nobody_real_is_in_a_synthetic_round(raw_folder: Path) -> None:
    for row in rows_of(raw_folder, "raw_submissions"):
        assert row["origin"] == "synthetic"
        assert row["member_code"] == ""


def test_an_unknown_survey_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found no survey SCS1999, expected one of SCS2024"):
        synthesise(Project(root), tmp_path, "SCS1999", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_survey_of_which_nothing_was_printed_is_refused(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    with (tmp_path / "seeds" / "codebook" / "surveys.csv").open("a") as file:
        file.write("TST2026,Test,Essai,2026-04-01,2026-04-20,,2026-05-01,false\n")
    with pytest.raises(InputError, match="found no figures of TST2026"):
        synthesise(Project(tmp_path), tmp_path / "raw", "TST2026", 1)


def test_a_new_question_shifts_no_other_questions_numbers() -> None:
    before = [Stream(1, "willing_to_share").uniform(0, 1) for _ in range(3)]
    Stream(1, "a new question").uniform(0, 1)
    assert [Stream(1, "willing_to_share").uniform(0, 1) for _ in range(3)] == before


def test_random_numbers_are_pinned_for_all_python_versions() -> None:
    stream = Stream(2024, "pinned")
    drawn = [round(stream.uniform(0, 1), 12), stream.integer(1, 6), stream.shuffled("abcdef"), round(stream.bell(), 12)]
    assert drawn == [0.476497351673, 3, ["b", "e", "f", "d", "c", "a"], 0.089433981826]


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [(10, [1, 1, 1], [4, 3, 3]), (3, [1, 0, 2], [1, 0, 2]), (0, [1, 2], [0, 0]), (2, [1, 1, 1, 1], [1, 1, 0, 0])],
)
def test_a_total_is_apportioned_by_largest_remainder(total: int, weights: list[float], parts: list[int]) -> None:
    assert apportioned(total, weights) == parts
