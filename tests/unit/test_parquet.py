"""Raw folders with Parquet: read in place, whole surveys replaced, and what cannot be loaded told in one line."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import InputError
from pipeline.files import sha256_of
from pipeline.project import Project
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NAMES, RAW_NEED_CODINGS, RAW_SUBMISSIONS, read_raw_answers

FIXTURE = "tests/rounds/TST2022"
ROWS = 71


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Project:
    shutil.copytree(root / "seeds" / "raw", tmp_path / "project" / "seeds" / "raw")
    return Project(tmp_path / "project")


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """A raw folder with the round TST2022 as three Parquet files."""
    folder = tmp_path / "round"
    folder.mkdir()
    for raw_name in RAW_NAMES:
        write(folder / f"{raw_name}.parquet", f"select * from {csv_of(root, raw_name)}")
    return folder


def csv_of(root: Path, raw_name: str) -> str:
    return f"read_csv('{root / FIXTURE / raw_name}.csv', all_varchar = true)"


def write(path: Path, query: str, options: str = "") -> None:
    path.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"copy ({query}) to '{path}' (format parquet{options})")


def change(folder: Path, raw_name: str, select_list: str, where: str = "true") -> None:
    """Write a Parquet file again with other columns or rows."""
    path = folder / f"{raw_name}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table rows as select {select_list} from '{path}' where {where}")
        connection.execute(f"copy rows to '{path}' (format parquet)")


def refused(project: Project, *folders: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        read_raw_answers(project, folders)
    return error.value.lines


def test_parquet_is_left_where_it_lies_and_hashed(project: Project, folder: Path) -> None:
    raw = read_raw_answers(project, [folder])
    assert raw.is_shipped_only
    (table,) = raw.tables[RAW_ANSWERS]
    assert (table.files, table.survey_codes) == ([folder / "raw_answers.parquet"], {"TST2022"})
    assert raw.files[3:] == [
        (f"round/{raw_name}.parquet", sha256_of(folder / f"{raw_name}.parquet")) for raw_name in RAW_NAMES
    ]
    (source,) = json.loads(raw.parquet_sources)[RAW_SUBMISSIONS]
    assert source["files"] == [str(folder / "raw_submissions.parquet")]
    assert source["replaced_surveys"] == []


def test_without_parquet_there_is_nothing_to_name(project: Project) -> None:
    assert read_raw_answers(project).parquet_sources == ""


@pytest.mark.parametrize("options", [", partition_by (survey_code)", ", partition_by (survey_code, question_code)"])
def test_a_partitioned_folder_is_one_table(project: Project, folder: Path, root: Path, options: str) -> None:
    write(folder / "raw_answers.parquet", f"select * from {csv_of(root, RAW_ANSWERS)}", options)
    raw = read_raw_answers(project, [folder])
    (table,) = raw.tables[RAW_ANSWERS]
    assert table.survey_codes == {"TST2022"}
    names = [name for name, _ in raw.files if "raw_answers.parquet" in name]
    assert len(names) == len(table.files)
    assert all(name.startswith("round/raw_answers.parquet/survey_code=TST2022/") for name in names[1:])


def test_files_anywhere_below_a_folder_are_one_table(project: Project, folder: Path, root: Path) -> None:
    parts = folder / "raw_answers.parquet"
    parts.unlink()
    for place, remainder in (("a.parquet", 0), ("below/further/b.parquet", 1)):
        (parts / place).parent.mkdir(parents=True, exist_ok=True)
        numbered = f"select *, row_number() over () as number from {csv_of(root, RAW_ANSWERS)}"
        write(parts / place, f"select * exclude (number) from ({numbered}) where number % 2 = {remainder}")
    (parts / "_SUCCESS").touch()
    (table,) = read_raw_answers(project, [folder]).tables[RAW_ANSWERS]
    assert [str(file.relative_to(parts)) for file in table.files] == ["a.parquet", "below/further/b.parquet"]


def test_a_pattern_stands_for_its_folders_in_order(project: Project, folder: Path) -> None:
    for name in ("round-2", "round-10"):
        shutil.copytree(folder, folder.with_name(name))
    names = [name for name, _ in read_raw_answers(project, [folder.with_name("round-*")]).files[3:]]
    assert names == [f"{name}/{raw_name}.parquet" for name in ("round-10", "round-2") for raw_name in RAW_NAMES]


def test_a_pattern_that_matches_nothing_is_a_fault(project: Project, folder: Path) -> None:
    (line,) = refused(project, folder / "no-*")
    assert line.endswith("no-*: found no such folder, expected a folder with raw answers; check the path")


def test_a_later_folder_replaces_the_surveys_of_parquet_whole(project: Project, folder: Path, root: Path) -> None:
    with_both = folder.with_name("with_both")
    shutil.copytree(folder, with_both)
    both = "select * from {0} union all select * replace ('TST2025' as survey_code) from {0}"
    for raw_name in (RAW_SUBMISSIONS, RAW_ANSWERS):
        write(with_both / f"{raw_name}.parquet", both.format(csv_of(root, raw_name)))
    for raw_name in RAW_NAMES:
        change(folder, raw_name, "* replace ('TST2025' as survey_code)")
    raw = read_raw_answers(project, [with_both, folder])
    assert [table.replaced_surveys for table in raw.tables[RAW_ANSWERS]] == [{"TST2025"}, set()]
    assert [source["replaced_surveys"] for source in json.loads(raw.parquet_sources)[RAW_ANSWERS]] == [["TST2025"], []]


def test_parquet_replaces_a_survey_of_csv(project: Project, folder: Path) -> None:
    change(folder, RAW_SUBMISSIONS, "* replace ('SCS2024' as survey_code)")
    change(folder, RAW_ANSWERS, "* replace ('SCS2024' as survey_code)")
    change(folder, RAW_NEED_CODINGS, "* replace ('SCS2024' as survey_code)")
    raw = read_raw_answers(project, [folder])
    assert not raw.is_shipped_only
    assert raw.rows == {raw_name: [] for raw_name in RAW_NAMES}
    raw.assemble(project, project.target / "seeds")
    with (project.target / "seeds" / "raw" / "raw_answers.csv").open() as file:
        assert list(csv.reader(file)) == [raw.schemas[RAW_ANSWERS].columns]


def test_csv_replaces_a_survey_of_parquet(project: Project, folder: Path, root: Path) -> None:
    raw = read_raw_answers(project, [folder, root / FIXTURE])
    assert raw.tables == {raw_name: [] for raw_name in RAW_NAMES}
    assert len([row for row in raw.rows[RAW_SUBMISSIONS] if row.row.values["survey_code"] == "TST2022"]) == ROWS


def test_rows_of_parquet_are_found_by_key_with_file_and_row(project: Project, folder: Path) -> None:
    raw = read_raw_answers(project, [folder])
    with duckdb.connect() as connection:
        submission_id, row = connection.execute(
            f"select submission_id, file_row_number + 1 from read_parquet('{folder}/raw_submissions.parquet', "
            "file_row_number = true) limit 1 offset 41"
        ).fetchall()[0]
    key = {"survey_code": "TST2022", "submission_id": submission_id}
    assert raw.rows_of(RAW_SUBMISSIONS, key) == []
    raw.fetch(RAW_SUBMISSIONS, [key], project)
    (found,) = raw.rows_of(RAW_SUBMISSIONS, key)
    assert (found.file, found.row.line, row) == (str(folder / "raw_submissions.parquet"), 42, 42)


def test_an_empty_text_is_taken_for_null(project: Project, folder: Path) -> None:
    assert not read_raw_answers(project, [folder]).tables[RAW_ANSWERS][0].has_empty_texts
    change(folder, RAW_ANSWERS, "* replace (coalesce(item_code, '') as item_code)")
    assert read_raw_answers(project, [folder]).tables[RAW_ANSWERS][0].has_empty_texts


def without_a_column(folder: Path) -> None:
    change(folder, RAW_ANSWERS, "* exclude (item_code)")


def with_a_column_more(folder: Path) -> None:
    change(folder, RAW_ANSWERS, "*, 1 as weight")


def with_numbers(folder: Path) -> None:
    change(folder, RAW_SUBMISSIONS, "* replace (cast(source_row as integer) as source_row)")


def that_is_text(folder: Path) -> None:
    (folder / "raw_answers.parquet").write_text("survey_code,submission_id\nTST2022,M0001\n")


def of_no_bytes(folder: Path) -> None:
    (folder / "raw_answers.parquet").write_bytes(b"")


def cut_off(folder: Path) -> None:
    content = (folder / "raw_answers.parquet").read_bytes()
    (folder / "raw_answers.parquet").write_bytes(content[: len(content) // 2])


def without_rows(folder: Path) -> None:
    change(folder, RAW_SUBMISSIONS, "*", "false")


def beside_csv(folder: Path) -> None:
    (folder / "raw_answers.csv").write_text("survey_code,submission_id,question_code,item_code,answer\n")


def a_folder_without_files(folder: Path) -> None:
    (folder / "raw_answers.parquet").unlink()
    (folder / "raw_answers.parquet").mkdir()


def a_part_that_is_text(folder: Path) -> None:
    (folder / "raw_answers.parquet").rename(folder / "part")
    (folder / "raw_answers.parquet" / "x").mkdir(parents=True)
    (folder / "part").rename(folder / "raw_answers.parquet" / "a.parquet")
    (folder / "raw_answers.parquet" / "x" / "b.parquet").write_text("survey_code,submission_id\nTST2022,M0001\n")


def partitioned_by_what_is_no_column(folder: Path) -> None:
    (folder / "raw_answers.parquet").rename(folder / "part")
    (folder / "raw_answers.parquet" / "year=2022").mkdir(parents=True)
    (folder / "part").rename(folder / "raw_answers.parquet" / "year=2022" / "a.parquet")


def partitioned_by_a_column_of_the_file(folder: Path) -> None:
    (folder / "raw_answers.parquet").rename(folder / "part")
    (folder / "raw_answers.parquet" / "survey_code=TST2022").mkdir(parents=True)
    (folder / "part").rename(folder / "raw_answers.parquet" / "survey_code=TST2022" / "a.parquet")


def with_a_control_character(folder: Path) -> None:
    change(
        folder,
        RAW_SUBMISSIONS,
        "* replace (case when file_row_number = 4 then 'a' || chr(7) else submission_id end as submission_id)",
    )


def garbled(folder: Path) -> None:
    change(folder, RAW_ANSWERS, "* replace (case when file_row_number = 2 then 'Ã©tude' else answer end as answer)")


def without_answers(folder: Path) -> None:
    (folder / "raw_answers.parquet").unlink()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (without_a_column, "raw_answers.parquet: found no column item_code, expected survey_code, submission_id,"),
        (with_a_column_more, "raw_answers.parquet: found the unknown column 'weight', expected only survey_code,"),
        (with_numbers, "raw_submissions.parquet, column source_row: found the type INTEGER, expected text; write it"),
        (that_is_text, "raw_answers.parquet: cannot be read (No magic bytes found at end of file"),
        (of_no_bytes, "raw_answers.parquet: cannot be read (File '"),
        (cut_off, "raw_answers.parquet: cannot be read (No magic bytes found at end of file"),
        (without_rows, "raw_submissions.parquet: found no rows, expected some; write it again or remove it"),
        (beside_csv, "round: found raw_answers.csv and raw_answers.parquet, expected one of them; remove the other"),
        (a_folder_without_files, "raw_answers.parquet: found no *.parquet file in the folder, expected one or more"),
        (a_part_that_is_text, "raw_answers.parquet/x/b.parquet: cannot be read (No magic bytes found at end of file"),
        (partitioned_by_what_is_no_column, "raw_answers.parquet/year=2022/a.parquet: found the unknown column 'year'"),
        (partitioned_by_a_column_of_the_file,
         "raw_answers.parquet/survey_code=TST2022/a.parquet: found the column 'survey_code' in the file and in its"),
        (with_a_control_character,
         "raw_submissions.parquet, row 5, column submission_id: found the control character in 'a\\x07', expected"),
        (garbled, "raw_answers.parquet, row 3, column answer: found 'Ã©', expected the letters that stood there"),
        (without_answers, "raw_answers.csv: found no such file, expected raw_answers.csv"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)  # fmt: skip
def test_what_cannot_be_loaded_is_told_in_one_line(
    project: Project, folder: Path, damage: Callable[[Path], None], told: str
) -> None:
    damage(folder)
    (line,) = refused(project, folder)
    assert told in line


def test_spark_is_told_each_folder_with_the_values_of_its_name(project: Project, folder: Path, root: Path) -> None:
    parts = folder / "raw_answers.parquet"
    parts.unlink()
    unequal = f"select * exclude (item_code) from {csv_of(root, RAW_ANSWERS)}"
    for place in ("item_code=q%2F[1]", "item_code=__HIVE_DEFAULT_PARTITION__", "below/item_code=iot"):
        (parts / place).mkdir(parents=True)
        write(parts / place / "a.parquet", unequal)
    raw = read_raw_answers(project, [folder])
    (answers,) = json.loads(raw.parquet_sources)[RAW_ANSWERS]
    assert answers["folders"] == [
        {"pattern": f"{parts}/below/item_code=iot/*.parquet", "values": {"item_code": "iot"}},
        {"pattern": f"{parts}/item_code=__HIVE_DEFAULT_PARTITION__/*.parquet", "values": {"item_code": None}},
        {"pattern": rf"{parts}/item_code=q%2F\[1\]/*.parquet", "values": {"item_code": "q/[1]"}},
    ]
    (submissions,) = json.loads(raw.parquet_sources)[RAW_SUBMISSIONS]
    assert submissions["folders"] == [{"pattern": f"{folder}/raw_submissions.parquet", "values": {}}]


@pytest.mark.parametrize("place", ["_old/b.parquet", ".b.parquet", "_b.parquet"])
def test_files_that_are_still_being_written_are_left_out(
    project: Project, folder: Path, root: Path, place: str
) -> None:
    parts = folder / "raw_answers.parquet"
    parts.unlink()
    for name in ("a.parquet", place):
        (parts / name).parent.mkdir(parents=True, exist_ok=True)
        write(parts / name, f"select * from {csv_of(root, RAW_ANSWERS)}")
    (table,) = read_raw_answers(project, [folder]).tables[RAW_ANSWERS]
    assert table.files == [parts / "a.parquet"]
