"""Made-up collected rounds that change from one release to the next: Members come, send again and withdraw."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.project import Project
from tests.disclosure.attack import Moved
from tests.disclosure.collected_rounds import (
    REGIONS,
    Rows,
    members_by_region,
    questions_asked,
    submission_row,
    varied,
    write_rows,
)

# Of each Member that counts: its region, and how often it has sent.
State = dict[str, tuple[str, int]]


@dataclass(frozen=True)
class Step:
    """What happens between two builds, as numbers of Members by region."""

    come: dict[str, int] = field(default_factory=dict)
    send_again: dict[str, int] = field(default_factory=dict)
    withdraw: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sequence:
    """A survey and what happens to it. is_new: whether it is not there in the first build."""

    survey_code: str
    shape: str
    sizes: dict[str, int]
    steps: tuple[Step, ...]
    is_new: bool = False


SIZES = {"ESA": 14, "AP": 20, "WCA": 12, "AMS": 16, "EUR": 25, "MENA": 10}
_WITH_SMALL = SIZES | {"MENA": 3, "WCA": 6, "AMS": 7}

SEQUENCES = [
    Sequence("SEQ01", "nothing changes", SIZES | {"MENA": 3}, (Step(), Step())),
    Sequence("SEQ02", "one more", SIZES, (Step({"EUR": 1}),)),
    Sequence("SEQ03", "one more, and regions suppressed", SIZES | {"MENA": 3}, (Step({"EUR": 1}),)),
    Sequence("SEQ04", "five more in one region", SIZES, (Step({"EUR": 5}),)),
    Sequence("SEQ05", "twenty more in one region", SIZES, (Step({"EUR": 20}),)),
    Sequence("SEQ06", "four more in one region and one in another", SIZES, (Step({"EUR": 4, "AP": 1}),)),
    Sequence("SEQ07", "a region grows from 4 to 5", SIZES | {"MENA": 4}, (Step({"MENA": 1}),)),
    Sequence("SEQ08", "a region grows from 4 to 5 among many more", SIZES | {"MENA": 4},
             (Step({"MENA": 1, "EUR": 20}),)),
    Sequence("SEQ09", "one sends again", SIZES, (Step(send_again={"AP": 1}),)),
    Sequence("SEQ10", "six send again", SIZES, (Step(send_again={"AP": 6}),)),
    Sequence("SEQ11", "one withdraws", SIZES, (Step(withdraw={"AP": 1}),)),
    Sequence("SEQ12", "suppression moves with one more", _WITH_SMALL, (Step({"WCA": 2}),)),
    Sequence("SEQ13", "suppression moves with many more", _WITH_SMALL, (Step({"WCA": 12}),)),
    Sequence("SEQ14", "a small region becomes large", SIZES | {"MENA": 3}, (Step({"MENA": 13}),)),
    Sequence("SEQ15", "a region becomes too small", SIZES, (Step(withdraw={"MENA": 7}),)),
    Sequence("SEQ16", "seven of a suppressed region send again", _WITH_SMALL, (Step(send_again={"AMS": 7}),)),
    Sequence("SEQ17", "three more, and three more", SIZES, (Step({"EUR": 3}), Step({"EUR": 3}))),
    Sequence("SEQ18", "many more, and one more", SIZES, (Step({"EUR": 20}), Step({"EUR": 1}))),
    Sequence("SEQ19", "many more beside suppressed regions", SIZES | {"MENA": 3}, (Step({"EUR": 20}),)),
    Sequence("SEQ20", "a survey that was not there", SIZES | {"MENA": 3}, (), is_new=True),
]  # fmt: skip


def states(project: Project, sequence: Sequence, count: int) -> list[State]:
    """Who counts in each of so many builds, in the order of the builds; nobody where the survey is not there yet."""
    members = members_by_region(project)
    now: State = {code: (region, 1) for region, size in sequence.sizes.items() for code in members[region][:size]}
    of_builds = [{} if sequence.is_new else now]
    for step in sequence.steps:
        now = dict(now)
        for region in REGIONS:
            here = [code for code, (of_region, _) in now.items() if of_region == region]
            absent = [code for code in members[region] if code not in now]
            now |= {code: (region, now[code][1] + 1) for code in here[: step.send_again.get(region, 0)]}
            for code in here[len(here) - step.withdraw.get(region, 0) :]:
                del now[code]
            now |= dict.fromkeys(absent[: step.come.get(region, 0)], (region, 1))
        of_builds.append(now)
    return [*of_builds, *[now] * (count - len(of_builds))]


def moved(before: State, after: State) -> dict[str, Moved]:
    """By region how many Members' answers came and went."""
    came = [region for code, (region, times) in after.items() if before.get(code) != (region, times)]
    went = [region for code, (region, times) in before.items() if after.get(code) != (region, times)]
    return {region: Moved(came.count(region), went.count(region)) for region in REGIONS}


def write_state(project: Project, of_surveys: Iterable[tuple[str, State]], folder: Path) -> None:
    """Write the raw files of surveys as they are at one time. What a Member answers is the same in every folder."""
    asked = questions_asked(project)
    submissions: Rows = []
    answers: Rows = []
    for survey_code, state in of_surveys:
        for code, (region, times) in state.items():
            for time in range(1, times + 1):
                submission_id = f"{code}-{time}"
                chance = random.Random(f"{survey_code} {submission_id}")
                submitted_at = f"2025-02-{time:02}T09:00:00Z"
                submissions.append(submission_row(survey_code, submission_id, code, submitted_at))
                for item in asked:
                    if answer := varied(chance, region, item["question_code"], item["item_code"]):
                        key = {"survey_code": survey_code, "submission_id": submission_id}
                        of_item = {"question_code": item["question_code"], "item_code": item["item_code"]}
                        answers.append({**key, **of_item, "answer": answer})
    write_rows(folder / "raw_submissions.csv", submissions)
    write_rows(folder / "raw_answers.csv", answers)
