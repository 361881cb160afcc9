"""What cells become, by the way in which a question is read. Answers are made up."""

from collections.abc import Mapping, Sequence

import pytest

from pipeline.codebook.codes import Codebook
from pipeline.exports.export import Column, Role
from pipeline.landing.cells import CellError, reader_of
from pipeline.landing.mapping import MappedQuestion, ReadAs, Target
from pipeline.landing.vocabulary import split_list

DIMENSIONS = ("trade_facilitation", "enforcement_security", "revenue_collection")


def read(
    codebook: Codebook,
    question_code: str,
    read_as: ReadAs,
    cells: Sequence[str],
    parts: Sequence[str | int] = ("",),
    answers: Mapping[str, str] | None = None,
    other_text: str = "",
) -> dict[str, str]:
    """Answers by item. parts: the item of each column, or its rank."""
    targets = [
        Target(question_code, rank=part) if isinstance(part, int) else Target(question_code, part) for part in parts
    ]
    columns = tuple((Column(position, f"c{position}", Role.ANSWER), target) for position, target in enumerate(targets))
    mapped = MappedQuestion(codebook.question(question_code), read_as, columns, answers or {})
    found = reader_of(mapped, other_text=other_text)(cells)
    return {item if code == question_code else code: answer for code, item, answer in found}


@pytest.mark.parametrize(
    ("question_code", "cell", "expected"),
    [
        ("maturity_level", "3", "3"),
        ("maturity_level", "3.0", "3"),
        ("maturity_level", "3 - Operational", "3"),
        ("maturity_level", "3. Opérationnel", "3"),
        ("maturity_level", "Operational (3)", "3"),
        ("maturity_level", "OPERATIONAL", "3"),
        ("adoption_difficulty", "Moyennement difficile", "3"),
        ("expected_impact", "Very high / Très élevé", "5"),
        ("technology_status", "in_development", "in_development"),
        ("technology_status", "indev", "in_development"),
        ("technology_status", "En cours d’examen", "under_consideration"),
        (
            "technology_status",
            "Under consideration: Being examined, with an investment in view.",
            "under_consideration",
        ),
        ("it_strategy", "Oui", "yes"),
        ("it_strategy", "N", "no"),
        ("it_strategy", "0", "no"),
        ("it_strategy", "true", "yes"),
        ("it_strategy", "faux", "no"),
        ("member_code", "cote d'ivoire", "CIV"),
        ("member_code", "ETATS-UNIS", "USA"),
        ("member_code", "usa", "USA"),
        ("region_code", "AOC", "WCA"),
        ("region_code", "Asia / Pacific", "AP"),
    ],
)
def test_a_cell_with_one_answer(codebook: Codebook, question_code: str, cell: str, expected: str) -> None:
    assert read(codebook, question_code, ReadAs.ANSWER, [cell]) == {"": expected}


@pytest.mark.parametrize("cell", ["", "N/A", "n/a", "-", "Sans objet", "No answer"])
@pytest.mark.parametrize("question_code", ["maturity_level", "it_strategy", "capacity_building_need_other"])
def test_what_was_not_answered_or_not_shown_is_blank(codebook: Codebook, question_code: str, cell: str) -> None:
    read_as = ReadAs.TEXT if question_code.endswith("other") else ReadAs.ANSWER
    assert read(codebook, question_code, read_as, [cell]) == {}


@pytest.mark.parametrize("cell", ["6", "-1", "0", "1.5", "3 %", "2024-04-17", "Sort of", "-oth-", "1 2"])
def test_a_number_or_text_where_a_choice_should_be_is_refused_with_the_options(codebook: Codebook, cell: str) -> None:
    with pytest.raises(CellError) as refused:
        read(codebook, "maturity_level", ReadAs.ANSWER, [cell])
    assert refused.value.reason == (
        f"found '{cell}', expected one of 1 (Initial), 2 (Experimental), 3 (Operational), 4 (Advanced), "
        "5 (Transformational)"
    )


def test_what_a_mapping_says_comes_first_and_may_be_blank(codebook: Codebook) -> None:
    answers = {"Sort of": "no", "Yes": "", "3": "yes"}
    assert read(codebook, "it_strategy", ReadAs.ANSWER, ["sort of"], answers=answers) == {"": "no"}
    assert read(codebook, "it_strategy", ReadAs.ANSWER, ["Yes"], answers=answers) == {}
    assert read(codebook, "it_strategy", ReadAs.ANSWER, ["3"], answers=answers) == {"": "yes"}
    assert read(codebook, "it_strategy", ReadAs.ANSWER, ["Oui"], answers=answers) == {"": "yes"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Y", "", ""], ["yes", "", ""]),
        (["1", "0", ""], ["yes", "no", ""]),
        (["Oui", "Non", "N/A"], ["yes", "no", ""]),
        (["0", "0", "0"], ["", "", ""]),
        (["", "", ""], ["", "", ""]),
        (["X", "✓", ""], ["yes", "yes", ""]),
        # SurveyMonkey writes the name of the choice.
        (["Facilitation des échanges et compétitivité économique", "", ""], ["yes", "", ""]),
    ],
)
def test_ticks_leave_a_block_without_one_blank(codebook: Codebook, cells: list[str], expected: list[str]) -> None:
    found = read(codebook, "performance_contribution", ReadAs.TICKS, cells, DIMENSIONS)
    assert found == {item: answer for item, answer in zip(DIMENSIONS, expected, strict=True) if answer}


def test_each_item_takes_a_no_where_nothing_is_ticked(codebook: Codebook) -> None:
    found = read(codebook, "performance_contribution", ReadAs.EACH_ITEM, ["no", "", "no"], DIMENSIONS)
    assert found == {"trade_facilitation": "no", "revenue_collection": "no"}


def test_a_choice_knows_no_no(codebook: Codebook) -> None:
    assert read(codebook, "flagship_choice", ReadAs.TICKS, ["Yes", "No"], ["drones", "iot"]) == {"drones": "yes"}


def test_the_name_of_another_choice_is_no_tick(codebook: Codebook) -> None:
    with pytest.raises(CellError, match=r".*"):
        read(codebook, "flagship_choice", ReadAs.TICKS, ["Blockchain"], ["drones"])


@pytest.mark.parametrize(
    "cell",
    [
        "Virtual, augmented and mixed reality;Drones;",
        "Virtual, augmented and mixed reality; Drones",
        "Drones, Virtual, augmented and mixed reality",
        "Réalité virtuelle, augmentée et mixte, Drones, Autre",
        "vr_ar drones",
        "drones,vrar",
        "Drones\nVirtual, augmented and mixed reality",
    ],
)
def test_a_list_is_split_at_the_names_of_its_items(codebook: Codebook, cell: str) -> None:
    assert read(codebook, "flagship_choice", ReadAs.LIST, [cell]) == {"vr_ar": "yes", "drones": "yes"}


def test_what_a_list_holds_beside_its_items_is_refused_or_becomes_the_other_text(codebook: Codebook) -> None:
    with pytest.raises(CellError) as refused:
        read(codebook, "case_study_topic", ReadAs.LIST, ["Drones; Teleporters"])
    assert refused.value.value == "Teleporters"
    cell = "Technical skills, Law, and its drafting"
    other = "capacity_building_need_other"
    found = read(codebook, "capacity_building_need", ReadAs.LIST, [cell], other_text=other)
    assert found == {"technical_skills": "yes", other: "Law, and its drafting"}


def test_a_list_without_end_is_refused_at_once() -> None:
    assert split_list("x," * 100_000, lambda _: None) == ({}, ["x," * 100_000])


def test_ranks_within_the_maximum_are_choices(codebook: Codebook) -> None:
    items = ["drones", "iot", "cloud", "ai_ml", "vr_ar"]
    found = read(codebook, "flagship_choice", ReadAs.RANKS, ["4", "١", "3", "\u200b2", ""], items)
    assert found == {"iot": "yes", "cloud": "yes", "ai_ml": "yes"}
    with pytest.raises(CellError):
        read(codebook, "flagship_choice", ReadAs.RANKS, ["first"], ["drones"])


def test_a_column_per_rank_names_the_choices(codebook: Codebook) -> None:
    cells = ["Drones", "Internet des objets", "", "cloud"]
    found = read(codebook, "flagship_choice", ReadAs.RANKED_ITEMS, cells, [1, 2, 3, 4])
    assert found == {"drones": "yes", "iot": "yes"}
    # LimeSurvey has 5 characters for what can be ranked.
    assert read(codebook, "flagship_choice", ReadAs.RANKED_ITEMS, ["block"], [1]) == {"blockchain": "yes"}


def test_more_choices_than_the_maximum_are_refused(codebook: Codebook) -> None:
    items = ["drones", "iot", "cloud", "ai_ml"]
    with pytest.raises(CellError) as refused:
        read(codebook, "flagship_choice", ReadAs.TICKS, ["Y"] * 4, items)
    assert refused.value.expected == "at most 3 choices of flagship_choice, not 4"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("A. N. Other", "yes"), ("someone@example.org", "yes"), ("", ""), ("No", "no"), ("Aucun", "no"), ("N/A", "")],
)
def test_a_name_becomes_a_yes(codebook: Codebook, cell: str, expected: str) -> None:
    found = read(codebook, "contact_point_designated", ReadAs.FILLED, [cell])
    assert found == ({"": expected} if expected else {})


def test_free_text_is_kept_without_what_raw_files_may_not_hold(codebook: Codebook) -> None:
    other = "capacity_building_need_other"
    assert read(codebook, other, ReadAs.TEXT, ["\u00a0Réseaux\r\nand \x07more "]) == {"": "Réseaux\nand  more"}
    with pytest.raises(CellError, match=r".*"):
        read(codebook, other, ReadAs.TEXT, ["RÃ©seaux"])


@pytest.mark.parametrize(
    ("question_code", "cell", "expected"),
    [
        ("maturity_level", "٣", "3"),
        ("maturity_level", "۴", "4"),
        ("maturity_level", "\uff13", "3"),
        ("maturity_level", "\u200b3", "3"),
        ("maturity_level", "\u200f3\u200f", "3"),
        ("maturity_level", "\xa03\xa0", "3"),
        ("maturity_level", "'3", "3"),
        ("maturity_level", "Level 3", "3"),
        ("maturity_level", "Niveau 3 : Opérationnel", "3"),
        ("maturity_level", "\uff2f\uff30\uff25\uff32\uff21\uff34\uff29\uff2f\uff2e\uff21\uff2c", "3"),
        ("technology_status", "Adopté", "adopted"),
        ("it_strategy", "\ufeffYes", "yes"),
        ("it_strategy", "'Yes", "yes"),
        ("it_strategy", "YES.", "yes"),
        ("it_strategy", "نعم", "yes"),
        ("it_strategy", "Sí", "yes"),
        ("it_strategy", "Да", "yes"),
        ("it_strategy", "是", "yes"),
        ("it_strategy", "Нет", "no"),
        ("it_strategy", "لا", "no"),
        ("it_strategy", "否", "no"),
    ],
)
def test_answers_as_people_type_them(codebook: Codebook, question_code: str, cell: str, expected: str) -> None:
    assert read(codebook, question_code, ReadAs.ANSWER, [cell]) == {"": expected}


@pytest.mark.parametrize(
    ("question_code", "cell"),
    [
        ("maturity_level", "2-3"),
        ("maturity_level", "Level 6"),
        ("maturity_level", "Level"),
        ("maturity_level", "three"),
        ("it_strategy", "Yes, since 2019"),
        ("it_strategy", "In progress"),
        ("it_strategy", "None"),
        ("it_strategy", "Don't know"),
        ("technology_status", "Adopted, In development"),
    ],
)
def test_what_may_mean_one_thing_or_another_is_never_guessed(codebook: Codebook, question_code: str, cell: str) -> None:
    with pytest.raises(CellError):
        read(codebook, question_code, ReadAs.ANSWER, [cell])


@pytest.mark.parametrize(
    "cell",
    ["None", "n.a.", "-", "--", ".", "?", "Néant", "Nothing", "No", "RAS", "None at the moment", "无", "没有",
     "Нет", "Ninguna", "لا يوجد", "no aplica", "\u200b", "‘none’"],
)  # fmt: skip
def test_a_free_text_that_says_there_is_none_is_blank(codebook: Codebook, cell: str) -> None:
    assert read(codebook, "capacity_building_need_other", ReadAs.TEXT, [cell]) == {}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("'90s systems", "'90s systems"),
        ("'Tis training", "'Tis training"),
        ("\u200bBackup\u200f systems\ufeff", "Backup systems"),
        ("No-code tools", "No-code tools"),
        ("None of our staff knows AI", "None of our staff knows AI"),
        ("\uff21\uff29 و می\u200cخواهیم ٣", "\uff21\uff29 و می\u200cخواهیم ٣"),
    ],
)
def test_a_free_text_stays_as_written_but_for_marks_that_nobody_sees(codebook: Codebook, cell: str, text: str) -> None:
    assert read(codebook, "capacity_building_need_other", ReadAs.TEXT, [cell]) == {"": text}
