"""How long `smart-customs land` takes for a long LimeSurvey export, and how much memory, beside DuckDB's read_csv.

`make bench-land` runs it; docs/benchmarks.md has its figures. The answers are random and say nothing about anybody.
"""

import csv
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from benchmarks.measuring import MEGABYTE, Measured, installed, measure_command, median_of
from pipeline.codebook.codes import Codebook, Question, tool_codes
from pipeline.codebook.reading import read_codebook
from pipeline.project import Project
from pipeline.questionnaires.form import Layout, layout_of
from pipeline.questionnaires.limesurvey import LONGEST_ANSWER_CODE, LONGEST_QUESTION_CODE

SURVEY = "SCS2024"
REPEATS = 3
METADATA = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr")


class AnswerMaker:
    """Random responses to the questionnaire of a survey, the same ones each time, as LimeSurvey exports them."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._random = random.Random(1)
        asked = (*codebook.respondent_questions, *codebook.questions)
        codes = tool_codes((question.code for question in asked), LONGEST_QUESTION_CODE)
        self._columns = [column for question in asked for column in self._columns_of(question, codes[question.code])]

    @property
    def headings(self) -> list[str]:
        return [*METADATA, *(heading for heading, _ in self._columns)]

    def responses(self, count: int) -> Iterator[list[str]]:
        opened_on = datetime.fromisoformat(self._codebook.survey["opened_on"])
        days = (date.fromisoformat(self._codebook.survey["closed_on"]) - opened_on.date()).days
        for number in range(1, count + 1):
            sent_at = str(opened_on + timedelta(seconds=self._random.randrange(days * 86_400)))
            metadata = [str(number), sent_at, "14", self._random.choice(("en", "fr")), str(number), sent_at, sent_at]
            yield [*metadata, "192.0.2.1", *(give() for _, give in self._columns)]

    def _columns_of(self, question: Question, code: str) -> Iterator[tuple[str, Callable[[], str]]]:
        give = self._giver(question)
        items = tool_codes((item.code for item in question.items), LONGEST_QUESTION_CODE)
        for item in question.items:
            yield f"{code}[{items[item.code]}]", give
        if not items:
            yield code, give

    def _giver(self, question: Question) -> Callable[[], str]:
        answers = list(tool_codes((answer.code for answer in question.answers), LONGEST_ANSWER_CODE).values())
        if question.code == "respondent_kind":
            return lambda: answers[0]
        if question.code in ("region_code", "agency_type_code"):
            return str
        if question.code == "member_code":
            return lambda: self._random.choice(answers)
        match layout_of(question):
            case Layout.TEXT:
                return lambda: f"Réseau {self._random.randrange(500)}" if self._random.random() < 0.2 else ""
            case Layout.CHOICES:
                # So rarely that nobody exceeds a maximum.
                return lambda: "Y" if self._random.random() < 0.001 else ""
        return lambda: self._random.choice(answers) if self._random.random() < 0.9 else ""


def write_export(codebook: Codebook, response_count: int, path: Path) -> int:
    """Write an export; returns the number of its columns."""
    maker = AnswerMaker(codebook)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(maker.headings)
        writer.writerows(maker.responses(response_count))
    return len(maker.headings)


def measure_land(project: Project, export: Path, folder: Path) -> Measured:
    """Land an export in a process of its own, start of Python included."""
    command = [installed("smart-customs"), "land", str(export), "--survey", SURVEY, "--raw", str(folder / "raw")]
    return measure_command(command, project.root, folder / "land.log")


def measure_read_csv(export: Path) -> float:
    """Seconds in which DuckDB reads every column of the file and counts its values, start of Python left out."""
    import duckdb

    with duckdb.connect() as connection:
        started = time.perf_counter()
        connection.execute("select count(columns(*)) from read_csv(?)", [str(export)]).fetchall()
        return time.perf_counter() - started


def measure(project: Project, codebook: Codebook, response_count: int) -> tuple[Measured, float]:
    """The median landing and the median read_csv of an export with so many responses."""
    landings, readings = [], []
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.csv"
        column_count = write_export(codebook, response_count, export)
        megabytes = export.stat().st_size / MEGABYTE
        click.echo(f"{response_count:,} responses of {column_count} columns, {megabytes:.0f} MB")
        for number in range(REPEATS):
            made = Path(folder) / str(number)
            made.mkdir()
            landings.append(measure_land(project, export, made))
            readings.append(_apart(measure_read_csv, export))
    return median_of(landings), statistics.median(readings)


def _apart(function: Callable[[Path], float], path: Path) -> float:
    """Call a function in a process of its own: on Linux, what this one holds would count for those that it starts."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, (path,))


@click.command()
@click.option("--responses", type=int, default=100_000, show_default=True, help="How many responses the long one has.")
def main(responses: int) -> None:
    """Print seconds, peak memory and the ratio to read_csv, for a long export and one a tenth as long."""
    project = Project.find()
    codebook = read_codebook(project, SURVEY)
    short, _ = measure(project, codebook, responses // 10)
    long, read_csv_seconds = measure(project, codebook, responses)
    click.echo(f"land, {responses:,} responses: {long.seconds:.1f} s, median of {REPEATS}")
    click.echo(
        f"read_csv of the same file: {read_csv_seconds:.2f} s; land takes {long.seconds / read_csv_seconds:.0f}x"
    )
    click.echo(
        f"peak memory of land: {short.peak_bytes / MEGABYTE:.0f} MB for {responses // 10:,} responses, "
        f"{long.peak_bytes / MEGABYTE:.0f} MB for {responses:,}"
    )


if __name__ == "__main__":
    main()
