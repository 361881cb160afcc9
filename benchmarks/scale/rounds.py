"""Made-up rounds of a size, in a copy of the project that nothing else builds in."""

import csv
import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.copying import copy_project
from benchmarks.measuring import measure_command
from benchmarks.scale.sources import Sources
from pipeline.project import Project
from pipeline.surveys.adding import SurveyDates, add_survey

SURVEY = "LOADTEST"
# After every other round, whose frames the made-up Members must not be in.
DATES = SurveyDates("2030-04-17", "2030-05-06", "2030-05-15", "2030-06-24")
ACCESSION_ON = "2030-01-01"
LIKE = "SCS2024"
# Of the Members of a large round: the frame is a burden that no real round brings, and is kept small.
SHARE_THAT_ANSWERS = 0.95
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Round:
    """A round that is registered in two copies of the project: one that the command builds, and one for bare dbt.

    raw: the folder of its Parquet files. answers: how many are in them, blanks apart.
    """

    submissions: int
    answers: int
    project: Project
    project_of_dbt: Project
    raw: Path

    @property
    def sources(self) -> Sources:
        return Sources(self.project.root, self.raw)


def make_round(project: Project, submissions: int, folder: Path) -> Round:
    """Copy the project, register a round like the shipped one, answer it, and enlarge the frame to its size."""
    folder.mkdir(exist_ok=True)
    copy, raw = copy_project(project, folder / "project"), folder / "raw"
    add_survey(copy, SURVEY, DATES, like=LIKE)
    # In a process of its own: what this one holds would count for those that it starts.
    answering = [sys.executable, "-m", "benchmarks.scale.answering", str(copy.root), str(raw), str(submissions)]
    measure_command(answering, ROOT, folder / "answering.log")
    enlarge_frame(copy, count_submissions(raw))
    of_dbt = copy_project(copy, folder / "project_of_dbt")
    return Round(submissions, count_answers(raw), copy, of_dbt, raw)


def enlarge_frame(copy: Project, submissions: dict[str, int]) -> None:
    """Add made-up Members to the codebook of a copy, so that a region has as many as its submissions need."""
    path = copy.seeds / "codebook" / "members.csv"
    with path.open(encoding="utf-8", newline="") as file:
        there = Counter(row["region_code"] for row in csv.DictReader(file))
    added = [
        region_code
        for region_code, count in sorted(submissions.items())
        for _ in range(math.ceil(count / SHARE_THAT_ANSWERS) - there[region_code])
    ]
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            (f"M{number}", "", f"Member {number}", f"Membre {number}", region_code, ACCESSION_ON, "made up")
            for number, region_code in enumerate(added, 1)
        )


def count_submissions(raw: Path) -> dict[str, int]:
    """How many submissions of each region a folder holds as Parquet."""
    path = str(raw / "raw_submissions.parquet")
    return dict(
        duckdb.execute("select region_code, count(*) from read_parquet(?) group by region_code", [path]).fetchall()
    )


def count_answers(raw: Path) -> int:
    """How many answers a folder holds as Parquet; an answer that is null is a blank."""
    with duckdb.connect() as connection:
        counted = connection.execute("select count(answer) from read_parquet(?)", [str(raw / "raw_answers.parquet")])
        return int((counted.fetchone() or (0,))[0])
