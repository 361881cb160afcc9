"""Made-up collected rounds in the shapes that are hard to keep: small regions, absent ones, rare answers, no blanks.

Member codes are real, because a collected answer needs one; what they answer here is made up.
"""

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.project import Project

Rows = list[dict[str, str]]
Answer = Callable[[random.Random, str, str, str], str]

REGIONS = ("ESA", "AP", "WCA", "AMS", "EUR", "MENA")
TECHNOLOGIES = ("ai_ml", "big_data", "blockchain", "cloud", "biometrics", "drones", "geospatial", "iot", "vr_ar")
STATUSES = ("adopted", "in_development", "under_consideration", "not_planned")
CLOSED_ON = "2025-03-31"


class Registered(Protocol):
    """What the codebook has to know of a survey."""

    @property
    def survey_code(self) -> str: ...

    @property
    def shape(self) -> str: ...


@dataclass(frozen=True)
class Round:
    """A survey: how many Members of each region answered, and what a Member of a region answers to an item.

    answer: of random numbers, the region, the question and the item; an empty text is a blank.
    superseded: whether every Member sent another submission before the one that counts.
    """

    survey_code: str
    shape: str
    sizes: dict[str, int]
    answer: Answer
    superseded: bool = False


def varied(chance: random.Random, _region: str, question: str, _item: str, blank: float = 0.15) -> str:
    """Any answer of the question's scale, or a blank."""
    if chance.random() < blank:
        return ""
    if question == "technology_status":
        return chance.choice(STATUSES)
    if question in ("maturity_level", "expected_impact", "adoption_difficulty"):
        return str(chance.randint(1, 5))
    return chance.choice(("yes", "no"))


def _by_turns() -> Answer:
    """Every answer of the question's scale in its turn, in each region and for each item, and no blank."""
    given: Counter[tuple[str, str, str]] = Counter()

    def answer(_chance: random.Random, region: str, question: str, item: str) -> str:
        scale = STATUSES if question == "technology_status" else ("yes", "no")
        if question in ("maturity_level", "expected_impact", "adoption_difficulty"):
            scale = ("1", "2", "3", "4", "5")
        given[region, question, item] += 1
        return scale[given[region, question, item] % len(scale)]

    return answer


def _at_one_on(question: str, item: str, answers: dict[str, str]) -> Answer:
    """Any answers, but for regions that give an item one answer. answers: that answer, by region."""

    def answer(chance: random.Random, region: str, of_question: str, of_item: str) -> str:
        if (of_question, of_item) == (question, item) and region in answers:
            return answers[region]
        return varied(chance, region, of_question, of_item)

    return answer


def lowest(_chance: random.Random, _region: str, question: str, _item: str) -> str:
    """The lowest answer of the question's scale."""
    if question == "technology_status":
        return "not_planned"
    return "1" if question in ("maturity_level", "expected_impact", "adoption_difficulty") else "no"


def _lowest_in(*regions: str) -> Answer:
    return lambda chance, region, question, item: (lowest if region in regions else varied)(
        chance, region, question, item
    )


def _middle_scores_in(*regions: str) -> Answer:
    def answer(chance: random.Random, region: str, question: str, item: str) -> str:
        if question not in ("expected_impact", "adoption_difficulty") or region not in regions:
            return varied(chance, region, question, item)
        # So many blanks that each item has one: otherwise a third region goes with them, with scores of all sorts.
        return "3" if chance.random() > 0.4 else ""

    return answer


def _no_blanks(chance: random.Random, region: str, question: str, item: str) -> str:
    return varied(chance, region, question, item, blank=0)


def _some_in_one_region_alone(chance: random.Random, region: str, question: str, item: str) -> str:
    is_rare = item in ("iot", "technical_skills") or question in ("willing_to_share", "maturity_level")
    return "" if is_rare and region != "MENA" else varied(chance, region, question, item, blank=0)


def _iot_rarely(chance: random.Random, region: str, question: str, item: str) -> str:
    return varied(chance, region, question, item, blank=0.9 if item == "iot" else 0.1)


def _one_detail_each(chance: random.Random, region: str, question: str, item: str) -> str:
    if question != "technology_status":
        return varied(chance, region, question, item)
    of_region = TECHNOLOGIES[REGIONS.index(region)]
    return "adopted" if item in (of_region, "vr_ar") else chance.choice(("not_planned", ""))


_SIZES = {"ESA": 14, "AP": 20, "WCA": 12, "AMS": 16, "EUR": 25, "MENA": 10}

ROUNDS = [
    Round("DIS01", "one small region", _SIZES | {"MENA": 3}, varied),
    Round("DIS02", "two small regions", _SIZES | {"MENA": 3, "WCA": 2}, varied),
    Round("DIS03", "a small region with the lowest answers only", _SIZES | {"MENA": 3}, _lowest_in("MENA")),
    Round("DIS04", "the lowest answers only in the smallest and the next", _SIZES | {"MENA": 3, "WCA": 6},
          _lowest_in("MENA", "WCA")),
    Round("DIS05", "everybody gives the same answer", _SIZES | {"MENA": 3}, lowest),
    Round("DIS06", "one absent region", _SIZES | {"MENA": 0}, varied),
    Round("DIS07", "all regions small", dict(zip(REGIONS, (1, 2, 3, 4, 4, 2), strict=True)), varied),
    Round("DIS08", "a grid with one item that few answered", _SIZES, _iot_rarely),
    Round("DIS09", "resubmissions of a small region", _SIZES | {"MENA": 3}, varied, superseded=True),
    Round("DIS10", "six equal regions of four", dict.fromkeys(REGIONS, 4), varied),
    Round("DIS11", "one small region and no blanks", _SIZES | {"MENA": 3}, _no_blanks),
    Round("DIS12", "one region alone", dict.fromkeys(REGIONS, 0) | {"EUR": 12}, varied),
    Round("DIS13", "few details in small regions", _SIZES | {"MENA": 2, "WCA": 2}, _one_detail_each),
    Round("DIS14", "regions just large enough", dict.fromkeys(REGIONS, 5), _by_turns()),
    Round("DIS15", "items that few answered anywhere", _SIZES | {"MENA": 3}, _some_in_one_region_alone),
    Round("DIS16", "the largest region at one on an item", _SIZES,
          _at_one_on("technology_status", "cloud", {"EUR": "adopted"})),
    Round("DIS17", "the smallest region at one on an item", _SIZES,
          _at_one_on("technology_status", "cloud", {"MENA": "not_planned"})),
    Round("DIS18", "every region at one, not all at the same", _SIZES,
          _at_one_on("technology_status", "cloud", dict(zip(REGIONS, STATUSES * 2, strict=False)))),
    Round("DIS19", "the highest score from everybody in a region", _SIZES,
          _at_one_on("expected_impact", "iot", {"AMS": "5"})),
    Round("DIS20", "a need that nobody in a region chose", _SIZES,
          _at_one_on("capacity_building_need", "technical_skills", {"WCA": "no"})),
    Round("DIS21", "a region at one on a question without items", _SIZES,
          _at_one_on("it_strategy", "", {"WCA": "yes"})),
    Round("DIS22", "the same middle score in the smallest and the next", _SIZES | {"MENA": 3, "WCA": 4},
          _middle_scores_in("MENA", "WCA")),
]  # fmt: skip


@dataclass
class _Raw:
    submissions: Rows = field(default_factory=list)
    answers: Rows = field(default_factory=list)


def register(project: Project, rounds: Iterable[Registered]) -> None:
    """Add the rounds to the codebook of a project; each asks what the 2024 round asked."""
    codebook = project.seeds / "codebook"
    surveys = _read(codebook / "surveys.csv")
    items = _read(codebook / "survey_items.csv")
    asked = [item for item in items if item["survey_code"] == "SCS2024"]
    for a_round in rounds:
        dates = {"opened_on": "2025-01-10", "deadline_on": "2025-02-28", "extended_deadline_on": ""}
        names = {"survey_code": a_round.survey_code, "name_en": a_round.shape, "name_fr": a_round.shape}
        surveys.append({**surveys[0], **names, **dates, "closed_on": CLOSED_ON})
        items += [{**item, "survey_code": a_round.survey_code} for item in asked]
    write_rows(codebook / "surveys.csv", surveys)
    write_rows(codebook / "survey_items.csv", items)


def members_by_region(project: Project) -> dict[str, list[str]]:
    """Codes of the Members in the frame of the rounds, by region."""
    members: dict[str, list[str]] = {region: [] for region in REGIONS}
    for member in _read(project.seeds / "codebook" / "members.csv"):
        if member["accession_on"] <= CLOSED_ON:
            members[member["region_code"]].append(member["member_code"])
    return members


def questions_asked(project: Project) -> Rows:
    """The items that Members of the rounds answer."""
    return [
        item
        for item in _read(project.seeds / "codebook" / "survey_items.csv")
        if item["survey_code"] == "SCS2024"
        and item["question_code"] not in ("capacity_building_need_other", "flagship_choice", "case_study_topic")
    ]


def submission_row(survey_code: str, submission_id: str, member_code: str, submitted_at: str) -> dict[str, str]:
    """A Member's submission as a raw row."""
    return {
        "survey_code": survey_code,
        "submission_id": submission_id,
        "respondent_kind": "member",
        "member_code": member_code,
        "region_code": "",
        "agency_type_code": "",
        "submitted_at": submitted_at,
        "language": "en",
        "origin": "collected",
        "is_partial": "false",
        "source_file": "",
        "source_row": "",
    }


def write_raw(project: Project, rounds: list[Round], folder: Path) -> None:
    """Write the raw files of the rounds to a folder."""
    members, asked = members_by_region(project), questions_asked(project)
    raw = _Raw()
    for a_round in rounds:
        chance = random.Random(a_round.survey_code)
        for region, size in a_round.sizes.items():
            for member_code in members[region][:size]:
                if a_round.superseded:
                    _submit(raw, a_round, region, member_code, "2025-01-20T09:00:00Z", asked, chance)
                _submit(raw, a_round, region, member_code, "2025-02-20T09:00:00Z", asked, chance)
    write_rows(folder / "raw_submissions.csv", raw.submissions)
    write_rows(folder / "raw_answers.csv", raw.answers)


def _submit(
    raw: _Raw, a_round: Round, region: str, member_code: str, submitted_at: str, asked: Rows, chance: random.Random
) -> None:
    submission_id = f"S{len(raw.submissions) + 1}"
    raw.submissions.append(submission_row(a_round.survey_code, submission_id, member_code, submitted_at))
    for item in asked:
        question = item["question_code"]
        answer = a_round.answer(chance, region, question, item["item_code"])
        if answer:
            key = {"survey_code": a_round.survey_code, "submission_id": submission_id}
            raw.answers.append(
                {**key, "question_code": question, "item_code": item["item_code"], "answer": answer}
            )  # fmt: skip


def _read(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: Rows) -> None:
    """Write rows as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
