"""Made-up survey rounds: real Member codes of the codebook, and answers that nobody gave.

They are as uneven as real rounds are: few answers from some regions and none from one, submissions that were sent
again, unfinished ones, blanks, partner agencies, technologies that 2024 did not ask about. Every pick hangs on a hash
of what it is for, so that the same bytes come out on every machine. `python -m
tests.integration.made_up_rounds` writes tests/rounds again.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.support.command import run_command

SubmissionRow = dict[str, str]
AnswerRow = dict[str, str]

Change = Callable[[list[dict[str, str]]], list[dict[str, str]]]

STATUSES = ("adopted", "in_development", "under_consideration", "not_planned")
# Wishes in free text. The first three are given a code; one of those differs from an uncoded one by a capital alone.
TEXTS = ("Backup systems", "Data models, shared", "Law on e-signatures", "backup systems", 'A "sandbox"', "Réseaux")
CODINGS = {
    "Backup systems": "cybersecurity_awareness",
    "Data models, shared": "database_architecture",
    "Law on e-signatures": "ethical_considerations",
}
NEW_TECHNOLOGIES = (
    ("digital_twin", "Digital twins", "Jumeaux numériques"),
    ("quantum_sensing", "Quantum sensing", "Détection quantique"),
)
_SKIPPABLE = (
    "technology_status",
    "expected_impact",
    "adoption_difficulty",
    "performance_contribution",
    "capacity_building_need",
)
_DIMENSIONS = ("trade_facilitation", "enforcement_security", "revenue_collection", "organizational_development")
_NEEDS = (
    "technical_skills",
    "cybersecurity_awareness",
    "it_policy_governance",
    "strategic_planning_change",
    "database_architecture",
    "process_governance",
    "project_management",
    "ethical_considerations",
)


@dataclass(frozen=True)
class MadeUpRound:
    """What a round is made from.

    members: how many answer, by region; a region that is not here is absent. careless: regions of which most leave
    the difficulty of technologies blank. technologies: what it asks about, with how likely each status is in percent.
    groups: the flagship group of each technology, where the round has rules; overlapping: those that overlap others'
    work. dropped_items: (question, item) that is not asked though it could be; unanswered_items: asked in vain.
    """

    survey_code: str
    opened_on: date
    deadline_on: date
    extended_deadline_on: date | None
    closed_on: date
    counts_partial: bool
    members: Mapping[str, int]
    careless: frozenset[str]
    technologies: Mapping[str, tuple[int, int, int, int]]
    groups: Mapping[str, str]
    overlapping: frozenset[str]
    dropped_items: frozenset[tuple[str, str]]
    unanswered_items: frozenset[tuple[str, str]] = frozenset()
    always_in: tuple[str, ...] = ()


SECOND = MadeUpRound(
    survey_code="TST2022",
    opened_on=date(2022, 11, 28),
    deadline_on=date(2022, 12, 16),
    extended_deadline_on=date(2023, 1, 6),
    # The day on which Solomon Islands became a Member.
    closed_on=date(2023, 1, 26),
    counts_partial=False,
    members={"ESA": 12, "AP": 18, "WCA": 7, "AMS": 9, "EUR": 15},
    careless=frozenset({"AMS"}),
    technologies={
        "ai_ml": (10, 30, 30, 30),
        "big_data": (25, 20, 20, 35),
        "blockchain": (5, 20, 35, 40),
        "cloud": (30, 20, 20, 30),
        "biometrics": (20, 20, 15, 45),
        "drones": (15, 10, 15, 60),
        "geospatial": (15, 15, 15, 55),
        "digital_twin": (2, 45, 43, 10),
        "quantum_sensing": (0, 10, 30, 60),
    },
    groups={
        "ai_ml": "ai_ml",
        "big_data": "ai_ml",
        "blockchain": "blockchain",
        "cloud": "cloud",
        "biometrics": "biometrics",
        "drones": "digital_twin",
        "geospatial": "geospatial",
        "digital_twin": "digital_twin",
        "quantum_sensing": "quantum_sensing",
    },
    overlapping=frozenset({"digital_twin"}),
    dropped_items=frozenset(
        {
            ("contact_point_designated", ""),
            ("capacity_building_need", "ethical_considerations"),
            ("adoption_difficulty", "geospatial"),
            ("technology_status", "biometrics"),
        }
    ),
    always_in=("SLB",),
)

# A round without flagship rules or an extension, whose unfinished submissions count.
WITHOUT_RULES = MadeUpRound(
    survey_code="TST2025",
    opened_on=date(2025, 2, 3),
    deadline_on=date(2025, 2, 28),
    extended_deadline_on=None,
    closed_on=date(2025, 3, 31),
    counts_partial=True,
    members={"ESA": 8, "AP": 11, "WCA": 5, "AMS": 8, "EUR": 13, "MENA": 7},
    careless=frozenset({"WCA"}),
    technologies={
        "ai_ml": (20, 30, 20, 30),
        "big_data": (30, 20, 20, 30),
        "cloud": (30, 20, 20, 30),
        "iot": (20, 20, 20, 40),
        "vr_ar": (0, 5, 15, 80),
    },
    groups={},
    overlapping=frozenset(),
    # Two questions that it does not ask at all.
    dropped_items=frozenset({("it_strategy", ""), *(("performance_contribution", item) for item in _DIMENSIONS)}),
    unanswered_items=frozenset({("technology_status", "vr_ar")}),
)


class RawRows:
    """The raw rows of one round. submissions, answers and codings: rows by column, in file order."""

    def __init__(self, made_up: MadeUpRound, members: Iterable[Mapping[str, str]]) -> None:
        self._round = made_up
        self.submissions: list[SubmissionRow] = []
        self.answers: list[AnswerRow] = []
        self.codings = [
            {"survey_code": made_up.survey_code, "answer": text, "need_code": need} for text, need in CODINGS.items()
        ]
        chosen = _chosen_members(made_up, list(members))
        for number, (member_code, region_code) in enumerate(chosen, 1):
            self._send(f"R{number}", member_code, region_code, self._moment(number))
        self._send_again([member_code for member_code, _ in chosen], dict(chosen))
        self._send_of_agencies()

    def _send_again(self, codes: Sequence[str], regions: Mapping[str, str]) -> None:
        """What makes rule 1 work: each is another submission of a Member that has one already, or has only these."""

        def again(submission_id: str, member: str, moment: str, *, is_partial: bool = False) -> None:
            self._send(submission_id, member, regions[member], moment, is_partial=is_partial)

        first = {row["member_code"]: row for row in self.submissions}
        # Sent before: superseded, though it stands later in the file.
        again("A1", codes[1], f"{self._round.opened_on}T00:00:00Z")
        # Sent at the same moment: the identifier decides, as text, so that R5 beats R100 and A2.
        first[codes[4]]["submitted_at"] = f"{self._round.deadline_on}T12:00:00Z"
        again("A2", codes[4], f"{self._round.deadline_on}T12:00:00Z")
        again("R100", codes[4], f"{self._round.deadline_on}T12:00:00Z")
        # Half a second later, in other spellings of the same clock: times decide, not texts.
        first[codes[6]]["submitted_at"] = f"{self._round.deadline_on}T10:00:00Z"
        again("A3", codes[6], f"{self._round.deadline_on}T10:00:00.500000+00:00")
        # Unfinished after a complete one: changes nothing.
        again("A4", codes[8], f"{self._round.closed_on}T20:00:00Z", is_partial=True)
        # Unfinished ones only, of which the first in the file is the later one.
        first[codes[20]].update(is_partial="true", submitted_at=f"{self._round.closed_on}T08:00:00Z")
        again("A5", codes[20], f"{self._round.deadline_on}T08:00:00Z", is_partial=True)
        # The first and the last second of the round.
        first[codes[10]]["submitted_at"] = f"{self._round.opened_on}T00:00:00Z"
        first[codes[12]]["submitted_at"] = f"{self._round.closed_on}T23:59:59Z"

    def _send_of_agencies(self) -> None:
        """Two of one type, one after the closing, one unfinished: in no figure on Members."""
        late = self._round.closed_on + timedelta(days=9)
        for submission_id, agency_type, moment, is_partial in (
            ("P1", "trade_network", f"{self._round.opened_on}T09:00:00Z", False),
            ("P2", "trade_network", f"{self._round.opened_on}T09:00:00Z", False),
            ("P3", "it_department", f"{late}T09:00:00Z", False),
            ("P4", "telecom_regulator", f"{self._round.deadline_on}T09:00:00Z", True),
        ):
            self._submit(submission_id, "partner_agency", "", "", agency_type, moment, is_partial)

    def _moment(self, number: int) -> str:
        """Most in the first weeks, as in real rounds."""
        days = (self._round.closed_on - self._round.opened_on).days
        day = self._round.opened_on + timedelta(days=days * self._pick(100, "day", number) ** 2 // 10_000)
        return f"{day}T{self._pick(24, 'hour', number):02}:{self._pick(60, 'minute', number):02}:00Z"

    def _send(
        self, submission_id: str, member_code: str, region_code: str, moment: str, *, is_partial: bool = False
    ) -> None:
        told_region = region_code if self._pick(2, submission_id, "region") else ""
        self._submit(submission_id, "member", member_code, told_region, "", moment, is_partial)
        if region_code in self._round.careless:
            self._forget(submission_id, 60)

    def _submit(
        self,
        submission_id: str,
        respondent_kind: str,
        member_code: str,
        region_code: str,
        agency_type: str,
        moment: str,
        is_partial: bool,
    ) -> None:
        self.submissions.append(
            {
                "survey_code": self._round.survey_code,
                "submission_id": submission_id,
                "respondent_kind": respondent_kind,
                "member_code": member_code,
                "region_code": region_code,
                "agency_type_code": agency_type,
                "submitted_at": moment,
                "language": ("en", "fr", "")[self._pick(3, submission_id, "language")],
                "origin": "collected",
                "is_partial": "true" if is_partial else ("false", "")[self._pick(2, submission_id, "complete")],
                "source_file": "made_up.csv",
                "source_row": str(len(self.submissions) + 2),
            }
        )
        self._answer_all(submission_id)

    def _forget(self, submission_id: str, percent: int) -> None:
        """Leave a careless respondent's difficulties out, or empty."""
        if self._pick(100, submission_id, "careless") < percent:
            for row in self.answers:
                if row["submission_id"] == submission_id and row["question_code"] == "adoption_difficulty":
                    row["answer"] = ""

    def _answer_all(self, submission_id: str) -> None:
        def pick(below: int, *of: str) -> int:
            return self._pick(below, submission_id, *of)

        def give(question: str, item: str, answer: str) -> None:
            if (question, item) in self._round.dropped_items or pick(100, question, item, "left out") < 8:
                return
            blank = (question, item) in self._round.unanswered_items or pick(100, question, item, "empty") < 4
            self.answers.append(
                {
                    "survey_code": self._round.survey_code,
                    "submission_id": submission_id,
                    "question_code": question,
                    "item_code": item,
                    "answer": "" if blank else answer,
                }
            )

        def yes_or_no(question: str, item: str, percent: int) -> None:
            give(question, item, "yes" if pick(100, question, item) < percent else "no")

        yes_or_no("it_strategy", "", 70)
        give("maturity_level", "", str(1 + pick(12, "maturity") * 5 // 12))
        skipped = {question for question in _SKIPPABLE if pick(100, question, "skipped") < 15}
        for place, (technology, likely) in enumerate(self._round.technologies.items()):
            if "technology_status" not in skipped:
                give("technology_status", technology, _status(likely, pick(100, "status", technology)))
            if "expected_impact" not in skipped:
                give("expected_impact", technology, str(1 + (pick(4, "impact", technology) + place) % 5))
            if "adoption_difficulty" not in skipped:
                give("adoption_difficulty", technology, str(1 + (pick(3, "difficulty", technology) + place // 2) % 5))
            if pick(100, "topic", technology) < 12:
                give("case_study_topic", technology, "yes")
        for place, dimension in enumerate(_DIMENSIONS):
            if "performance_contribution" not in skipped:
                yes_or_no("performance_contribution", dimension, 90 - 15 * place)
        for place, need in enumerate(_NEEDS):
            if "capacity_building_need" not in skipped:
                yes_or_no("capacity_building_need", need, 85 - 8 * place)
        if pick(100, "other need") < 60:
            give("capacity_building_need_other", "", TEXTS[pick(len(TEXTS), "text")])
        cited = sorted(self._round.technologies, key=lambda technology: _hash(submission_id, "cited", technology))
        for technology in cited[: pick(4, "number of citations")]:
            give("flagship_choice", technology, "yes")
        yes_or_no("case_study_file", "", 15)
        yes_or_no("willing_to_share", "", 55)
        yes_or_no("contact_point_designated", "", 80)

    def _pick(self, below: int, *of: object) -> int:
        return _hash(self._round.survey_code, *of) % below


def _hash(*of: object) -> int:
    return int.from_bytes(hashlib.sha256("|".join(map(str, of)).encode()).digest()[:8], "big")


def _status(likely: Sequence[int], percent: int) -> str:
    for status, part in zip(STATUSES, likely, strict=True):
        percent -= part
        if percent < 0:
            return status
    raise AssertionError("the parts of a technology's statuses sum to less than 100")


def _chosen_members(made_up: MadeUpRound, members: list[Mapping[str, str]]) -> list[tuple[str, str]]:
    """(member_code, region_code) of those who answer, regions mixed; only Members of the closing date."""
    chosen = []
    for region_code, count in made_up.members.items():
        eligible = [
            member["member_code"]
            for member in members
            if member["region_code"] == region_code
            and (not member["accession_on"] or member["accession_on"] <= made_up.closed_on.isoformat())
        ]
        eligible.sort(key=lambda code: (code not in made_up.always_in, _hash(made_up.survey_code, "answers", code)))
        chosen += [(code, region_code) for code in eligible[:count]]
    return sorted(chosen, key=lambda pair: _hash(made_up.survey_code, "order", pair[0]))


def write_round(made_up: MadeUpRound, seeds: Path, folder: Path) -> None:
    """Write the raw files of a round. seeds: where the codebook with the Members is."""
    with (seeds / "codebook" / "members.csv").open(encoding="utf-8", newline="") as file:
        rows = RawRows(made_up, list(csv.DictReader(file)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, of_file in (
        ("raw_submissions", rows.submissions),
        ("raw_answers", rows.answers),
        ("raw_need_codings", rows.codings),
    ):
        text = io.StringIO()
        writer = csv.DictWriter(text, list(of_file[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(of_file)
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode("utf-8"))


def register(made_up: MadeUpRound, root: Path) -> None:
    """Register a round in the codebook of a project with `smart-customs survey add`, then change what differs.

    That is its items, its flagship rules, and whether its unfinished submissions count. Only for a copy of the project.
    """
    dates = ["--opened", made_up.opened_on, "--deadline", made_up.deadline_on, "--closed", made_up.closed_on]
    if made_up.extended_deadline_on:
        dates += ["--extended", made_up.extended_deadline_on]
    added = run_command(root, "survey", "add", made_up.survey_code, *dates, "--like", "SCS2024")
    assert added.returncode == 0, added.stderr
    codebook = root / "seeds" / "codebook"
    _add_technologies(codebook / "technologies.csv")
    _replace_rows(codebook / "survey_items.csv", made_up.survey_code, lambda rows: _items(made_up, rows))
    _replace_rows(codebook / "flagship_rules.csv", made_up.survey_code, lambda _: _rules(made_up))
    _replace_rows(
        codebook / "surveys.csv",
        made_up.survey_code,
        lambda rows: [{**row, "counts_partial_submissions": str(made_up.counts_partial).lower()} for row in rows],
    )


def _add_technologies(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    for place, (code, name_en, name_fr) in enumerate(NEW_TECHNOLOGIES, 10):
        if f"\n{code}," not in content:
            content += f"{code},{name_en},{name_fr},A made-up meaning.,Un sens inventé.,{place}\n"
    path.write_text(content, encoding="utf-8")


def _items(made_up: MadeUpRound, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The copied items with the round's own technologies in the place of 2024's, and without what it left out."""
    technologies = {row["item_code"] for row in rows if row["question_code"] == "technology_status"}
    items: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        for item_code in made_up.technologies if row["item_code"] in technologies else [row["item_code"]]:
            key = (row["question_code"], item_code)
            if key not in made_up.dropped_items:
                items[key] = {**row, "item_code": item_code}
    return [{**row, "position": str(position)} for position, row in enumerate(items.values(), 1)]


def _rules(made_up: MadeUpRound) -> list[dict[str, str]]:
    return [
        {
            "survey_code": made_up.survey_code,
            "technology_code": technology,
            "flagship_group_code": group,
            "overlaps_other_work": str(group in made_up.overlapping).lower(),
        }
        for technology, group in made_up.groups.items()
    ]


def _replace_rows(path: Path, survey_code: str, change: Change) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        columns = list(reader.fieldnames or [])
    of_survey = [row for row in rows if row["survey_code"] == survey_code]
    others = [row for row in rows if row["survey_code"] != survey_code]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*others, *change(of_survey)])


if __name__ == "__main__":
    ROOT = Path(__file__).parents[2]
    write_round(SECOND, ROOT / "seeds", ROOT / "tests" / "rounds" / SECOND.survey_code)
