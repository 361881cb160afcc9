"""What of Spark runs without it: its tables brought back, the target by size, and where it finds Parquet."""

import re
from pathlib import Path

import duckdb
import pytest
import yaml

from pipeline.project import Project
from pipeline.seeds.raw import RawAnswers, read_raw_answers
from pipeline.spark.environment import LARGE, LARGE_FROM, SMALL, target_for
from pipeline.spark.tables import bring_back

MARKS = "select 'EUR' as region_code, cast(0.5 as double) as share, timestamp '2024-04-17 09:30:00' as sent_at"


def write_table(spark_warehouse: Path, table: str, *queries: str) -> None:
    """A table as Spark leaves it: a folder with a file per query."""
    schema, name = table.split(".")
    folder = spark_warehouse / f"{schema}.db" / name
    folder.mkdir(parents=True)
    (folder / "_SUCCESS").touch()
    for number, query in enumerate(queries):
        duckdb.sql(f"copy ({query}) to '{folder}/part-{number}.parquet' (format parquet)")


def test_tables_come_back_with_their_rows_and_types(tmp_path: Path) -> None:
    write_table(tmp_path / "spark", "marts.marks", MARKS, f"{MARKS} limit 0", MARKS.replace("EUR", "AP"))
    write_table(tmp_path / "spark", "codebook.regions", "select 'EUR' as region_code")
    assert bring_back(tmp_path / "spark", tmp_path / "warehouse.duckdb") == ["codebook.regions", "marts.marks"]
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as warehouse:
        marks = warehouse.table("marts.marks")
        assert [str(kind) for kind in marks.types] == ["VARCHAR", "DOUBLE", "TIMESTAMP"]
        assert sorted(row[0] for row in marks.fetchall()) == ["AP", "EUR"]


def test_answers_of_respondents_stay_on_spark(tmp_path: Path) -> None:
    for table in ("raw.raw_answers", "core.fct_answers", "core.dim_surveys"):
        write_table(tmp_path / "spark", table, MARKS)
    assert bring_back(tmp_path / "spark", tmp_path / "warehouse.duckdb") == ["core.dim_surveys"]


def test_what_the_suites_read_comes_back(root: Path, tmp_path: Path) -> None:
    schemas = "raw|codebook|published|staging|intermediate|core|marts"
    texts = (path.read_text(encoding="utf-8") for path in (root / "expectations").rglob("*.py"))
    read = sorted({table for text in texts for table in re.findall(rf"(?:from|join) +((?:{schemas})\.\w+)", text)})
    assert {"codebook.survey_items", "core.dim_surveys", "published.published_figures"} <= set(read)
    for table in read:
        # A view has no files.
        if not table.startswith(("staging.", "intermediate.")):
            write_table(tmp_path / "spark", table, MARKS)
    assert bring_back(tmp_path / "spark", tmp_path / "warehouse.duckdb") == read


@pytest.mark.parametrize(("byte_count", "target"), [(0, SMALL), (LARGE_FROM - 1, SMALL), (LARGE_FROM, LARGE)])
def test_the_target_goes_by_the_size_of_the_raw_files(root: Path, byte_count: int, target: str) -> None:
    raw = RawAnswers({}, {}, {}, [], is_shipped_only=True, byte_count=byte_count)
    assert target_for(raw) == target
    outputs = yaml.safe_load((root / "profiles.yml").read_text(encoding="utf-8"))["smart_customs"]["outputs"]
    assert outputs[target]["type"] == "spark"


def test_the_shipped_round_is_a_small_one(root: Path) -> None:
    raw = read_raw_answers(Project(root))
    files = [root / name for name, _ in raw.files]
    assert raw.byte_count == sum(file.stat().st_size for file in files)
    assert target_for(raw) == SMALL
