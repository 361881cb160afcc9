"""Made-up rounds of a size, in a copy of the project that nothing else builds in."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.copying import copy_project
from benchmarks.measuring import installed, measure_command
from benchmarks.scale.sources import Sources
from pipeline.project import Project

SURVEY = "LOADTEST"
DATES = ("--opened", "2024-04-17", "--deadline", "2024-05-06", "--extended", "2024-05-15", "--closed", "2024-06-24")
LIKE = "SCS2024"
# So many of the 186 Members of the frame answered in 2024; larger rounds keep about that rate.
MEMBERS_THAT_ANSWERED = 116


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
    """Copy the project, register a round like the shipped one, and write synthetic answers to it."""
    copy = copy_project(project, folder / "project")
    raw = folder / "raw"
    command = installed("smart-customs")
    respondents = respondents_per_member(submissions)
    registering = ["survey", "add", SURVEY, *DATES, "--like", LIKE, "--respondents-per-member", str(respondents)]
    answering = ["synthesise", "--scale", str(submissions), "--survey", SURVEY, "--output", str(raw)]
    for arguments in (registering, answering):
        measure_command([command, *arguments], copy.root, folder / "making.log")
    of_dbt = copy_project(copy, folder / "project_of_dbt")
    return Round(submissions, count_answers(raw), copy, of_dbt, raw)


def respondents_per_member(submissions: int) -> int:
    """How many respondents each Member has to be asked for so that about as many Members answer as in 2024."""
    return -(-submissions // MEMBERS_THAT_ANSWERED)


def count_answers(raw: Path) -> int:
    """How many answers a folder holds as Parquet; an answer that is null is a blank."""
    with duckdb.connect() as connection:
        counted = connection.execute("select count(answer) from read_parquet(?)", [str(raw / "raw_answers.parquet")])
        return int((counted.fetchone() or (0,))[0])
