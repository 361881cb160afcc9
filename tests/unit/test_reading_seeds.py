"""A CSV file that dbt would choke on, or worse load wrongly, is refused in one line that names the row."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.seeds.reading import read_seed_file
from pipeline.seeds.schema import SeedSchema, read_schema

pytestmark = pytest.mark.quick

SCHEMA = SeedSchema(
    "surveys", {"survey_code": "string", "opened_on": "date", "position": "integer", "is_open": "boolean"}
)
HEADER = b"survey_code,opened_on,position,is_open\n"
GOOD_ROW = b"SCS2024,2024-04-17,1,true\n"


def read(tmp_path: Path, content: bytes):
    path = tmp_path / "surveys.csv"
    path.write_bytes(content)
    return read_seed_file(path, SCHEMA, "seeds/surveys.csv")


def test_a_good_file_gives_rows_with_their_lines(tmp_path: Path) -> None:
    read_file = read(tmp_path, HEADER + GOOD_ROW + b'"A ""quoted"" code,\nover two lines",,,\nLAST,,2,false\n')
    assert read_file.faults == []
    assert [row.line for row in read_file.rows] == [2, 3, 5]
    assert read_file.rows[1].values["survey_code"] == 'A "quoted" code,\nover two lines'


def test_a_long_text_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + b"x" * 200_000 + b",,1,true\n").faults == []


@pytest.mark.parametrize(
    "text", ["Côte d'Ivoire", "Île", "déjà où", "ß", "Þór", "« ÉTÉ »", "Ελλάδα", "Österreich – “x”", "Ã"]
)
def test_accents_are_no_fault(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, HEADER + f"{text},2024-04-17,1,true\n".encode()).faults == []


def test_columns_may_come_in_another_order(tmp_path: Path) -> None:
    read_file = read(tmp_path, b"is_open,position,opened_on,survey_code\ntrue,1,2024-04-17,SCS2024\n")
    assert read_file.faults == []
    assert read_file.rows[0].values["survey_code"] == "SCS2024"


@pytest.mark.parametrize(
    ("content", "expected_fault"),
    [
        pytest.param(b"", "found an empty file", id="no bytes"),
        pytest.param(b"\n\n", "found an empty file", id="only line ends"),
        pytest.param(b"\xef\xbb\xbf" + HEADER + GOOD_ROW, "row 1: found a byte-order mark", id="byte-order mark"),
        pytest.param(
            HEADER + "SCS2024é,2024-04-17,1,true\n".encode("latin-1"),
            "row 2: found the byte 0xe9 that is not UTF-8",
            id="latin-1",
        ),
        pytest.param(
            HEADER + "enquÃªte,2024-04-17,1,true\n".encode(),
            "row 2, column survey_code: found 'Ãª', expected the letters that stood there",
            id="UTF-8 read as Windows-1252",
        ),
        pytest.param(
            HEADER + "L\u00c3\u0089ON,2024-04-17,1,true\n".encode(),
            "column survey_code: found 'Ã",
            id="UTF-8 read as latin-1",
        ),
        pytest.param(
            HEADER + "enqu\ufffdte,2024-04-17,1,true\n".encode(),
            "column survey_code: found '\ufffd'",
            id="letter lost",
        ),
        pytest.param(HEADER.decode().encode("utf-16"), "that is not UTF-8", id="utf-16"),
        pytest.param(b"survey_code,opened_on,position\n", "row 1: found no column is_open", id="column missing"),
        pytest.param(
            HEADER.replace(b"\n", b",comment\n"), "row 1: found the unknown column 'comment'", id="column unknown"
        ),
        pytest.param(
            HEADER.replace(b"\n", b",position\n"), "row 1: found the column 'position' twice", id="column twice"
        ),
        pytest.param(HEADER.upper(), "row 1: found the unknown column 'SURVEY_CODE'", id="column in capitals"),
        pytest.param(HEADER + GOOD_ROW + b"B,,1\n", "row 3: found 3 fields, expected 4", id="row too short"),
        pytest.param(HEADER + b"B,,1,true,more\n", "row 2: found 5 fields, expected 4", id="row too long"),
        pytest.param(HEADER + b"\n" + GOOD_ROW, "row 2: found an empty line", id="empty line"),
        pytest.param(
            HEADER + GOOD_ROW + b'"B,,1,true\nC,,2,true\n', "row 3: found broken quotes", id="quote left open"
        ),
        pytest.param(HEADER + b'"B"x,,1,true\n', "row 2: found broken quotes", id="text after the quote"),
        pytest.param(HEADER + b'B "x",,1,true\n', 'row 2: found a " inside a value', id="quote inside a value"),
        pytest.param(
            HEADER + b"B,2024-02-30,1,true\n",
            "row 2, column opened_on: found '2024-02-30', expected a date",
            id="impossible date",
        ),
        pytest.param(
            HEADER + b"B,17/04/2024,1,true\n",
            "row 2, column opened_on: found '17/04/2024', expected a date",
            id="date in another form",
        ),
        pytest.param(
            (HEADER + GOOD_ROW).replace(b"\n", b"\r"), "row 1: found line ends of carriage", id="carriage returns"
        ),
        pytest.param(
            HEADER + b"S\x0001,,1,true\n",
            r"row 2, column survey_code: found the control character in 'S\x0001'",
            id="NUL",
        ),
        pytest.param(HEADER + b"B,,one,true\n", "row 2, column position: found 'one'", id="not a number"),
        pytest.param(HEADER + b"B,,1.5,true\n", "row 2, column position: found '1.5'", id="not a whole number"),
        pytest.param(HEADER + b"B,,1,True\n", "row 2, column is_open: found 'True'", id="boolean in capitals"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_named_with_its_row(
    tmp_path: Path, content: bytes, expected_fault: str
) -> None:
    faults = read(tmp_path, content).faults
    assert any(expected_fault in fault for fault in faults), faults
    assert all(fault.startswith("seeds/surveys.csv") and "\n" not in fault for fault in faults)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (fault,) = read_seed_file(tmp_path / "surveys.csv", SCHEMA, "seeds/surveys.csv").faults
    assert fault == "seeds/surveys.csv: found no such file, expected surveys.csv; restore or land it"


def test_all_faults_are_told_and_not_the_first_only(tmp_path: Path) -> None:
    faults = read(tmp_path, HEADER + b"A,2024-02-30,x,true\nB,,1\nC,,1,maybe\n").faults
    assert [fault.split(":")[0] for fault in faults] == [
        "seeds/surveys.csv, row 2, column opened_on",
        "seeds/surveys.csv, row 2, column position",
        "seeds/surveys.csv, row 3",
        "seeds/surveys.csv, row 4, column is_open",
    ]


def test_a_schema_that_does_not_describe_one_seed_is_refused(tmp_path: Path) -> None:
    seed_yaml = tmp_path / "surveys.yml"
    for text in ("seeds: []", "seeds: [{name: surveys}]", "- nothing", "seeds: ["):
        seed_yaml.write_text(text)
        with pytest.raises(InputError, match="found no seed with config"):
            read_schema(seed_yaml)
