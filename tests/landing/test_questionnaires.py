"""The questionnaire as a survey tool reads it, and the command that writes it."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook
from pyxform.xls2xform import convert

from pipeline.cli import main
from pipeline.codebook.codes import Codebook
from pipeline.codebook.reading import read_codebook
from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.questionnaires.limesurvey import limesurvey_questionnaire
from pipeline.questionnaires.xlsform import xlsform_questionnaire

Run = Callable[..., Result]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def codebook(root: Path) -> Codebook:
    return read_codebook(Project(root), "SCS2024")


@pytest.fixture(scope="module")
def limesurvey(codebook: Codebook) -> Rows:
    """The rows of the LimeSurvey questionnaire in English and French."""
    lines = limesurvey_questionnaire(codebook, ("en", "fr")).decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def xlsform(codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsform") / "form.xlsx"
    path.write_bytes(xlsform_questionnaire(codebook, ("en", "fr")))
    return path


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run smart-customs questionnaire in the project."""
    monkeypatch.chdir(root)

    def run_in_project(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["questionnaire", *arguments])

    return run_in_project


def sheet(path: Path, name: str) -> Rows:
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, header), map(str, row), strict=True)) for row in rows]


def questions(rows: Rows, language: str = "en") -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in rows if row["class"] == "Q" and row["language"] == language}


def parts_of(rows: Rows, question: str, part: str, language: str = "en") -> list[str]:
    """The codes of the sub-questions (SQ) or answers (A) of a question, in their order."""
    found = []
    current = ""
    for row in rows:
        if row["class"] in ("G", "Q"):
            current = row["name"]
        elif row["class"] == part and current == question and row["language"] == language:
            found.append(row["name"])
    return found


def test_limesurvey_has_a_byte_order_mark_and_the_columns_of_its_own_export(codebook: Codebook) -> None:
    content = limesurvey_questionnaire(codebook, ("en",))
    assert content.startswith(b"\xef\xbb\xbfid\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\t")


def test_limesurvey_codes_are_letters_and_digits_of_the_allowed_length_and_unique(limesurvey: Rows) -> None:
    longest = {"Q": 20, "SQ": 20, "A": 5}
    for row in limesurvey:
        if row["class"] in longest:
            assert re.fullmatch(rf"[A-Za-z0-9]{{1,{longest[row['class']]}}}", row["name"]), row
    names = Counter(row["name"] for row in limesurvey if row["class"] == "Q")
    assert set(names.values()) == {2}, "once in each language"
    for question in names:
        for part in ("SQ", "A"):
            codes = parts_of(limesurvey, question, part)
            assert len(codes) == len(set(codes)), question


def test_limesurvey_has_the_same_structure_in_both_languages(limesurvey: Rows) -> None:
    def structure(language: str) -> list[tuple[str, ...]]:
        columns = ("id", "class", "type/scale", "relevance", "mandatory", "other")
        return [
            (*(row[column] for column in columns), row["name"] if row["class"] != "G" else "")
            for row in limesurvey
            if row["language"] == language and row["class"] in ("G", "Q", "SQ", "A")
        ]

    assert structure("en") == structure("fr")
    identifiers = [row["id"] for row in limesurvey if row["language"] == "en" and row["class"] in ("Q", "SQ")]
    assert len(identifiers) == len(set(identifiers)) == 17 + 57


def test_limesurvey_asks_each_question_as_its_answers_need(limesurvey: Rows) -> None:
    types = {name: row["type/scale"] for name, row in questions(limesurvey).items()}
    assert types["itstrategy"] == types["maturitylevel"] == types["respondentkind"] == "L"
    assert types["membercode"] == "!"
    assert types["technologystatus"] == "F"
    assert types["performancecontribut"] == "F", "so that a no can be given"
    assert types["flagshipchoice"] == types["casestudytopic"] == "M"
    assert [name for name, type_ in types.items() if type_ == "T"] == ["capacitybuildingn229"]
    assert parts_of(limesurvey, "performancecontribut", "A") == ["yes", "no"]
    assert parts_of(limesurvey, "flagshipchoice", "A") == [], "a chosen box is Y"
    assert parts_of(limesurvey, "technologystatus", "SQ")[:2] == ["aiml", "bigdata"]
    assert parts_of(limesurvey, "technologystatus", "A") == ["adopt", "indev", "under", "notpl"]
    assert len(parts_of(limesurvey, "membercode", "A")) == 186


def test_limesurvey_limits_choices_requires_what_is_required_and_asks_agencies_what_they_are(limesurvey: Rows) -> None:
    asked = questions(limesurvey)
    assert {name: row["max_answers"] for name, row in asked.items() if row["max_answers"]} == {"flagshipchoice": "3"}
    assert [name for name, row in asked.items() if row["mandatory"] == "Y"] == [
        "respondentkind", "membercode", "agencytypecode", "itstrategy", "maturitylevel",
    ]  # fmt: skip
    assert {name: row["relevance"] for name, row in asked.items() if row["relevance"] != "1"} == {
        "membercode": 'respondentkind.NAOK == "membe"',
        "agencytypecode": 'respondentkind.NAOK == "partn"',
        "regioncode": 'respondentkind.NAOK == "partn"',
    }


def test_limesurvey_speaks_both_languages_and_says_what_becomes_of_the_answers(limesurvey: Rows) -> None:
    texts = {(row["name"], row["language"]): row["text"] for row in limesurvey if row["class"] == "SL"}
    assert texts["surveyls_title", "fr"] == "Enquête 2024 de l'OMD sur les douanes intelligentes"
    assert "published as aggregates only" in texts["surveyls_welcometext", "en"]
    assert "que sous forme d'agrégats" in texts["surveyls_welcometext", "fr"]
    settings = {row["name"]: row["text"] for row in limesurvey if row["class"] == "S"}
    assert (settings["language"], settings["additional_languages"]) == ("en", "fr")
    assert (settings["ipaddr"], settings["datestamp"]) == ("N", "Y")
    maturity = questions(limesurvey, "fr")["maturitylevel"]
    assert maturity["help"].startswith("<ul><li><strong>Initial</strong> : ")


def test_technologies_are_explained_where_they_are_mentioned_first(limesurvey: Rows) -> None:
    helped = [name for name, row in questions(limesurvey).items() if row["help"]]
    assert helped == ["maturitylevel", "technologystatus", "performancecontribut", "capacitybuildingnfd7"]


def test_the_other_way_round_french_is_the_base_language(codebook: Codebook) -> None:
    lines = limesurvey_questionnaire(codebook, ("fr", "en")).decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t"))
    assert {row["name"]: row["text"] for row in rows if row["class"] == "S"}["language"] == "fr"
    assert parts_of(rows, "membercode", "A", "fr")[0] == "afg"
    assert [row["language"] for row in rows if row["max_answers"]] == ["fr"]
    members = [row["text"] for row in rows if row["class"] == "A" and row["language"] == "fr"]
    assert members.index("Égypte") < members.index("Équateur") < members.index("Espagne")


def test_an_xlsform_is_one_for_who_reads_it(xlsform: Path) -> None:
    warnings: list[str] = []
    form = convert(str(xlsform), warnings=warnings, validate=False)
    assert warnings == []
    assert 'lang="English (en)" default="true()"' in form.xform
    assert 'lang="French (fr)"' in form.xform
    assert "constraint=\"count-selected(.) &lt;= 3\"" in form.xform  # fmt: skip


def test_an_xlsform_names_everything_by_our_codes(xlsform: Path, codebook: Codebook) -> None:
    rows = sheet(xlsform, "survey")
    types = {row["name"]: row["type"] for row in rows if row["type"] != "end_group"}
    assert types["it_strategy"] == "select_one it_strategy"
    assert types["flagship_choice"] == "select_multiple flagship_choice"
    assert types["capacity_building_need_other"] == "text"
    for code in ("technology_status", "performance_contribution", "capacity_building_need"):
        assert types[code] == "begin_group"
        for item in codebook.question(code).items:
            assert types[f"{code}__{item.code}"] == f"select_one {code}"
    choices = {(row["list_name"], row["name"]) for row in sheet(xlsform, "choices")}
    assert ("performance_contribution", "no") in choices
    assert {name for list_name, name in choices if list_name == "flagship_choice"} == {
        item.code for item in codebook.question("flagship_choice").items
    }
    assert sum(list_name == "member_code" for list_name, _ in choices) == 186


def test_an_xlsform_asks_for_what_is_required_of_whom_it_concerns(xlsform: Path) -> None:
    rows = {row["name"]: row for row in sheet(xlsform, "survey") if row["type"] != "end_group"}
    assert [name for name, row in rows.items() if row["required"] == "yes"] == [
        "respondent_kind", "member_code", "agency_type_code", "it_strategy", "maturity_level",
    ]  # fmt: skip
    assert rows["member_code"]["relevant"] == "${respondent_kind} = 'member'"
    assert rows["agency_type_code"]["relevant"] == "${respondent_kind} = 'partner_agency'"
    assert rows["flagship_choice"]["constraint_message::French (fr)"] == "Choisissez-en au plus 3."
    assert "que sous forme d'agrégats" in rows["welcome"]["label::French (fr)"]
    assert rows["technology_status__ai_ml"]["hint::English (en)"]
    assert not rows["expected_impact__ai_ml"]["hint::English (en)"], "explained before"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_one_language_is_enough(codebook: Codebook, tmp_path: Path, language: str) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(xlsform_questionnaire(codebook, (language,)))
    assert [column for column in sheet(path, "choices")[0] if "::" in column] == [
        {"en": "label::English (en)", "fr": "label::French (fr)"}[language]
    ]
    lines = limesurvey_questionnaire(codebook, (language,)).decode("utf-8-sig").splitlines()
    assert {row["language"] for row in csv.DictReader(lines, delimiter="\t")} == {"", language}


def test_the_command_writes_the_same_bytes_each_time_and_replaces_what_is_there(run: Run, tmp_path: Path) -> None:
    for tool, name in (("limesurvey", "q.txt"), ("xlsform", "q.xlsx")):
        path = tmp_path / name
        path.write_text("what was there")
        written = run("--survey", "SCS2024", "--tool", tool, "--lang", "en,fr", "-o", str(path))
        assert (written.exit_code, written.stderr) == (0, "")
        assert f"the questionnaire of SCS2024 for {tool} in en and fr" in written.stdout
        first = path.read_bytes()
        assert run("--survey", "SCS2024", "--tool", tool, "-o", str(path)).exit_code == 0
        assert path.read_bytes() == first
    assert {path.name for path in tmp_path.iterdir()} == {"q.txt", "q.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"--tool": "paper"}, "Error: Invalid value for '--tool': 'paper' is not one of 'limesurvey', 'xlsform'."),
        ({"--lang": "en,de"}, "Error: --lang: found 'en,de', expected one or both of en, fr"),
        ({"--lang": "en,en"}, "Error: --lang: found 'en,en', expected one or both of en, fr"),
        ({"--lang": ""}, "Error: --lang: found '', expected one or both of en, fr"),
        ({"--survey": "SCS1999"}, "Error: survey SCS1999: found no such survey in seeds/codebook/surveys.csv"),
        ({"-o": "nowhere/q.txt"}, "Error: -o: found no folder "),
        ({"-o": "q.xlsx"}, "Error: -o: found 'q.xlsx', expected a name that ends in .txt"),
        ({"-o": "folder.txt"}, "Error: -o: found the folder "),
    ],
)
def test_a_fault_is_told_in_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: dict[str, str], expected: str
) -> None:
    (tmp_path / "folder.txt").mkdir()
    options = {"--survey": "SCS2024", "--tool": "limesurvey", "--lang": "en,fr", "-o": "q.txt"} | arguments
    options["-o"] = str(tmp_path / options["-o"])
    refused = run(*(part for option in options.items() for part in option))
    assert (refused.exit_code, refused.stdout) == (2, "")
    (line,) = [line for line in refused.stderr.splitlines() if line.startswith("Error")]
    assert line.startswith(expected)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.txt"]


@pytest.mark.parametrize(
    ("seed", "sound", "damaged", "told"),
    [
        (
            "questions",
            "it_strategy,yes_no,",
            "it_strategy,yesno,",
            "questions.csv, row 2, column question_type: found 'yesno', expected one of yes_no, scale, ",
        ),
        (
            "questions",
            ",grid,technologies,",
            ",grid,gadgets,",
            "questions.csv, row 4, column item_list: found 'gadgets', expected one of technologies, ",
        ),
        (
            "survey_items",
            "SCS2026,it_strategy,,",
            "SCS2026,it_plan,,",
            "column question_code: found 'it_plan', expected one of it_strategy, ",
        ),
        (
            "survey_items",
            "SCS2026,technology_status,drones,",
            "SCS2026,technology_status,kites,",
            "column item_code: found 'kites', expected one of ai_ml, ",
        ),
        (
            "survey_items",
            "SCS2026,it_strategy,,",
            "SCS2026,it_strategy,drones,",
            "column item_code: found 'drones', expected nothing; correct the value",
        ),
    ],
)
def test_a_code_of_the_codebook_that_no_list_has_is_told_with_its_row(
    project: Project, seed: str, sound: str, damaged: str, told: str
) -> None:
    path = project.seeds / "codebook" / f"{seed}.csv"
    content = path.read_text(encoding="utf-8")
    assert content.count(sound) >= 1
    path.write_text(content.replace(sound, damaged, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_codebook(project, "SCS2026")
    assert any(told in line for line in str(refused.value).splitlines())
