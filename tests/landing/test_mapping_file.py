"""A mapping that was drafted, edited and given back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.codebook.codes import Codebook
from pipeline.errors import InputError
from pipeline.exports.export import Column, Export, Role
from pipeline.landing.drafting import draft_mapping
from pipeline.landing.mapping import ReadAs, SurveyMapping
from pipeline.landing.mapping_draft import written_mapping
from pipeline.landing.mapping_file import read_mapping
from tests.landing.missing import OPTIONAL

LONG = "Which of " + "the many words " * 80
HEADINGS = [
    "Pays", "IT strategy", "Maturity level", "Technology status: Drones", "Choice of flagship technologies",
    "National contact point", "Say what you: \"like\"\n- anything", LONG,
]  # fmt: skip
ROW = ["France", "Oui", "Sort of", "adopted", "Drones;Blockchain", "A. N. Other", "nothing", ""]


@pytest.fixture
def export(make_export: Callable[..., Export]) -> Export:
    columns = [*HEADINGS, Column(len(HEADINGS), "E-mail", Role.PERSONAL)]
    return make_export(columns, [*ROW, "someone@example.org"])


@pytest.fixture
def give(tmp_path: Path, export: Export, codebook: Codebook) -> Callable[[str], SurveyMapping]:
    """Read a text as a mapping of the export."""

    def read(text: str) -> SurveyMapping:
        path = tmp_path / "mapping.yml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(path, export, codebook, "mapping.yml", OPTIONAL)

    return read


@pytest.fixture
def drafted(export: Export, codebook: Codebook) -> str:
    return written_mapping(draft_mapping(export, codebook, OPTIONAL), export, codebook)


def test_a_draft_says_all_that_was_decided(drafted: str) -> None:
    for line in (
        '  "Pays": member_code',
        '  "Technology status: Drones": technology_status/drones',
        '  "E-mail": null  # personal',
        "    read_as: list  # one cell names all choices",
        '      "Drones": "drones"',
        '      "Oui": "yes"',
        '    #   "Sort of"',
        "    read_as: filled  # a name or an address is a yes, and is not kept",
    ):
        assert f"{line}\n" in drafted
    assert "# No column was found for: expected_impact, adoption_difficulty" in drafted
    assert "A. N. Other" not in drafted


def test_a_draft_reads_back_as_the_mapping_that_it_was(
    drafted: str, give: Callable[[str], SurveyMapping], export: Export, codebook: Codebook
) -> None:
    mapping, read = draft_mapping(export, codebook).mapping, give(drafted)
    assert [(mapped.question.code, mapped.read_as, mapped.columns) for mapped in read.questions] == [
        (mapped.question.code, mapped.read_as, mapped.columns) for mapped in mapping.questions
    ]


def test_what_was_edited_counts(drafted: str, give: Callable[[str], SurveyMapping]) -> None:
    edited = drafted.replace('"Oui": "yes"', '"Oui": "no"').replace("read_as: filled", "read_as: answer")
    edited = edited.replace('"Technology status: Drones": technology_status/drones', '"E-mail": null', 1)
    edited = edited.replace('  "E-mail": null  # personal\n', "")
    read = give(edited)
    strategy, contact = read.find("it_strategy"), read.find("contact_point_designated")
    assert strategy is not None
    assert contact is not None
    assert strategy.answers == {"Oui": "no"}
    assert contact.read_as is ReadAs.ANSWER
    assert read.find("technology_status") is None


def test_without_its_questions_part_a_mapping_is_completed_from_the_cells(
    drafted: str, give: Callable[[str], SurveyMapping]
) -> None:
    mapped = give(drafted.partition("\nquestions:\n")[0]).find("flagship_choice")
    assert mapped is not None
    assert mapped.read_as is ReadAs.LIST


REQUIRED = 'columns:\n  "Pays": member_code\n  "IT strategy": it_strategy\n  "Maturity level": maturity_level\n'
STRATEGY = f"{REQUIRED}questions:\n  it_strategy:\n"
FLAGSHIP = "questions:\n  flagship_choice:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{REQUIRED}  "Colour": it_strategy\n', "row 5, key 'Colour': found a heading that the file does not have"),
        (
            f'{REQUIRED}  "E-mail": it_stratgy\n',
            "row 5, key 'E-mail': found 'it_stratgy', expected a question of SCS2026",
        ),
        (f'{REQUIRED}  "E-mail": it_strategy/drones\n', "expected it_strategy alone: it has no items"),
        (f'{REQUIRED}  "E-mail": technology_status\n', "expected technology_status/ITEM: it asks about several items"),
        (f'{REQUIRED}  "E-mail": technology_status/dron\n', "expected technology_status/ITEM, one of ai_ml, big_data"),
        (f'{REQUIRED}  "E-mail": case_study_topic/rank 1\n', "only a choice with a maximum can be ranked"),
        (f'{REQUIRED}  "E-mail": member_code\n', "row 5, key 'E-mail': found member_code, which row 2 has too"),
        (f'{REQUIRED}  "Pays": null\n', "row 5, key 'Pays': found the key a second time, expected each key once"),
        (f'{REQUIRED}  "E-mail": capacity_building_need_other\n', "found 'E-mail', a personal column"),
        (
            f"{STRATEGY}    answers: {{Oui: maybe}}\n",
            "row 7, key 'Oui': found the unknown code 'maybe', expected one of ",
        ),
        (
            f"{STRATEGY}    answers: {{'': 'no'}}\n",
            "row 7, key 'it_strategy: answers': found an empty text, expected a text",
        ),
        (f"{STRATEGY}    read_as: ticks\n", "row 7, key 'it_strategy: read_as': found 'ticks', expected one of answer"),
        (f"{STRATEGY}    reads_as: answer\n", "row 7, key 'reads_as': found an unknown key"),
        (f"{REQUIRED}questions:\n  flagship:\n", "row 6, key 'flagship': found an unknown question"),
        (f"{REQUIRED}question: {{}}\n", "row 5, key 'question': found an unknown key, expected one of survey, columns"),
        (f"survey: SCS2024\n{REQUIRED}", "row 1, key 'survey': found 'SCS2024', expected SCS2026, as --survey says"),
        (REQUIRED.replace('  "IT strategy": it_strategy\n', ""), "found no column for it_strategy"),
        ("columns:\n  - Pays\n", "row 2, key 'columns': found something else, expected entries of the form"),
        ("- 1\n", "row 1: found something else"),
        ("", "row 1, key 'columns': found no such part"),
        ("columns: {\n", "row 2: found"),
        (f"a: &a [*a]\n{REQUIRED}", "key 'a': found an unknown key"),
        (
            f'{REQUIRED}  "Choice of flagship technologies": flagship_choice\n{FLAGSHIP}    read_as: ticks\n',
            "found flagship_choice for flagship_choice read as ticks, expected columns for flagship_choice/ITEM",
        ),
        (
            f'{REQUIRED}  "Technology status: Drones": flagship_choice/drones\n{FLAGSHIP}    read_as: list\n',
            "expected one column for flagship_choice",
        ),
    ],
)
def test_a_fault_is_told_with_its_row_and_key(give: Callable[[str], SurveyMapping], text: str, expected: str) -> None:
    with pytest.raises(InputError) as refused:
        give(text)
    assert all(line.startswith(("mapping.yml", "export.csv")) and "\n" not in line for line in refused.value.lines)
    assert expected in refused.value.lines[0]


def test_all_faults_are_told(give: Callable[[str], SurveyMapping]) -> None:
    with pytest.raises(InputError) as refused:
        give('columns:\n  "A": it_strategy\n  "B": it_strategy\n')
    assert len(refused.value.lines) == 2


def test_a_mapping_that_is_no_text_is_refused(tmp_path: Path, export: Export, codebook: Codebook) -> None:
    path = tmp_path / "mapping.yml"
    path.write_bytes(b"columns: \xff\n")
    with pytest.raises(InputError, match="bytes that are not UTF-8"):
        read_mapping(path, export, codebook, "mapping.yml", OPTIONAL)
    with pytest.raises(InputError, match=r"none\.yml: cannot be read"):
        read_mapping(tmp_path / "none.yml", export, codebook, "none.yml")
