"""One survey as rules 1 to 4 see it: who is counted, who could have answered, and who answered what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from independent.codebook import Codebook, Row, read_rows

# Questions whose answers some mart shows by region.
_SHOWN_BY_REGION = {
    "it_strategy",
    "maturity_level",
    "technology_status",
    "expected_impact",
    "adoption_difficulty",
    "performance_contribution",
    "capacity_building_need",
}

# Rule 11: fewest respondents that a region's figures may rest on, by origin; synthetic answers are nobody's, and so
# neither are those of a region at one.
THRESHOLDS = {"collected": 5, "synthetic": 0}


@dataclass(frozen=True)
class Respondent:
    """A counted submission. answers: (question, item) to answer, blanks left out."""

    region_code: str
    agency_type_code: str
    submitted_on: date
    answers: dict[tuple[str, str], str]


class Survey:
    """members and agencies: their counted submissions. asked: the items of each question that the survey asked."""

    def __init__(self, codebook: Codebook, row: Row, submissions: list[Row], answers: list[Row], codings: list[Row]):
        self.codebook = codebook
        self.row = row
        self.code = row["survey_code"]
        (self.origin,) = {submission["origin"] for submission in submissions}
        self.threshold = THRESHOLDS[self.origin]
        self.asked: dict[str, list[str]] = {}
        for item in codebook.survey_items:
            if item["survey_code"] == self.code:
                self.asked.setdefault(item["question_code"], []).append(item["item_code"])
        self.need_of_text = {coding["answer"]: coding["need_code"] for coding in codings}
        self.frame = frame(codebook, self.day("closed_on"))
        given: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for answer in answers:
            key = (answer["question_code"], answer["item_code"])
            # Rule 1: an empty answer is a blank, and what was not asked is not applicable.
            if answer["answer"] and key[1] in self.items(key[0]):
                given[answer["submission_id"]][key] = answer["answer"]
        counted = counted_submissions(submissions, counts_partial=row["counts_partial_submissions"] == "true")
        self.members = [self._respondent(submission, given) for submission in counted if is_member(submission)]
        self.agencies = [self._respondent(submission, given) for submission in counted if not is_member(submission)]

    def _respondent(self, submission: Row, given: dict[str, dict[tuple[str, str], str]]) -> Respondent:
        member = self.codebook.members.get(submission["member_code"])
        return Respondent(
            region_code=member["region_code"] if member else submission["region_code"],
            agency_type_code=submission["agency_type_code"],
            submitted_on=submitted_at(submission).date(),
            answers=given[submission["submission_id"]],
        )

    def day(self, column: str) -> date:
        return date.fromisoformat(self.row[column])

    @property
    def extended_deadline_on(self) -> date | None:
        return self.day("extended_deadline_on") if self.row["extended_deadline_on"] else None

    def items(self, question: str) -> list[str]:
        """The items of a question that the survey asked; none of a question that it left out."""
        return self.asked.get(question, [])

    def members_of(self, region_code: str | None) -> list[Respondent]:
        """The counted Members of a region; of all regions together without one."""
        return [member for member in self.members if region_code in (None, member.region_code)]

    def count(self, question: str, item: str, answer: str, region_code: str | None = None) -> int:
        """Rule 2: how many counted Members gave the answer."""
        return sum(member.answers.get((question, item)) == answer for member in self.members_of(region_code))

    def base(self, question: str, item: str, region_code: str | None = None) -> int:
        """Rule 4: who answered that item; in a multiple choice, any item of the question."""
        is_multiple = self.codebook.questions[question]["question_type"] == "multiple"
        items = self.items(question) if is_multiple else [item]
        return sum(any((question, each) in member.answers for each in items) for member in self.members_of(region_code))

    def values(self, question: str, item: str, region_code: str | None = None) -> list[int]:
        """The answers on a scale from 1 to 5."""
        found = (member.answers.get((question, item)) for member in self.members_of(region_code))
        return [int(answer) for answer in found if answer is not None]

    def hidden_regions(self, question: str) -> set[str]:
        """Rule 11, as docs/disclosure.md has it: the regions of which nothing is shown on a question, and on its block.

        A region is as small as the item that fewest of it answered, of those that anybody answered anywhere. Where one
        is too small or at one, the smaller ones and the next smallest go with it, of equal ones the first by code,
        until the national figures give none of them away.
        """
        block = self.codebook.questions[question]["block_code"]
        questions = [each for each in self.asked if self.codebook.questions[each]["block_code"] == block]
        answered = [(each, item) for each in questions for item in self.asked[each] if self.base(each, item)]
        smallest = {
            region_code: min((self.base(each, item, region_code) for each, item in answered), default=0)
            for region_code in self.codebook.regions
        }
        by_size = sorted(smallest, key=lambda region_code: (smallest[region_code], region_code))
        sensitive = [
            place
            for place, region_code in enumerate(by_size, start=1)
            if smallest[region_code] < self.threshold
            or (self.origin == "collected" and any(self._is_at_one(region_code, *each) for each in answered))
        ]
        if not sensitive:
            return set()
        groups = [set(by_size[:length]) for length in range(max(2, *sensitive), len(by_size) + 1)]
        return next(group for group in groups if all(self._hides(group, each) for each in questions))

    def _is_at_one(self, region_code: str, question: str, item: str) -> bool:
        """Whether a figure of the region is the same answer of all that answered there, and not of all anywhere.

        Scores are so by their mean and how far they spread; who did not choose an item of several has answered that. Of
        a question that no mart shows by region nothing is told.
        """
        if question not in _SHOWN_BY_REGION:
            return False
        is_multiple = self.codebook.questions[question]["question_type"] == "multiple"
        given: dict[str, set[str]] = defaultdict(set)
        for member in self.members:
            answer = member.answers.get((question, item), "")
            if is_multiple and any((question, each) in member.answers for each in self.asked[question]):
                answer = "chosen" if answer == "yes" else "not chosen"
            if answer:
                given[member.region_code].add(answer)
        here = given[region_code]
        return len(here) == 1 and len(set.union(*given.values())) > 1

    def _hides(self, region_codes: set[str], question: str) -> bool:
        """Whether the regions together have one of everything that is shown and that there is in any region.

        Of those who answered they have two, and two regions that sent submissions.
        """
        if len({member.region_code for member in self.members} & region_codes) < min(
            2, len({member.region_code for member in self.members})
        ):
            return False
        for item in self.asked[question]:
            everywhere = [trait for member in self.members for trait in self._traits(member, question, item)]
            hidden = [
                trait
                for member in self.members
                if member.region_code in region_codes
                for trait in self._traits(member, question, item)
            ]
            for trait in set(everywhere):
                if hidden.count(trait) < min(2 if trait == "answered" else 1, everywhere.count(trait)):
                    return False
        return True

    def _traits(self, member: Respondent, question: str, item: str) -> list[str]:
        """What the marts by region tell of the Members who answered an item in this way."""
        answer = member.answers.get((question, item))
        if self.codebook.questions[question]["question_type"] == "multiple":
            if not any((question, each) in member.answers for each in self.asked[question]):
                return ["blank"]
            return ["answered", "chosen" if answer == "yes" else "not chosen"]
        if answer is None:
            return ["blank"]
        if question in ("expected_impact", "adoption_difficulty"):
            above = ["above the lowest"] if answer != "1" else []
            below = ["below the highest"] if answer != "5" else []
            return ["answered", *above, *below]
        return ["answered", f"gave {answer}"]

    def basis(self, mart_name: str, measure: str, keys: Sequence[object]) -> str:
        """Rule 12: what a figure rests on. One that is only inferred from the report was not printed."""
        if self.origin == "collected":
            return "collected"
        is_printed = any(
            figure["survey_code"] == self.code
            and (figure["mart_name"], figure["measure"]) == (mart_name, measure)
            and figure["is_inferred"] == "false"
            and [key for key in (figure["key_code"], figure["second_key_code"]) if key] == [str(key) for key in keys]
            for figure in self.codebook.published_figures
        )
        return "published" if is_printed else "illustrative"


def counted_submissions(submissions: Iterable[Row], *, counts_partial: bool) -> list[Row]:
    """Rule 1: per Member the latest complete submission, by time and then identifier as text.

    A partial one counts only where the survey says so, and never in the place of a complete one. Without a
    member_code each submission is its own respondent; so is each of a partner agency.
    """
    of_respondent: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for submission in submissions:
        is_known = is_member(submission) and submission["member_code"]
        key = ("member", submission["member_code"]) if is_known else ("submission", submission["submission_id"])
        of_respondent[key].append(submission)
    counted = []
    for sent in of_respondent.values():
        complete = [submission for submission in sent if submission["is_partial"] != "true"]
        eligible = complete or (sent if counts_partial else [])
        if eligible:
            counted.append(
                max(eligible, key=lambda submission: (submitted_at(submission), submission["submission_id"]))
            )
    return counted


def frame_members_of(codebook: Codebook, closed_on: date) -> list[Row]:
    """Rule 3: the Members on the closing date; an accession that is unknown was before it."""
    return [
        member
        for member in codebook.members.values()
        if not member["accession_on"] or date.fromisoformat(member["accession_on"]) <= closed_on
    ]


def frame(codebook: Codebook, closed_on: date) -> dict[str, int]:
    """Rule 3: how many they are by region."""
    regions = [member["region_code"] for member in frame_members_of(codebook, closed_on)]
    return {region_code: regions.count(region_code) for region_code in codebook.regions}


def is_member(submission: Row) -> bool:
    return submission["respondent_kind"] == "member"


def submitted_at(submission: Row) -> datetime:
    return datetime.fromisoformat(submission["submitted_at"]).astimezone(UTC)


def read_surveys(codebook: Codebook, raw_folders: Iterable[Path]) -> list[Survey]:
    """The surveys that have submissions in the folders."""
    raw: dict[str, list[Row]] = defaultdict(list)
    for folder in raw_folders:
        for name in ("raw_submissions", "raw_answers", "raw_need_codings"):
            path = folder / f"{name}.csv"
            raw[name] += read_rows(path) if path.exists() else []
    by_survey = {
        name: {code: [row for row in rows if row["survey_code"] == code] for code in codebook.surveys}
        for name, rows in raw.items()
    }
    return [
        Survey(
            codebook,
            row,
            by_survey["raw_submissions"][code],
            by_survey["raw_answers"][code],
            by_survey["raw_need_codings"][code],
        )
        for code, row in codebook.surveys.items()
        if by_survey["raw_submissions"][code]
    ]
