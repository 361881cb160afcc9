"""Synthetic rounds: the same bytes for the same seed, what was printed exactly, nobody real."""

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.raw import RAW_NAMES
from pipeline.synthesis import calibration
from pipeline.synthesis.calibration import DEFAULT_SEED
from pipeline.synthesis.questions import QUESTIONS
from pipeline.synthesis.questions.choosing import maximums_of, shared_out
from pipeline.synthesis.randomness import Stream, apportioned
from pipeline.synthesis.rounds import synthesise
from pipeline.synthesis.targets import read_targets


@pytest.fixture(scope="module", params=[DEFAULT_SEED, 7])
def raw_folder(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rounds of the shipped seed and of another: what was printed may not hang on the seed."""
    folder = tmp_path_factory.mktemp("raw")
    synthesise(Project(root), folder, "SCS2024", request.param)
    return folder


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rows_of(folder: Path, raw_name: str) -> list[dict[str, str]]:
    return read_csv(folder / f"{raw_name}.csv")


class Answers:
    """The raw answers of the Members, or of the partner agencies, and what a plain reading of them gives."""

    def __init__(self, folder: Path, respondent_kind: str = "member") -> None:
        self.submissions = {
            row["submission_id"]: row
            for row in rows_of(folder, "raw_submissions")
            if row["respondent_kind"] == respondent_kind
        }
        # question_code to item_code to submission_id to answer.
        self.of: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for row in rows_of(folder, "raw_answers"):
            if row["submission_id"] in self.submissions:
                self.of[row["question_code"]][row["item_code"]][row["submission_id"]] = row["answer"]

    def answering(self, question_code: str) -> set[str]:
        return {submission_id for by_submission in self.of[question_code].values() for submission_id in by_submission}

    def counts(self, question_code: str, *answers: str, region_code: str = "") -> dict[str, int]:
        return {
            item_code: sum(
                answer in answers and region_code in ("", self.submissions[submission_id]["region_code"])
                for submission_id, answer in by_submission.items()
            )
            for item_code, by_submission in self.of[question_code].items()
        }

    def means(self, question_code: str, region_code: str = "") -> dict[str, Fraction]:
        values = {
            item_code: [
                int(answer)
                for submission_id, answer in by_submission.items()
                if region_code in ("", self.submissions[submission_id]["region_code"])
            ]
            for item_code, by_submission in self.of[question_code].items()
        }
        return {item_code: Fraction(sum(of_item), len(of_item)) for item_code, of_item in values.items()}


@pytest.fixture(scope="module")
def members(raw_folder: Path) -> Answers:
    return Answers(raw_folder)


def percent(count: int, base: int) -> int:
    return int(Fraction(100 * count, base) + Fraction(1, 2))


def positions(values: dict[str, int] | dict[str, Fraction]) -> dict[str, int]:
    """Competition ranks, most first."""
    return {item: 1 + sum(other > value for other in values.values()) for item, value in values.items()}


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
    assert len(members) == targets.count("participation_summary", "submission_count")
    assert Counter(row["region_code"] for row in members) == {
        region_code: targets.count("participation_by_region", "submission_count", region_code)
        for region_code in targets.region_codes
    }


def test_113_or_114_had_arrived_when_the_contact_points_had_met(raw_folder: Path) -> None:
    members = [row for row in rows_of(raw_folder, "raw_submissions") if row["respondent_kind"] == "member"]
    arrived = sum(row["submitted_at"][:10] <= "2024-06-20" for row in members)
    # The WCO printed 61 % of 186 Members.
    assert arrived in (113, 114)
    assert all("2024-04-17" <= row["submitted_at"][:10] <= "2024-06-24" for row in members)


def test_details_files_and_willingness_are_as_printed(members: Answers, root: Path) -> None:
    targets = read_targets(root / "seeds", "SCS2024")
    details = {
        submission_id
        for by_submission in members.of["technology_status"].values()
        for submission_id, status in by_submission.items()
        if status != "not_planned"
    }
    assert len(details) == targets.count("participation_summary", "details_count")
    for question_code, measure in (("case_study_file", "case_study_count"), ("willing_to_share", "willing_count")):
        assert members.counts(question_code, "yes") == {"": targets.count("participation_summary", measure)}


def computed_figure(members: Answers, figure: dict[str, str]) -> str:
    """A printed figure of the sections II and III, from the raw answers; KeyError for one not known here."""
    maturity = Counter(members.of["maturity_level"][""].values())
    strategy = Counter(members.of["it_strategy"][""].values())
    key = figure["key_code"]
    return {
        ("it_strategy", "yes_share"): lambda: f"{percent(strategy['yes'], strategy.total())} %",
        ("it_strategy", "yes_count"): lambda: str(strategy["yes"]),
        ("it_strategy", "respondent_count"): lambda: str(strategy.total()),
        ("maturity_distribution", "share"): lambda: f"{percent(maturity[key], maturity.total())} %",
        ("maturity_distribution", "submission_count"): lambda: str(maturity[key]),
        ("technology_adoption", "submission_count"): lambda: str(
            members.counts("technology_status", figure["second_key_code"])[key]
        ),
    }[figure["mart_name"], figure["measure"]]()


def test_every_figure_of_sections_ii_and_iii_is_as_printed(members: Answers, root: Path) -> None:
    figures = [
        figure
        for figure in read_csv(root / "seeds" / "published" / "published_figures.csv")
        if figure["report_section"] in ("II", "III")
    ]
    assert len(figures) == 19
    computed = {figure["figure_id"]: computed_figure(members, figure) for figure in figures}
    assert computed == {figure["figure_id"]: figure["printed_value"] for figure in figures}


def participation(members: Answers, root: Path) -> dict[str, int]:
    targets = read_targets(root / "seeds", "SCS2024")
    submissions = Counter(row["region_code"] for row in members.submissions.values())
    return {
        region_code: percent(count, targets.count("participation_by_region", "member_count", region_code))
        for region_code, count in submissions.items()
    }


def development_and_adoption(members: Answers) -> dict[str, int]:
    return {
        "development": sum(members.counts("technology_status", "in_development", "under_consideration").values()),
        "adopted": sum(members.counts("technology_status", "adopted").values()),
    }


def potential(members: Answers) -> dict[str, int]:
    return members.counts("technology_status", "in_development", "under_consideration")


def group_positions(members: Answers, root: Path) -> dict[str, int]:
    """Position of each technology's group by the flagship rules; none is out, as no group overlaps other work."""
    groups: dict[str, list[str]] = defaultdict(list)
    for rule in read_csv(root / "seeds" / "codebook" / "flagship_rules.csv"):
        assert rule["overlaps_other_work"] == "false"
        groups[rule["flagship_group_code"]].append(rule["technology_code"])
    citations = members.counts("flagship_choice", "yes")
    in_order = sorted(
        groups,
        key=lambda group: (
            -max(potential(members)[technology_code] for technology_code in groups[group]),
            -max(citations[technology_code] for technology_code in groups[group]),
            group,
        ),
    )
    return {
        technology_code: place for place, group in enumerate(in_order, start=1) for technology_code in groups[group]
    }


# ranking_id to the positions that the raw answers give.
RANKINGS: dict[str, Callable[[Answers, Path], dict[str, int]]] = {
    "participation_by_region": lambda members, root: positions(participation(members, root)),
    "maturity_levels_by_share": lambda members, _: positions(Counter(members.of["maturity_level"][""].values())),
    "technologies_by_adoption": lambda members, _: positions(members.counts("technology_status", "adopted")),
    "development_outnumbers_adoption": lambda members, _: positions(development_and_adoption(members)),
    "technologies_by_potential": lambda members, _: positions(potential(members)),
    "technologies_by_expected_impact": lambda members, _: positions(members.means("expected_impact")),
    "technologies_by_difficulty": lambda members, _: positions(members.means("adoption_difficulty")),
    "highest_impact_is_moderately_difficult": lambda members, _: positions(members.means("adoption_difficulty")),
    "hardest_have_substantial_impact": lambda members, _: positions(members.means("expected_impact")),
    # One base for all items, so that counts rank as shares do.
    "performance_dimensions_by_contribution": lambda members, _: positions(
        members.counts("performance_contribution", "yes")
    ),
    "needs_by_share": lambda members, _: positions(members.counts("capacity_building_need", "yes")),
    "technologies_by_citation": lambda members, _: positions(members.counts("flagship_choice", "yes")),
    "selected_technologies": group_positions,
}


def test_every_ranking_of_the_report_is_reproduced(members: Answers, root: Path) -> None:
    printed = read_csv(root / "seeds" / "published" / "published_rankings.csv")
    assert {row["ranking_id"] for row in printed} == set(RANKINGS)
    for row in printed:
        position = RANKINGS[row["ranking_id"]](members, root)[row["item_code"]]
        allowed = range(int(row["printed_position_from"]), int(row["printed_position_to"]) + 1)
        assert position in allowed, row


def test_no_position_hangs_on_a_tie_or_on_a_hair(members: Answers) -> None:
    for question_code in ("expected_impact", "adoption_difficulty"):
        means = sorted(members.means(question_code).values())
        assert all(higher - lower > Fraction(1, 20) for lower, higher in pairwise(means))
    for question_code in ("performance_contribution", "capacity_building_need", "flagship_choice"):
        counts = sorted(members.counts(question_code, "yes").values())
        assert all(higher - lower >= 2 for lower, higher in pairwise(counts))


def test_positions_that_the_report_only_hints_at_are_in_the_middle(members: Answers) -> None:
    impact = positions(members.means("expected_impact"))
    difficulty = positions(members.means("adoption_difficulty"))
    assert {impact["cloud"], impact["blockchain"]} <= {3, 4, 5}
    assert {difficulty["ai_ml"], difficulty["big_data"]} <= {4, 5, 6}
    # The most cited three are not the selected three.
    assert positions(members.counts("flagship_choice", "yes"))["cloud"] == 4


@pytest.mark.parametrize("question_code", list(calibration.BLANK_COUNTS))
def test_some_leave_a_question_blank_whether_or_not_they_gave_details(members: Answers, question_code: str) -> None:
    blank = set(members.submissions) - members.answering(question_code)
    assert len(blank) == sum(calibration.BLANK_COUNTS[question_code])
    assert blank & members.answering("technology_status")
    assert members.answering(question_code) - members.answering("technology_status")


@pytest.mark.parametrize("question_code", list(calibration.ANSWER_COUNTS))
def test_some_skip_a_single_item_and_nobody_two(members: Answers, question_code: str) -> None:
    items = members.of[question_code]
    answering = members.answering(question_code)
    skipped = Counter(
        submission_id for by_submission in items.values() for submission_id in answering - set(by_submission)
    )
    assert set(skipped.values()) == {1}
    assert all(len(by_submission) < len(answering) for by_submission in items.values())


@pytest.mark.parametrize("question_code", list(QUESTIONS))
def test_only_questions_whose_base_was_printed_are_answered_by_all(members: Answers, question_code: str) -> None:
    is_answered_by_all = members.answering(question_code) == set(members.submissions)
    assert is_answered_by_all == (question_code in ("it_strategy", "maturity_level", "willing_to_share"))


def test_up_to_three_flagships_are_chosen(members: Answers) -> None:
    chosen = Counter(
        submission_id for by_submission in members.of["flagship_choice"].values() for submission_id in by_submission
    )
    assert Counter(chosen.values()) == calibration.FLAGSHIP_CHOOSERS
    assert max(chosen.values()) == 3


def test_only_who_is_willing_offers_topics(raw_folder: Path) -> None:
    for respondent_kind in ("member", "partner_agency"):
        answers = Answers(raw_folder, respondent_kind)
        willing = {
            submission_id for submission_id, answer in answers.of["willing_to_share"][""].items() if answer == "yes"
        }
        offering = answers.answering("case_study_topic")
        assert offering <= willing
        assert offering


def test_the_nineteen_other_needs_are_named_once_each_in_english(members: Answers) -> None:
    texts = members.of["capacity_building_need_other"][""]
    assert len(texts) == 19
    assert sorted(texts.values()) == sorted(calibration.OTHER_NEEDS)
    assert {members.submissions[submission_id]["language"] for submission_id in texts} == {"en"}


def test_codings_are_of_texts_that_were_given_and_of_needs_that_exist(raw_folder: Path, root: Path) -> None:
    codings = rows_of(raw_folder, "raw_need_codings")
    texts = set(Answers(raw_folder).of["capacity_building_need_other"][""].values())
    need_codes = {row["need_code"] for row in read_csv(root / "seeds" / "codebook" / "needs.csv")}
    assert {coding["answer"] for coding in codings} < texts
    assert {coding["need_code"] for coding in codings} <= need_codes
    coded = {coding["answer"]: coding["need_code"] for coding in codings}
    assert coded["Change management"] == "strategic_planning_change"
    assert coded["Data modelling"] == "database_architecture"
    assert "Digital signatures" not in coded


def mean_of(answers: dict[str, str], submission_ids: set[str]) -> float:
    values = [int(answers[submission_id]) for submission_id in submission_ids if submission_id in answers]
    return sum(values) / len(values)


def needs_per_submission(members: Answers, submission_ids: set[str]) -> float:
    needs = members.of["capacity_building_need"].values()
    return sum(by_submission.get(one) == "yes" for by_submission in needs for one in submission_ids) / len(
        submission_ids
    )


def test_who_is_further_answers_like_it(members: Answers) -> None:
    maturity = members.of["maturity_level"][""]
    everybody = set(members.submissions)
    adopters = {
        submission_id
        for by_submission in members.of["technology_status"].values()
        for submission_id, status in by_submission.items()
        if status == "adopted"
    }
    with_strategy = {
        submission_id for submission_id, answer in members.of["it_strategy"][""].items() if answer == "yes"
    }
    mature = {submission_id for submission_id, level in maturity.items() if level in ("4", "5")}
    immature = {submission_id for submission_id, level in maturity.items() if level in ("1", "2")}
    assert mean_of(maturity, adopters) > mean_of(maturity, everybody - adopters) + 0.3
    assert mean_of(maturity, with_strategy) > mean_of(maturity, everybody - with_strategy)
    for question_code, sign in (("expected_impact", 1), ("adoption_difficulty", -1)):
        items = members.of[question_code].values()
        further = sum(mean_of(by_submission, mature) - mean_of(by_submission, immature) for by_submission in items)
        assert sign * further > 0
    assert needs_per_submission(members, immature) > needs_per_submission(members, mature)


def test_flagships_are_chosen_by_those_who_have_them_in_view(members: Answers) -> None:
    in_view, not_planned = 0, 0
    for technology_code, by_submission in members.of["flagship_choice"].items():
        statuses = members.of["technology_status"][technology_code]
        in_view += sum(statuses.get(one) in ("in_development", "under_consideration") for one in by_submission)
        not_planned += sum(statuses.get(one) == "not_planned" for one in by_submission)
    assert in_view > 2 * not_planned


@pytest.mark.parametrize("question_code", ["capacity_building_need", "performance_contribution", "flagship_choice"])
def test_regions_do_not_rank_choices_alike(members: Answers, root: Path, question_code: str) -> None:
    region_codes = read_targets(root / "seeds", "SCS2024").region_codes
    ranked = [
        tuple(sorted(positions(members.counts(question_code, "yes", region_code=region_code)).items()))
        for region_code in region_codes
    ]
    assert len(set(ranked)) >= 4


@pytest.mark.parametrize("question_code", ["expected_impact", "adoption_difficulty"])
def test_regions_do_not_rate_technologies_alike(members: Answers, root: Path, question_code: str) -> None:
    region_codes = read_targets(root / "seeds", "SCS2024").region_codes
    ranked = [
        tuple(sorted(positions(members.means(question_code, region_code=region_code)).items()))
        for region_code in region_codes
    ]
    assert len(set(ranked)) == len(region_codes)


def test_partner_agencies_answer_too_and_leave_blanks(raw_folder: Path, root: Path) -> None:
    agencies = Answers(raw_folder, "partner_agency")
    targets = read_targets(root / "seeds", "SCS2024")
    answered = {question_code for question_code in QUESTIONS if agencies.answering(question_code)}
    # The report lists the other needs of Members.
    assert set(QUESTIONS) - answered == {"capacity_building_need_other"}
    given = sum(
        len(by_submission)
        for question_code in ("expected_impact", "adoption_difficulty", "capacity_building_need")
        for by_submission in agencies.of[question_code].values()
    )
    asked = sum(
        len(targets.items[question_code])
        for question_code in ("expected_impact", "adoption_difficulty", "capacity_building_need")
    ) * len(agencies.submissions)
    assert 0 < given < asked


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


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Project:
    """A project of its own, whose seeds may be changed."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    return Project(tmp_path)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("added", "message"),
    [
        (
            "SCS2024,expected_impact,quantum,64,false",
            "seeds/codebook/survey_items.csv: found quantum in the question expected_impact of SCS2024, expected only "
            "ai_ml, big_data, biometrics, blockchain, cloud, drones, geospatial, iot, vr_ar; "
            "add it to pipeline/synthesis/calibration.py",
        ),
        (
            "SCS2024,it_strategy,ai_ml,64,false",
            "seeds/codebook/survey_items.csv: found ai_ml in the question it_strategy of SCS2024, expected only no "
            "item; add it to pipeline/synthesis/calibration.py",
        ),
        (
            "SCS2024,budget,,64,false",
            "seeds/codebook/survey_items.csv: found the question budget of SCS2024, expected one of "
            + ", ".join(calibration.KNOWN_ITEMS)
            + "; add it to pipeline/synthesis/calibration.py and to QUESTIONS",
        ),
    ],
)
def test_what_the_calibration_does_not_know_is_refused_in_a_line(copied: Project, added: str, message: str) -> None:
    with (copied.seeds / "codebook" / "survey_items.csv").open("a", encoding="utf-8") as file:
        file.write(f"{added}\n")
    with pytest.raises(InputError) as refused:
        synthesise(copied, copied.root / "raw", "SCS2024", 1)
    assert refused.value.lines == (message,)
    assert not (copied.root / "raw").exists()


def test_a_later_round_is_refused_by_its_dates_and_not_by_a_traceback(copied: Project) -> None:
    for name in ("codebook/surveys", "codebook/survey_items", "published/published_figures"):
        change(copied.seeds / f"{name}.csv", "SCS2024", "TST2026")
    change(copied.seeds / "codebook" / "surveys.csv", "2024-0", "2026-0")
    with pytest.raises(InputError, match="found TST2026 open from 2026-04-17 to 2026-06-24, expected 2024-06-20 in be"):
        synthesise(copied, copied.root / "raw", "TST2026", 1)


def test_a_region_that_the_calibration_does_not_know_is_refused(copied: Project) -> None:
    with (copied.seeds / "codebook" / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("MOON,MOON,LUNE,Moon,Lune,The moon.,La lune.,7\n")
    with pytest.raises(InputError, match=r"regions\.csv: found MOON, expected only ESA, AP"):
        synthesise(copied, copied.root / "raw", "SCS2024", 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("count,107,", "count,many,", "II.it_strategy.yes_count, column printed_value: found 'many', expected a"),
        ("maturity_distribution,submission_count,maturity_level,4", "maturity_distribution,n,maturity_level,4",
         "found no count maturity_distribution.submission_count, 4 of SCS2024, expected one"),
        ("details_count,,,,,count,90", "details_count,,,,,count,60",
         "question technology_status ai_ml: found 60 respondents for it, expected at least 82"),
    ],
)  # fmt: skip
def test_printed_figures_that_do_not_fit_are_refused(copied: Project, old: str, new: str, message: str) -> None:
    change(copied.seeds / "published" / "published_figures.csv", old, new)
    with pytest.raises(InputError, match=message):
        synthesise(copied, copied.root / "raw", "SCS2024", 1)


def test_a_printed_count_is_followed_where_it_changes(copied: Project) -> None:
    change(copied.seeds / "published" / "published_figures.csv", "adopted,count,17,", "adopted,count,19,")
    change(copied.seeds / "published" / "published_figures.csv", "yes_count,,,,,count,107", "yes_count,,,,,count,105")
    synthesise(copied, copied.root / "raw", "SCS2024", 1)
    members = Answers(copied.root / "raw")
    assert members.counts("technology_status", "adopted")["cloud"] == 19
    assert members.counts("it_strategy", "yes", "no") == {"": 116}
    assert members.counts("it_strategy", "yes") == {"": 105}


def test_a_question_that_was_not_asked_is_not_answered(copied: Project) -> None:
    items = copied.seeds / "codebook" / "survey_items.csv"
    kept = [line for line in items.read_text().splitlines(keepends=True) if "technology_status" not in line]
    items.write_text("".join(kept))
    synthesise(copied, copied.root / "raw", "SCS2024", 1)
    answered = {row["question_code"] for row in rows_of(copied.root / "raw", "raw_answers")}
    assert answered == set(QUESTIONS) - {"technology_status"}


def test_the_calibration_knows_every_question_that_can_be_answered() -> None:
    assert set(calibration.KNOWN_ITEMS) == set(QUESTIONS)


def test_choices_have_their_counts_and_follow_preferences() -> None:
    stream = Stream(1, "choices")
    maximums = maximums_of(["a", "b", "c", "d"], {2: 2, 1: 2})
    likes = {("a", "x"), ("a", "y"), ("b", "x"), ("b", "z"), ("c", "x"), ("d", "y")}
    preferences = {(one, item): float((one, item) in likes) for one in "abcd" for item in "xyz"}
    chosen = shared_out("q", maximums, {"x": 3, "y": 2, "z": 1}, preferences, stream)
    assert {(one, item) for one, items in chosen.items() for item in items} == likes


def test_choices_that_do_not_fit_are_refused() -> None:
    preferences = {(one, item): 0.0 for one in "ab" for item in "xy"}
    with pytest.raises(InputError, match="question q y: found 0 respondents with a choice left, expected at least 1"):
        shared_out("q", {"a": 1, "b": 1}, {"x": 2, "y": 1}, preferences, Stream(1, "choices"))


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
