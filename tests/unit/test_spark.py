"""What of Spark runs without it: its tables brought back, the target by size, and where it finds Parquet."""

import re
from pathlib import Path

import duckdb
import pytest

from pipeline.building.dbt import Relation, _one_line
from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.parquet import ParquetTable
from pipeline.seeds.raw import RAW_ANSWERS, RawAnswers, read_raw_answers
from pipeline.seeds.schema import SeedSchema
from pipeline.spark.environment import LARGE, LARGE_FROM, SMALL, target_for
from pipeline.spark.tables import bring_back
from pipeline.yaml_files import read_yaml

MARKS = "select 'EUR' as region_code, cast(0.5 as double) as share, timestamp '2024-04-17 09:30:00' as sent_at"


def write_table(spark_warehouse: Path, table: str, *queries: str) -> None:
    """A table as Spark leaves it: a folder with a file per query."""
    schema, name = table.split(".")
    folder = spark_warehouse / f"{schema}.db" / name
    folder.mkdir(parents=True)
    (folder / "_SUCCESS").touch()
    for number, query in enumerate(queries):
        duckdb.sql(f"copy ({query}) to '{folder}/part-{number}.parquet' (format parquet)")


def relation(table: str, *key: str) -> Relation:
    schema, name = table.split(".")
    return Relation(name, schema, "public", "", {}, list(key))


def brought(folder: Path, *tables: str) -> list[str]:
    return bring_back(folder / "spark", folder / "warehouse.duckdb", [relation(table) for table in tables])


def test_tables_come_back_with_their_rows_types_keys_and_comments(tmp_path: Path) -> None:
    write_table(tmp_path / "spark", "marts.marks", MARKS, f"{MARKS} limit 0", MARKS.replace("EUR", "AP"))
    write_table(tmp_path / "spark", "codebook.regions", "select 'EUR' as region_code")
    marks_relation = Relation(
        "marks", "marts", "public", "Marks.", {"share": "A region's share."}, ["region_code", "sent_at"]
    )
    relations = [marks_relation, relation("codebook.regions")]
    names = bring_back(tmp_path / "spark", tmp_path / "warehouse.duckdb", relations)
    assert names == ["codebook.regions", "marts.marks"]
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as warehouse:
        marks = warehouse.table("marts.marks")
        assert [str(kind) for kind in marks.types] == ["VARCHAR", "DOUBLE", "TIMESTAMP"]
        assert sorted(row[0] for row in marks.fetchall()) == ["AP", "EUR"]
        keys = warehouse.execute(
            "select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
        ).fetchall()
        assert keys == [("marks", ["region_code", "sent_at"])]
        comments = warehouse.execute(
            "select comment from duckdb_tables() where table_name = 'marks'"
            " union all select comment from duckdb_columns() where table_name = 'marks' and column_name = 'share'"
        ).fetchall()
        assert comments == [("Marks.",), ("A region's share.",)]


@pytest.mark.parametrize("second", [MARKS, MARKS.replace("'EUR'", "null::varchar")], ids=["twice", "missing"])
def test_a_key_that_does_not_hold_is_told(tmp_path: Path, second: str) -> None:
    write_table(tmp_path / "spark", "marts.marks", MARKS, second)
    with pytest.raises(
        InputError, match=r"marts\.marks: found a primary key .*, expected one row for each region_code"
    ):
        bring_back(tmp_path / "spark", tmp_path / "warehouse.duckdb", [relation("marts.marks", "region_code")])


def test_answers_of_respondents_and_views_stay_on_spark(tmp_path: Path) -> None:
    tables = ("raw.raw_answers", "core.fct_answers", "core.dim_surveys")
    for table in tables:
        write_table(tmp_path / "spark", table, MARKS)
    assert brought(tmp_path, *tables, "reconciliation.computed_figures") == ["core.dim_surveys"]


def test_what_the_suites_read_comes_back(root: Path, tmp_path: Path) -> None:
    schemas = "raw|codebook|published|staging|core|disclosure|marts|reconciliation"
    texts = (path.read_text(encoding="utf-8") for path in (root / "expectations").rglob("*.py"))
    read = sorted({table for text in texts for table in re.findall(rf"(?:from|join) +((?:{schemas})\.\w+)", text)})
    assert {"core.dim_surveys", "published.published_figures", "published.published_rankings"} <= set(read)
    for table in read:
        # A view has no files.
        if not table.startswith(("staging.", "reconciliation.")):
            write_table(tmp_path / "spark", table, MARKS)
    assert brought(tmp_path, *read) == read


@pytest.mark.parametrize(("row_count", "target"), [(0, SMALL), (LARGE_FROM - 1, SMALL), (LARGE_FROM, LARGE)])
def test_the_target_goes_by_the_number_of_raw_rows(root: Path, row_count: int, target: str) -> None:
    table = ParquetTable(SeedSchema(RAW_ANSWERS, {}), root, [], row_count=row_count)
    raw = RawAnswers({}, {RAW_ANSWERS: []}, {RAW_ANSWERS: [table]}, [], is_shipped_only=True)
    assert target_for(raw) == target
    outputs = read_yaml(root / "profiles.yml")["smart_customs"]["outputs"]
    assert outputs[target]["type"] == "spark"


def test_the_target_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMART_CUSTOMS_SPARK_TARGET", "cluster")
    assert target_for(RawAnswers({}, {}, {}, [], is_shipped_only=True)) == "cluster"


def test_the_rows_of_csv_and_of_parquet_are_counted(root: Path, tmp_path: Path) -> None:
    shipped = read_raw_answers(Project(root))
    assert shipped.row_count == sum(map(len, shipped.rows.values())) > 5_000
    assert target_for(shipped) == SMALL
    for raw_name, rows in (("raw_submissions", 3), ("raw_answers", 50)):
        columns = ", ".join(f"'{column}' as {column}" for column in shipped.schemas[raw_name].columns)
        duckdb.sql(f"copy (select {columns} from range({rows})) to '{tmp_path}/{raw_name}.parquet' (format parquet)")
    assert read_raw_answers(Project(root), [tmp_path]).row_count == shipped.row_count + 53


def test_a_message_of_spark_is_told_without_where_java_was() -> None:
    message = """Runtime Error in test codes_are_unique (models/codes.yml)
      org.apache.spark.SparkException: Not enough memory
      \tat org.apache.spark.sql.errors.QueryExecutionErrors$.notEnough(QueryExecutionErrors.scala:2180)
      \tat java.base/java.lang.Thread.<init>(Thread.java:840)
      at line 3 (of the query)
      compiled code at target/compiled/codes.sql"""
    assert _one_line(message) == (
        "Runtime Error in test codes_are_unique (models/codes.yml) "
        "org.apache.spark.SparkException: Not enough memory at line 3 (of the query)"
    )
