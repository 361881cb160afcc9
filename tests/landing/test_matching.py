"""Which question a column answers, from codes or from texts in either language."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.codebook.codes import Codebook
from pipeline.exports.export import Column, Export, Role
from pipeline.landing.drafting import draft_mapping
from pipeline.landing.mapping import ReadAs, Target
from pipeline.landing.matching import match_columns, settle_several
from tests.landing.missing import OPTIONAL

REQUIRED = ("member_code", "it_strategy", "maturity_level")


def targets(columns: Sequence[Column], codebook: Codebook) -> list[str]:
    return [str(target) for _, target in match_columns(columns, codebook, "export.csv").columns]


def text(heading: str, role: Role = Role.ANSWER) -> Column:
    return Column(0, heading, role, question_text=heading)


def item_of(question: str, item: str) -> Column:
    return Column(0, f"{question} [{item}]", Role.ANSWER, question_text=question, item_text=item)


def code_of(question: str, item: str = "", role: Role = Role.ANSWER) -> Column:
    return Column(0, f"{question}[{item}]", role, question_code=question, item_code=item)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (code_of("it_strategy"), "it_strategy"),
        (code_of("ITSTRATEGY"), "it_strategy"),
        (code_of("technologystatus", "aiml"), "technology_status/ai_ml"),
        # LimeSurvey has 20 characters for a question and for an item.
        (
            code_of("performancecontribut", "organizationaldevelo"),
            "performance_contribution/organizational_development",
        ),
        (text("Does your administration have an IT strategy in place?"), "it_strategy"),
        (text("  does your administration have an it strategy in place ?*"), "it_strategy"),
        (text("3. Niveau de maturite"), "maturity_level"),
        (text("Q3) Niveau de maturité"), "maturity_level"),
        (text("IT strategy / Stratégie informatique"), "it_strategy"),
        (item_of("Expected impact", "Internet des objets"), "expected_impact/iot"),
        (item_of("Impact escompté", "Virtual, augmented and mixed reality"), "expected_impact/vr_ar"),
        (text("Technology status: Drones"), "technology_status/drones"),
        (text("Status of each technology - Chaîne de blocs"), "technology_status/blockchain"),
        (text("Which Customs administration do you answer for?"), "member_code"),
        (text("Pays"), "member_code"),
        (text("Expected impact"), ""),
        (text("Choice of flagship technologies"), "flagship_choice"),
        (item_of("Choice of flagship technologies", "Rank 2"), "flagship_choice/rank 2"),
        (item_of("Capacity-building needs", "Rank 2"), ""),
        (text("Your favourite colour"), ""),
        (text("IT strategy", Role.COMMENT), ""),
        (text("IT strategy", Role.TECHNICAL), ""),
        (text("IT strategy", Role.PERSONAL), ""),
        (text("National contact point", Role.PERSONAL), "contact_point_designated"),
        (code_of("capacity_building_need", "other", Role.OTHER_TEXT), "capacity_building_need_other"),
        (code_of("flagship_choice", "other", Role.OTHER_TEXT), ""),
    ],
)
def test_a_column_is_found_by_code_or_text(codebook: Codebook, column: Column, expected: str) -> None:
    assert targets([column], codebook) == ([expected] if expected else [])


def test_a_code_decides_before_a_text(codebook: Codebook) -> None:
    column = Column(0, "willing_to_share. IT strategy", Role.ANSWER, "willing_to_share", "IT strategy")
    assert targets([column], codebook) == ["willing_to_share"]


def test_two_columns_for_one_question_are_refused_by_name(codebook: Codebook) -> None:
    columns = [replace(text("IT strategy"), position=2), replace(text("Stratégie informatique"), position=27)]
    matches = match_columns(columns, codebook, "export.csv")
    for sample in ({}, {2: ("Yes", "No"), 27: ("Oui",)}, {2: ("Because",), 27: ("Why not",)}):
        settled = settle_several(matches, codebook, sample, "export.csv")
        (fault,) = settled.faults
        assert fault.startswith("export.csv, columns C 'IT strategy' and AB 'Stratégie informatique': found 2 columns")
        assert settled.columns == ()


def test_of_two_columns_for_one_question_the_one_with_answers_to_it_is_meant(codebook: Codebook) -> None:
    columns = [replace(text("IT strategy"), position=2), replace(text("Stratégie informatique"), position=27)]
    matches = match_columns(columns, codebook, "export.csv")
    for other in ((), ("It is a long story", "We have one")):
        settled = settle_several(matches, codebook, {2: other, 27: ("Oui", "Non")}, "export.csv")
        assert settled.faults == ()
        assert settled.columns == ((columns[1], Target("it_strategy")),)


def test_a_heading_that_matches_two_questions_is_refused_with_both(codebook: Codebook) -> None:
    first, second, *others = codebook.questions
    twins = replace(codebook, questions=(first, replace(second, names=first.names), *others))
    (fault,) = match_columns([text("IT strategy")], twins, "export.csv").faults
    assert "column A 'IT strategy': found a heading that matches it_strategy and maturity_level" in fault


def test_a_question_as_a_whole_and_by_item_is_refused(codebook: Codebook) -> None:
    columns = [text("Choice of flagship technologies"), item_of("Choice of flagship technologies", "Drones")]
    (fault,) = match_columns(columns, codebook, "export.csv").faults
    assert "found both flagship_choice as a whole and its items" in fault


def test_what_sums_up_other_columns_is_read_only_without_them(codebook: Codebook) -> None:
    summary = code_of("flagship_choice", role=Role.SUMMARY)
    assert targets([summary], codebook) == ["flagship_choice"]
    assert targets([summary, code_of("flagship_choice", "drones")], codebook) == ["flagship_choice/drones"]


@pytest.mark.parametrize(
    ("columns", "cells", "question_code", "expected"),
    [
        (["performance_contribution/revenue_collection"], ["yes"], "performance_contribution", ReadAs.EACH_ITEM),
        (["performance_contribution/revenue_collection"], ["no"], "performance_contribution", ReadAs.EACH_ITEM),
        (["performance_contribution/revenue_collection"], ["Yes"], "performance_contribution", ReadAs.TICKS),
        (["performance_contribution/revenue_collection"], ["Y"], "performance_contribution", ReadAs.TICKS),
        (["performance_contribution/revenue_collection"], ["0"], "performance_contribution", ReadAs.TICKS),
        (["flagship_choice/drones"], ["yes"], "flagship_choice", ReadAs.TICKS),
        (["flagship_choice/drones"], ["1"], "flagship_choice", ReadAs.TICKS),
        (["flagship_choice/drones"], ["4"], "flagship_choice", ReadAs.RANKS),
        (["flagship_choice"], ["Drones;Blockchain;"], "flagship_choice", ReadAs.LIST),
        (["flagship_choice/1"], ["Drones"], "flagship_choice", ReadAs.RANKED_ITEMS),
        (["contact_point_designated"], ["Oui"], "contact_point_designated", ReadAs.ANSWER),
        (["contact_point_designated"], ["A. N. Other"], "contact_point_designated", ReadAs.FILLED),
        (["capacity_building_need_other"], ["Networks"], "capacity_building_need_other", ReadAs.TEXT),
    ],
)
def test_how_a_question_is_read_is_told_from_its_cells(
    codebook: Codebook,
    make_export: Callable[..., Export],
    columns: list[str],
    cells: list[str],
    question_code: str,
    expected: ReadAs,
) -> None:
    made = [code_of(*heading.split("/")) for heading in columns]
    draft = draft_mapping(make_export([replace(made[0], position=0)], cells), codebook)
    mapped = draft.mapping.find(question_code)
    assert mapped is not None
    assert mapped.read_as is expected
    assert mapped.reason


def test_a_required_question_without_a_column_is_told_with_the_nearest_headings(
    codebook: Codebook, make_export: Callable[..., Export]
) -> None:
    draft = draft_mapping(make_export(["Country", "IT strategies", "Maturity level", "Colour"]), codebook, OPTIONAL)
    (fault,) = draft.faults
    assert fault.startswith("export.csv, row 1: found no column for it_strategy ('IT strategy'), expected one")
    assert "the nearest headings are 'IT strategies'" in fault


def test_numbers_that_name_no_item_are_no_ranks(codebook: Codebook, make_export: Callable[..., Export]) -> None:
    draft = draft_mapping(make_export([code_of("flagship_choice", "1")], ["Selected"]), codebook)
    assert draft.mapping.find("flagship_choice") is None
