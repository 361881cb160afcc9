"""Whether intervals and ranges of ranks hold what they promise: random rounds of populations of which all is known.

`make bench-certainty` runs it; docs/statistics.md has its figures. What Members answer is made up, once, and in each
round some of them stay silent. The figures of the rounds are those of the project's own models, on counts of 1,000
rounds at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import duckdb
import numpy as np
import pandas as pd

from benchmarks.document import write
from pipeline.building.dbt import open_project
from pipeline.project import Project

TARGET = "bench-certainty"
MODELS = ("figure_certainty", "shown_certainty")
ROUNDS = 1000
# Of those who take part, those who leave an item of a grid blank.
BLANK = 0.2
SCORES = 5
QUESTIONS = {"choice of several": 8, "grid of statuses": 12, "scores": 12, "levels": 5}

Answers = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """Rounds of one population. answering: the chance of each Member to take part, by what it would answer."""

    name: str
    members: int
    respondents: int
    answering: Callable[[Answers], np.ndarray]
    is_random: bool


def _at_random(answers: Answers) -> np.ndarray:
    return np.ones(len(answers["levels"]))


def _by_what_they_have(answers: Answers) -> np.ndarray:
    """Whoever has much and is far takes part eight times as often as who has and is little."""
    standing = answers["choice of several"].mean(axis=1) + answers["grid of statuses"].mean(axis=1)
    return np.where(standing + answers["levels"] / SCORES > 1.2, 8.0, 1.0)


CASES = (
    Case("186 Members, 116 answer at random", 186, 116, _at_random, is_random=True),
    Case("24 Members, 14 answer at random", 24, 14, _at_random, is_random=True),
    Case("186 Members, 116 answer, those that have much more often", 186, 116, _by_what_they_have, is_random=False),
)


def population(random: np.random.Generator, members: int) -> Answers:
    """What each Member would answer: items of a Member go together, as those of a real one do."""
    ability = random.normal(size=members)

    def chosen(items: int, low: float, high: float) -> np.ndarray:
        appeal = random.permutation(np.linspace(low, high, items))
        return ability[:, None] + appeal + random.normal(size=(members, items))

    return {
        "choice of several": chosen(QUESTIONS["choice of several"], -1.2, 1.2) > 0,
        "grid of statuses": chosen(QUESTIONS["grid of statuses"], -2.0, 0.5) > 0,
        "scores": np.clip(np.rint(3.2 + chosen(QUESTIONS["scores"], -0.6, 0.6)), 1, SCORES).astype(int),
        "levels": np.clip(np.rint(2.6 + ability), 1, SCORES).astype(int),
    }


def sums(answers: Answers, takes_part: np.ndarray, answered: Answers) -> Iterator[dict[str, object]]:
    """The rows of share_sums and score_sums of one round. takes_part: of each Member; answered: of each item too."""
    for question, values in answers.items():
        common = {"question_code": question, "is_mean": question == "scores"}
        if question == "levels":
            for level in range(1, SCORES + 1):
                count = int((values[takes_part] == level).sum())
                yield common | _row(str(level), int(takes_part.sum()), count, count, has_common_base=True)
            continue
        for item in range(values.shape[1]):
            gave = values[takes_part & answered[question][:, item], item].astype(int)
            yield common | _row(
                f"{item:02}",
                len(gave),
                int(gave.sum()),
                int((gave**2).sum()),
                has_common_base=question == "choice of several",
                **({"least_value": 1, "most_value": SCORES} if question == "scores" else {}),
            )


def _row(item: str, answered: int, total: int, squares: int, **more: object) -> dict[str, object]:
    return {
        "item_code": item,
        "answer_code": "",
        "ranking_code": "",
        "respondent_count": answered,
        "value_sum": total,
        "square_sum": squares,
        "least_value": 0,
        "most_value": 1,
        **more,
    }


def rounds(case: Case, random: np.random.Generator, count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sums of each round, and of the whole population, which is a round that all take part in."""
    answers = population(random, case.members)
    everybody = np.ones(case.members, dtype=bool)
    all_items = {question: np.ones(values.shape, dtype=bool) for question, values in answers.items()}
    weights = case.answering(answers)
    rows = []
    for number in range(count):
        takes_part = np.zeros(case.members, dtype=bool)
        drawn = random.choice(case.members, case.respondents, replace=False, p=weights / weights.sum())
        takes_part[drawn] = True
        answered = {
            question: np.ones(values.shape, dtype=bool)
            if question == "choice of several"
            else random.random(values.shape) >= BLANK
            for question, values in answers.items()
        }
        rows += [{"survey_code": f"R{number:04}", **row} for row in sums(answers, takes_part, answered)]
    return pd.DataFrame(rows), pd.DataFrame(sums(answers, everybody, all_items))


def compiled_models(project: Project) -> dict[str, tuple[str, str]]:
    """Of each model, the database that it reads and its SQL."""
    with open_project(project, project.warehouse, None) as invoke:
        results = invoke("compile", "--select", *MODELS).result
    return {result.node.name: (result.node.database, result.node.compiled_code) for result in results}


def certainty(compiled: Mapping[str, tuple[str, str]], case: Case, of_rounds: pd.DataFrame) -> pd.DataFrame:
    """What the models make of the sums of rounds: figures, intervals and ranges of ranks."""
    with duckdb.connect() as connection:
        for database in {database for database, _ in compiled.values()}:
            connection.execute(f"attach ':memory:' as {database}")
            connection.execute(f"use {database}")
        connection.execute("create schema core; create schema disclosure")
        of_rounds = of_rounds.assign(region_code="")
        surveys = of_rounds[["survey_code"]].drop_duplicates()
        surveys = surveys.assign(submission_count=case.respondents, member_count=case.members)
        connection.execute("create table disclosure.shown_participation as from surveys")
        connection.execute("create table core.participation_counts as select *, 'none' as region_code from surveys")
        order = (
            "survey_code, region_code, question_code, item_code, answer_code, ranking_code, has_common_base, is_mean,"
            " respondent_count, value_sum, square_sum, least_value, most_value"
        )
        for table, is_mean in (("share_sums", "not is_mean"), ("score_sums", "is_mean")):
            connection.execute(f"create table disclosure.{table} as select {order} from of_rounds where {is_mean}")
        for name in MODELS:
            connection.execute(f"create table disclosure.{name} as {compiled[name][1]}")
        return connection.execute("from disclosure.shown_certainty").df()


def coverage(found: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """By question, how often the truth is within intervals and bounds, and within all ranges of a round's ranking."""
    truth = truth.assign(true_figure=truth["value_sum"] / truth["respondent_count"])
    truth["true_rank"] = truth.groupby("question_code")["value_sum"].rank(method="min", ascending=False)
    both = found.merge(
        truth[["question_code", "item_code", "true_figure", "true_rank"]], on=["question_code", "item_code"]
    )
    rounding = 1e-9
    for name, least, most in (("interval", "low", "high"), ("bounds", "lowest_possible", "highest_possible")):
        both[name] = both["true_figure"].between(both[least] - rounding, both[most] + rounding)
    for name, least, most in (
        ("ranks", "rank_from", "rank_to"),
        ("ranks_possible", "rank_best_possible", "rank_worst_possible"),
    ):
        both[name] = both["true_rank"].between(both[least], both[most])
    by_round = both.groupby(["question_code", "survey_code"])[["ranks", "ranks_possible"]].all()
    return pd.concat(
        [
            both.groupby("question_code")[["interval", "bounds"]].mean(),
            by_round.groupby("question_code").mean(),
        ],
        axis=1,
    ).loc[list(QUESTIONS)]


def table(results: Mapping[str, pd.DataFrame]) -> str:
    """The figures for docs/statistics.md."""
    lines = [
        "| rounds | question | truth within the interval | all ranks within their ranges | truth within the bounds |"
        " all ranks within what is possible |",
        "|---|---|---|---|---|---|",
    ]
    for name, of_questions in results.items():
        for question, row in of_questions.iterrows():
            shown = (f"{row[column]:.1%}" for column in ("interval", "ranks", "bounds", "ranks_possible"))
            lines.append(f"| {name} | {question} | {' | '.join(shown)} |")
    return "\n".join(lines)


def measure(project: Project, count: int) -> dict[str, pd.DataFrame]:
    """The coverage of each case, with the same random numbers each time."""
    found = {}
    compiled = compiled_models(project)
    for place, case in enumerate(CASES):
        of_rounds, truth = rounds(case, np.random.default_rng(place), count)
        found[case.name] = coverage(certainty(compiled, case, of_rounds), truth)
    return found


@click.command()
@click.option(
    "--rounds", "count", type=click.IntRange(min=1), default=ROUNDS, show_default=True, help="How many rounds."
)
@click.option("--document", type=click.Path(path_type=Path, exists=True), help="Markdown to write the figures into.")
def main(count: int, document: Path | None) -> None:
    """Print how often the truth lies in what is said of it, by question and population."""
    text = table(measure(Project.find(), count))
    click.echo(text)
    if document:
        write(document, TARGET, text)


if __name__ == "__main__":
    main()
