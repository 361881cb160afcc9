"""Grids headed by their rows alone: each answer lands under its question, or the columns are named."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import writers

from pipeline.codebook.codes import Codebook
from pipeline.errors import InputError
from pipeline.exports.export import Export, Tool
from pipeline.landing.drafting import draft_mapping
from pipeline.landing.outcome import Wanted
from pipeline.landing.run import land
from pipeline.project import Project
from tests.landing.missing import OPTIONAL

GRIDS = ("technology_status", "expected_impact", "adoption_difficulty")
Cells = dict[tuple[str, str], str]


def answers_of(codebook: Codebook, respondent: int) -> Cells:
    """An answer to every row of every grid, each respondent's another one, by question and item."""
    return {
        (question.code, item.code): question.answers[(respondent + place) % len(question.answers)].names["en"]
        for question in codebook.questions
        if question.code in (*GRIDS, "performance_contribution", "capacity_building_need")
        for place, item in enumerate(question.items)
    }


def rows_alone(codebook: Codebook) -> list[tuple[str, str, str]]:
    """Question, item and the row's heading."""
    return [
        (question.code, item.code, item.names["en"])
        for question in codebook.questions
        for item in question.items
        if (question.code, item.code) in answers_of(codebook, 0)
    ]


def kobo(folder: Path, headings: list[str], rows: list[list[str]]) -> Path:
    metadata = [[str(number), f"uuid-{number}", "2026-03-05T10:00:00", *[""] * 7] for number in range(len(rows))]
    return writers.kobo_xlsx(
        folder / "export.xlsx",
        [*headings, *writers.KOBO_METADATA],
        [[*row, *own] for row, own in zip(rows, metadata, strict=True)],
    )


def microsoft_forms(folder: Path, headings: list[str], rows: list[list[str]]) -> Path:
    """Numbers after headings that were there before, as Microsoft Forms writes them."""
    numbered = [
        f"{heading}{headings[:place].count(heading) + 1}" if heading in headings[:place] else heading
        for place, heading in enumerate(headings)
    ]
    metadata = [[number + 1, "3/5/26 9:50:00", "3/5/26 10:00:00", "anonymous", ""] for number in range(len(rows))]
    path = folder / "export.csv"
    return writers.write_csv(
        path,
        [
            [*writers.MICROSOFT_FORMS_METADATA, *numbered],
            *([*own, *row] for own, row in zip(metadata, rows, strict=True)),
        ],
    )


@pytest.mark.parametrize(("write", "tool"), [(kobo, Tool.KOBO), (microsoft_forms, Tool.MICROSOFT_FORMS)])
def test_every_answer_of_grids_without_their_question_lands(
    project: Project, codebook: Codebook, tmp_path: Path, write: Callable[..., Path], tool: Tool
) -> None:
    grid = rows_alone(codebook)
    respondents = ["France", "Japan", "Kenya"]
    rows = [
        [country, "Yes", "3", *(answers_of(codebook, number)[code, item] for code, item, _ in grid)]
        for number, country in enumerate(respondents)
    ]
    headings = ["Member", "IT strategy", "Maturity level", *(heading for _, _, heading in grid)]
    outcome = land(
        project,
        write(tmp_path, headings, rows),
        Wanted("SCS2026", project.landed_raw, allow_missing=OPTIONAL[5:]),
    )
    assert outcome.export.tool is tool
    found: dict[str, Cells] = {}
    names = {
        (question.code, answer.code): answer.names["en"]
        for question in codebook.questions
        for answer in question.answers
    }
    with (project.landed_raw / "raw_answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["item_code"]:
                key = row["question_code"], row["item_code"]
                found.setdefault(row["submission_id"], {})[key] = names[row["question_code"], row["answer"]]
    assert list(found.values()) == [answers_of(codebook, number) for number in range(len(respondents))]


def with_grids(make_export: Callable[..., Export], codebook: Codebook, *answers: list[str]) -> list[str]:
    """The faults of an export with a run of the technologies per list of answers."""
    items = [item.names["en"] for item in codebook.question(GRIDS[0]).items]
    headings = ["Member", "IT strategy", "Maturity level", *items * len(answers)]
    cells = ["France", "Yes", "3", *(run[place % len(run)] for run in answers for place in range(len(items)))]
    draft = draft_mapping(make_export(headings, cells), codebook, OPTIONAL)
    return [
        *draft.faults,
        *(f"{mapped.question.code}: {mapped.columns[0][0].position}" for mapped in draft.mapping.questions[3:]),
    ]


def test_what_the_cells_say_decides_before_the_order_does(
    codebook: Codebook, make_export: Callable[..., Export]
) -> None:
    swapped = replace_scales(codebook)
    assert with_grids(make_export, codebook, ["Very easy"], ["Adopted"]) == [
        "technology_status: 12",
        "adoption_difficulty: 3",
    ]
    # The same answers to all: the order decides where there are as many runs as questions, and only then.
    same = [["Adopted", "Not planned"]] * 3
    assert with_grids(make_export, swapped, *same) == [f"{code}: {3 + 9 * place}" for place, code in enumerate(GRIDS)]
    faults = with_grids(make_export, swapped, *same[:2])
    assert len(faults) == 2
    assert "columns D 'AI / machine learning' to L 'Virtual, augmented and mixed reality'" in faults[0]
    assert "which may be technology_status or expected_impact, expected their order or answers to decide" in faults[0]


def replace_scales(codebook: Codebook) -> Codebook:
    """A codebook whose grids all have the answers of the first."""
    answers = codebook.question(GRIDS[0]).answers
    questions = (
        replace(question, answers=answers) if question.code in GRIDS else question for question in codebook.questions
    )
    return replace(codebook, questions=tuple(questions))


def test_grids_that_nothing_decides_are_not_landed(project: Project, codebook: Codebook, tmp_path: Path) -> None:
    items = [item.names["en"] for item in codebook.question(GRIDS[0]).items]
    headings = ["Member", "IT strategy", "Maturity level", *items]
    path = kobo(tmp_path, headings, [["France", "Yes", "3", *["sort of"] * len(items)]])
    with pytest.raises(InputError) as refused:
        land(project, path, Wanted("SCS2026", project.landed_raw))
    assert "columns D 'AI / machine learning' to L" in refused.value.lines[0]
    assert not project.landed_raw.exists()


def test_a_grid_of_no_question_is_not_taken_for_the_one_that_is_left(
    codebook: Codebook, make_export: Callable[..., Export]
) -> None:
    fault, *mapped = with_grids(make_export, codebook, ["Adopted"], ["Very high"], ["1,000", "20,000"], ["Very easy"])
    assert "columns V 'AI / machine learning' to AD 'Virtual" in fault
    assert mapped == ["technology_status: 3", "expected_impact: 12", "adoption_difficulty: 30"]
