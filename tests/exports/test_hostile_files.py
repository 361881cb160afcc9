"""Files that are damaged, hostile, or no exports at all: one line says what is wrong and where, in bounded memory."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
import writers
import xlsxwriter
import xlwt

from pipeline.errors import InputError
from pipeline.exports.export import Tool
from pipeline.exports.reading import open_export

HEADINGS = ["id", "strategy", "status/ai"]


def refused(path: Path, tool: Tool | None = None) -> str:
    """The one line with which a file is refused, when it is opened or when its responses are read."""
    with pytest.raises(InputError) as error:
        list(open_export(path, tool).responses())
    (line,) = error.value.lines
    assert line.startswith(str(path))
    assert "\n" not in line
    return line


def write(folder: Path, content: str) -> Path:
    path = folder / "export.csv"
    path.write_bytes(content.encode())
    return path


def responses(path: Path) -> list[tuple[str, ...]]:
    return [response.cells for response in open_export(path).responses()]


@pytest.mark.parametrize(
    ("content", "expected_fault"),
    [
        pytest.param("id,q1,q2\n1,yes\n", "row 2: found 2 cells, expected 3 as in the headings", id="too short"),
        pytest.param("id,q1\n1,yes\n2,no,more\n", "row 3, column C: found 3 cells, expected 2", id="too long"),
        pytest.param('id,q1\n1,"line\nend"\n2,"no"x\n', "row 3: found broken quotes", id="text after a quote"),
        pytest.param('id,q1\n1,yes\n2,"never closed\n3,no\n', "row 3: found broken quotes", id="quote never closed"),
        pytest.param(
            "id,q1,\n1,yes,x\n", "row 2, column C: found 3 cells, expected 2", id="an answer under no heading"
        ),
        pytest.param(
            "id,q1" + "," * 20_000 + "\n", "row 1: found 20,002 cells, expected at most 16,384", id="too wide"
        ),
        pytest.param(",,,\n", "found delimiters and nothing between them", id="delimiters only"),
        pytest.param("id,submitdate,lastpage\n1,,3\n", "found columns of limesurvey alone", id="no question"),
        pytest.param("id,,q2\n1,yes,no\n", "row 1, column B: found no heading", id="no heading"),
    ],
)
def test_a_damaged_csv_is_refused_with_its_row(tmp_path: Path, content: str, expected_fault: str) -> None:
    assert expected_fault in refused(write(tmp_path, content))


@pytest.mark.parametrize(
    "content",
    [
        "id,q1,\n1,yes,\n2,no,\n",
        "id,q1\n1,yes\n2,no\n\n",
        "id,q1\r\n1,yes\r\n\r\n2,no",
        "id;q1\n1;yes\n2;no\n;\n",
        "id\tq1\n1\tyes\n2\tno\n",
    ],
    ids=["comma at the end of each row", "blank last line", "blank line between", "empty last row", "tabs"],
)
def test_what_tools_do_write_is_read(tmp_path: Path, content: str) -> None:
    assert responses(write(tmp_path, content)) == [("1", "yes"), ("2", "no")]


@pytest.mark.parametrize("answer", ["a, b, c, d, e", "a, b", "a"])
def test_delimiters_inside_of_headings_mislead_nobody(tmp_path: Path, answer: str) -> None:
    path = write(tmp_path, f'id;"Why, how, when, where?";"Who, which?"\n1;"{answer}";e\n')
    assert responses(path) == [("1", answer, "e")]


def test_headings_without_responses_give_none(tmp_path: Path) -> None:
    assert responses(write(tmp_path, "id,q1\n")) == []
    assert responses(write(tmp_path, "id,q1\n,\n")) == []


def test_a_cell_of_more_than_a_million_characters_is_refused_with_its_column(tmp_path: Path) -> None:
    line = refused(write(tmp_path, f"id,q1\n1,yes\n2,{'a' * 1_000_001}\n"))
    assert "row 3, column B: found a cell of more than 1,000,000 characters" in line
    assert len(responses(write(tmp_path, f"id,q1\n1,{'a' * 1_000_000}\n"))[0][1]) == 1_000_000


@pytest.mark.parametrize("end_of_lines", [b"", b"\n"], ids=["one line", "many lines between quotes"])
def test_a_cell_of_hundreds_of_megabytes_is_refused_in_bounded_memory(tmp_path: Path, end_of_lines: bytes) -> None:
    path = tmp_path / "export.csv"
    with path.open("wb") as file:
        file.write(b'id,q1\n1,"')
        for _ in range(256):
            file.write(b"a" * ((1 << 20) - len(end_of_lines)) + end_of_lines)
    # A limit, not the peak: that of a child counts what its parent held.
    program = (
        "import resource, sys; from pathlib import Path; from pipeline.errors import InputError\n"
        "from pipeline.exports.reading import open_export\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (150_000_000, 150_000_000))\n"
        "try: list(open_export(Path(sys.argv[1])).responses())\n"
        "except InputError as error: print(error)"
    )
    told = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert "row 2: found a cell of more than 1,000,000 characters" in told.stdout


def test_no_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "found no such file" in refused(tmp_path / "absent.csv")
    assert "found a folder" in refused(tmp_path)


def test_a_file_of_no_tool_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    line = refused(write(tmp_path, "country,2023,2024\nXX,1,2\n"))
    assert "found row 1 'country', '2023', '2024', expected an export of eusurvey, qualtrics" in line


def test_a_wrong_tool_is_told_what_was_seen_and_what_was_expected(tmp_path: Path) -> None:
    path = write(tmp_path, "id;submitdate;lastpage;q1\n1;;1;yes\n")
    line = refused(path, Tool.QUALTRICS)
    assert "found row 1 'id', 'submitdate', 'lastpage', 'q1', which is an export of limesurvey, expected an" in line
    assert "three rows of headings" in line
    assert open_export(path, Tool.LIMESURVEY).tool is Tool.LIMESURVEY
    assert open_export(path, Tool.TIDY).tool is Tool.TIDY


def test_cells_of_a_workbook_become_text(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        formats = [workbook.add_format({"num_format": code}) for code in ("m/d/yy h:mm:ss", "yyyy-mm-dd", "h:mm")]
        sheet.write_row(2, 1, ["id", *(f"q{number}" for number in range(1, 10))])
        sheet.write_row(3, 1, [7, 3, 2.5, True, " <b>text</b> "])
        # A fraction of a day is never exactly a second.
        sheet.write_datetime(3, 6, datetime(2026, 5, 1, 9, 10, 11, 999_990), formats[0])
        sheet.write_datetime(3, 7, date(2026, 5, 1), formats[1])
        sheet.write_datetime(3, 8, time(9, 10), formats[2])
        sheet.write_formula(3, 9, "=1/0", None, "#DIV/0!")
        sheet.write(3, 10, 12345678901234567)
    # The headings of a tidy table stand in the first row of the file.
    with pytest.raises(InputError, match="sheet Sheet1 with row 3"):
        open_export(path)
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        formats = [workbook.add_format({"num_format": code}) for code in ("m/d/yy h:mm:ss", "yyyy-mm-dd", "h:mm")]
        sheet.write_row(0, 0, ["id", *(f"q{number}" for number in range(1, 10))])
        sheet.write_row(1, 0, [7, 3, 2.5, True, " <b>text</b> "])
        sheet.write_datetime(1, 5, datetime(2026, 5, 1, 9, 10, 11, 999_990), formats[0])
        sheet.write_datetime(1, 6, date(2026, 5, 1), formats[1])
        sheet.write_datetime(1, 7, time(9, 10), formats[2])
        sheet.write_formula(1, 8, "=1/0", None, "#DIV/0!")
        sheet.write(1, 9, 4_000_000_000)
    (cells,) = responses(path)
    assert cells == ("7", "3", "2.5", "true", "text", "2026-05-01 09:10:12", "2026-05-01", "09:10:00", "", "4000000000")


def test_control_characters_go_and_are_placed(tmp_path: Path) -> None:
    rows = [HEADINGS, ["1", "yes", "a\x07b"], ["2", "no", "c\x0bd"]]
    workbook = writers.write_xlsx(tmp_path / "export.xlsx", {"Sheet1": [*rows[:2], ["2", "no", "c_x000B_d"]]})
    for path in (workbook, writers.write_csv(tmp_path / "export.csv", rows)):
        export = open_export(path)
        for _ in range(2):
            assert [response.cells[2] for response in export.responses()] == ["ab", "c d"]
        assert export.warnings() == ["took control characters out of 2 cells: row 2, column C; row 3, column C"]


def test_of_several_sheets_the_one_that_is_recognised_is_read(tmp_path: Path) -> None:
    sheets: dict[str, Sequence[Sequence[object]]] = {
        "Notes": [["about this survey"]],
        "Empty": [],
        "Data": [HEADINGS, [1, "yes", "x"]],
    }
    export = open_export(writers.write_xlsx(tmp_path / "export.xlsx", sheets))
    assert (export.sheet, [response.cells for response in export.responses()]) == ("Data", [("1", "yes", "x")])


def test_two_sheets_of_responses_are_refused(tmp_path: Path) -> None:
    path = writers.write_xlsx(tmp_path / "export.xlsx", {"One": [HEADINGS], "Two": [HEADINGS]})
    assert "found responses of tidy in the sheets One and Two" in refused(path)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert "without a single cell" in refused(writers.write_xlsx(tmp_path / "export.xlsx", {"Sheet1": []}))


def test_broken_workbooks_are_refused(tmp_path: Path) -> None:
    xlsx = writers.write_xlsx(tmp_path / "export.xlsx", {"Sheet1": [HEADINGS, ["1", "yes", "x"]]})
    xls = writers.write_xls(tmp_path / "export.xls", {"Sheet1": [HEADINGS, ["1", "yes", "x"]]})
    for path in (xlsx, xls):
        content = path.read_bytes()
        for length in (100, len(content) // 2):
            path.write_bytes(content[:length])
            assert "found a broken workbook" in refused(path)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("notes.txt", "no workbook")
    assert "found a ZIP archive that is no XLSX" in refused(tmp_path / "other.zip")


def test_a_damaged_sheet_inside_of_a_sound_archive_is_refused(tmp_path: Path) -> None:
    path = repacked(tmp_path, lambda name, content: content[: len(content) // 2] if "worksheets" in name else content)
    assert "found a broken workbook" in refused(path)


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    encrypted_xlsx, encrypted_xls = tmp_path / "export.xlsx", tmp_path / "export.xls"
    encrypted_xlsx.write_bytes(ole_file(b"x" * 5000).replace(*map(directory_name, ("Workbook", "EncryptedPackage"))))
    # A stream that begins a workbook, and then says how it is encrypted.
    encrypted_xls.write_bytes(
        ole_file(bytes.fromhex("0908100000060500bb0dcc07c100000006030000 2f000600000001000000") + b"\0" * 5000)
    )
    for path in (encrypted_xlsx, encrypted_xls):
        assert "found a workbook with a password, expected one without" in refused(path)


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = writers.write_xlsx(tmp_path / "export.xlsx", {"Sheet1": [HEADINGS]})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), bytes(content)):
            content[match.start() + offset] |= 1
    path.write_bytes(content)
    assert "found a workbook with a password" in refused(path)


@pytest.mark.parametrize("megabytes", [60, 600])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, megabytes: int) -> None:
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(megabytes):
                part.write(b" " * (1 << 20))
    assert f"found {megabytes} MB packed into" in refused(path)


def test_an_archive_that_hides_its_size_is_refused(tmp_path: Path) -> None:
    path = writers.write_xlsx(tmp_path / "export.xlsx", {"Sheet1": [HEADINGS, *[["1", "yes", "x"]] * 500]})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    entry = bytes(content).rfind(b"xl/worksheets/sheet1.xml") - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (sheet.file_size // 2).to_bytes(4, "little")
    path.write_bytes(content)
    assert "found a broken workbook" in refused(path)


def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write(1_048_575, 16_383, "far away")
    assert "found a workbook that cannot be opened within 2 GB of memory" in refused(path)


def test_an_xls_whose_sectors_run_in_a_circle_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = writers.write_xls(tmp_path / "export.xls", {"Sheet1": [HEADINGS, *[["1", "yes", "x"]] * 500]})
    content = bytearray(path.read_bytes())
    # The table of sectors says of each which one comes next; here each comes after itself.
    table = 512 * (1 + int.from_bytes(content[76:80], "little"))
    content[table : table + 512] = b"".join(sector.to_bytes(4, "little") for sector in range(128))
    path.write_bytes(content)
    assert "found a workbook that cannot be opened within 2 GB" in refused(path)


def repacked(folder: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A sound XLSX whose parts are changed, by name and content."""
    path = writers.write_xlsx(folder / "sound.xlsx", {"Sheet1": [HEADINGS, ["1", "yes", "x"]]})
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(folder / "export.xlsx", "w") as archive:
        for name in sound.namelist():
            archive.writestr(name, change(name, sound.read(name)))
    return folder / "export.xlsx"


def ole_file(workbook_stream: bytes) -> bytes:
    """An OLE file with one stream, Workbook."""
    file = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(file, workbook_stream)
    return file.getvalue()


def directory_name(name: str) -> bytes:
    """A name as a directory of an OLE file holds it: UTF-16 in 64 bytes, and its length."""
    return f"{name}\0".encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
