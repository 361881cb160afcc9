"""The comparison of two engines: what counts as different, and what counts as not compared."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.building.dbt import DataTest, DbtOutcome, Relation
from pipeline.errors import InputError
from pipeline.parity.compare import Mart, compare_mart
from pipeline.parity.engine import EngineRun, MacroCase
from pipeline.parity.marts import duckdb_mart, spark_mart
from pipeline.parity.report import report_lines
from pipeline.parity.run import Parity, public_marts, ran_on_one_engine
from pipeline.spark import environment as spark

COLUMNS = [
    ("survey_code", "VARCHAR"),
    ("region_code", "VARCHAR"),
    ("submission_count", "INTEGER"),
    ("share", "DOUBLE"),
    ("opened_on", "DATE"),
    ("is_suppressed", "BOOLEAN"),
]
KEY = ["survey_code", "region_code"]
ROW = {
    "survey_code": "SCS2024",
    "region_code": "EUR",
    "submission_count": 30,
    "share": 30 / 52,
    "opened_on": date(2024, 4, 17),
    "is_suppressed": False,
}


def mart(*changes: dict[str, Any]) -> Mart:
    """A mart with a row of the one region per set of changes."""
    return Mart(COLUMNS, [tuple((ROW | change).values()) for change in changes])


def lines(ours: Mart | None, theirs: Mart | None, key: list[str] = KEY) -> list[str]:
    return [difference.line for difference in compare_mart("regions", key, ours, theirs)]


def test_equal_marts_do_not_differ_whatever_the_order_of_rows() -> None:
    assert lines(mart({}, {"region_code": "AP"}), mart({"region_code": "AP"}, {})) == []


@pytest.mark.parametrize(
    ("column", "theirs", "said"),
    [
        ("submission_count", 31, "DuckDB 30, Spark 31"),
        ("submission_count", None, "DuckDB 30, Spark null"),
        ("share", 30 / 52 + 1e-9, "DuckDB 0.5769230769230769, Spark 0.5769230779230768"),
        ("share", None, "DuckDB 0.5769230769230769, Spark null"),
        ("share", float("nan"), "DuckDB 0.5769230769230769, Spark nan"),
        ("share", float("inf"), "DuckDB 0.5769230769230769, Spark inf"),
        ("opened_on", date(2024, 4, 16), "DuckDB 2024-04-17, Spark 2024-04-16"),
        ("is_suppressed", True, "DuckDB False, Spark True"),
        ("is_suppressed", None, "DuckDB False, Spark null"),
    ],
)
def test_a_value_that_differs_is_told_in_one_line(column: str, theirs: object, said: str) -> None:
    assert lines(mart({}), mart({column: theirs})) == [
        f"regions, survey_code='SCS2024' region_code='EUR', {column}: {said}"
    ]


def test_the_last_bits_of_a_share_may_differ() -> None:
    assert lines(mart({}), mart({"share": 30 / 52 + 1e-14})) == []


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_a_difference_on_both_engines_too(value: float) -> None:
    assert len(lines(mart({"share": value}), mart({"share": value}))) == 1


def test_null_and_0_differ_and_null_and_null_do_not() -> None:
    assert len(lines(mart({"submission_count": None}), mart({"submission_count": 0}))) == 1
    assert lines(mart({"submission_count": None}), mart({"submission_count": None})) == []


def test_a_text_shows_what_cannot_be_seen() -> None:
    ours = Mart([("code", "VARCHAR"), ("name", "VARCHAR")], [("a", "Europe")])
    theirs = Mart([("code", "VARCHAR"), ("name", "VARCHAR")], [("a", "Europe\n")])
    assert lines(ours, theirs, ["code"]) == ["regions, code='a', name: DuckDB 'Europe', Spark 'Europe\\n'"]


def test_a_row_of_one_engine_alone_is_told() -> None:
    two = mart({}, {"region_code": "AP"})
    assert lines(two, mart({})) == ["regions, survey_code='SCS2024' region_code='AP': DuckDB 1 row, Spark no row"]
    assert lines(mart({}), two) == ["regions, survey_code='SCS2024' region_code='AP': DuckDB no row, Spark 1 row"]


def test_a_row_that_stands_twice_is_told() -> None:
    assert lines(mart({}), mart({}, {})) == [
        "regions, survey_code='SCS2024' region_code='EUR': DuckDB 1 row, Spark 2 rows"
    ]
    assert len(lines(mart({}, {}), mart({}, {}))) == 1


def test_a_mart_of_one_engine_alone_is_told() -> None:
    assert lines(mart({}), None) == ["regions: DuckDB a mart, Spark no such mart"]
    assert lines(None, mart({})) == ["regions: DuckDB no such mart, Spark a mart"]
    assert lines(None, None) == ["regions: DuckDB no such mart, Spark no such mart"]


def test_a_mart_without_rows_was_not_compared() -> None:
    assert lines(mart(), mart()) == ["regions: DuckDB no rows, Spark no rows, so that nothing was compared"]
    assert len(lines(mart({}), mart())) == 1


def test_columns_and_their_types_and_order_are_compared() -> None:
    ours = mart({})
    other_type = Mart([(name, "BIGINT" if name == "submission_count" else of) for name, of in COLUMNS], ours.rows)
    assert lines(ours, other_type) == ["regions, submission_count: DuckDB INTEGER, Spark BIGINT"]
    fewer = Mart(COLUMNS[:-1], [row[:-1] for row in ours.rows])
    assert lines(ours, fewer) == ["regions, is_suppressed: DuckDB BOOLEAN, Spark no such column"]
    assert lines(fewer, ours) == ["regions, is_suppressed: DuckDB no such column, Spark BOOLEAN"]
    turned = Mart([COLUMNS[1], COLUMNS[0], *COLUMNS[2:]], [(row[1], row[0], *row[2:]) for row in ours.rows])
    assert len(lines(ours, turned)) == 1


def test_a_key_that_is_no_column_is_told() -> None:
    assert lines(mart({}), mart({}), ["region"]) == ["regions, region: DuckDB no such key column, Spark neither"]


def test_both_engines_marts_are_read_with_their_types(tmp_path: Path) -> None:
    values = """select 'EUR' as region_code, cast(30 as integer) as submission_count, cast(0.5 as double) as share,
        date '2024-04-17' as opened_on, false as is_suppressed"""
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as warehouse:
        warehouse.execute(f"create schema marts; create table marts.regions as {values}")
        # Spark writes a table as a folder of files, some of them without rows.
        folder = tmp_path / "spark" / "marts.db" / "regions"
        folder.mkdir(parents=True)
        warehouse.execute(f"copy ({values}) to '{folder}/part-0.parquet'")
        warehouse.execute(f"copy ({values} limit 0) to '{folder}/part-1.parquet'")
    ours = duckdb_mart(tmp_path / "warehouse.duckdb", "marts", "regions")
    theirs = spark_mart(tmp_path / "spark", "marts", "regions")
    assert ours is not None
    assert ours == theirs
    assert ours.rows == [("EUR", 30, 0.5, date(2024, 4, 17), False)]
    assert duckdb_mart(tmp_path / "warehouse.duckdb", "marts", "others") is None
    assert spark_mart(tmp_path / "spark", "marts", "others") is None


def relation(name: str, access: str = "public", key: tuple[str, ...] = ("survey_code",)) -> Relation:
    return Relation(name, "marts", access, "", {}, list(key))


def data_test(name: str, failure_count: int = 0, error: str = "") -> DataTest:
    return DataTest(name, "", "", {}, "", failure_count, "", error)


def engine_run(name: str = "Spark", **changes: Any) -> EngineRun:
    """What a run of an engine that went well came to, with changes to its outcome."""
    well: dict[str, Any] = {"relations": [relation("codes")], "tests": [data_test("codes_are_unique")], "errors": []}
    return EngineRun(name, DbtOutcome(**(well | changes)), [MacroCase("share of nothing", "null", "null")])


def test_an_engine_on_which_all_went_well_has_no_faults() -> None:
    assert engine_run().faults == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"tests": [data_test("codes_are_unique", failure_count=2)]},
            "Spark, data test codes_are_unique: found 2 rows at fault, expected none",
        ),
        (
            {"tests": [data_test("codes_are_unique", error="no such function")]},
            "Spark, data test codes_are_unique: no such function",
        ),
        ({"tests": []}, "Spark: found no data test that ran, expected all of the project's"),
        ({"errors": ["models/codes.sql: no such function"]}, "Spark, models/codes.sql: no such function"),
        ({"relations": []}, "Spark: found no public mart that was built, expected all of the project's"),
        (
            {"relations": [relation("dim_surveys", access="protected")]},
            "Spark: found no public mart that was built, expected all of the project's",
        ),
    ],
)
def test_what_failed_or_did_not_run_on_an_engine_is_told(changes: dict[str, Any], said: str) -> None:
    assert engine_run(**changes).faults == [said]


def test_a_macro_case_that_comes_out_otherwise_is_told_and_so_is_none_at_all() -> None:
    run = engine_run()
    run.macro_cases = [MacroCase("share of nothing", "nan", "null")]
    assert run.faults == ["Spark, macro case share of nothing: found 'nan', expected 'null'"]
    run.macro_cases = []
    assert len(run.faults) == 1


def test_a_data_test_that_ran_on_one_engine_alone_is_told() -> None:
    two_tests = engine_run("DuckDB", tests=[data_test("codes_are_unique"), data_test("regions_are_known")])
    assert ran_on_one_engine(two_tests, engine_run()) == [
        "Spark, data test regions_are_known: found that it did not run, expected it to, as on DuckDB"
    ]
    assert ran_on_one_engine(engine_run("DuckDB"), engine_run()) == []


def test_the_marts_are_all_that_either_engine_made_public() -> None:
    ours = engine_run("DuckDB", relations=[relation("codes"), relation("dim_surveys", access="protected")])
    theirs = engine_run(relations=[relation("partner_agencies")])
    assert [mart.name for mart in public_marts(ours, theirs)] == ["codes", "partner_agencies"]


def test_a_mart_without_a_primary_key_cannot_be_compared() -> None:
    with pytest.raises(InputError, match="codes: found no primary key"):
        public_marts(engine_run(relations=[relation("codes", key=())]))


def test_the_report_names_marts_rows_and_every_difference() -> None:
    parity = Parity(marts={"codes": 101, "regions": 6}, tests={"DuckDB": 103, "Spark": 103})
    assert report_lines(parity)[-1] == "DuckDB and Spark agree"
    parity.faults = engine_run(tests=[]).faults
    parity.differences = compare_mart("regions", KEY, mart({}), mart({"submission_count": 31}))
    told = report_lines(parity)
    assert told[0].split() == ["codes", "101", "rows"]
    assert parity.differences[0].line in told
    assert parity.faults[0] in told
    assert "2 marts and 107 rows compared" in told[-2]
    assert told[-1] == "DuckDB and Spark do not agree: 2 lines above"
    assert not parity.is_equal


def fake_java(folder: Path, says: str) -> Path:
    """A JAVA_HOME whose java says that it is of a version."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho '{says}' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("says", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_392"', 8),
        ("no Java runtime present", None),
    ],
)
def test_the_version_of_java_is_read(tmp_path: Path, says: str, version: int | None) -> None:
    assert spark.java_version(str(fake_java(tmp_path, says) / "bin" / "java")) == version


def test_without_spark_or_java_17_it_cannot_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "_has", lambda module: module == "pyspark")
    with pytest.raises(InputError, match=r"^dbt-spark: found no such package"):
        spark.check_spark()
    monkeypatch.setattr(spark, "_has", lambda _module: True)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "none"))
    with pytest.raises(InputError, match=r"^java: found none, expected 17 or later"):
        spark.check_spark()
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "old", 'openjdk version "11.0.2"')))
    with pytest.raises(InputError, match=r"^java: found version 11, expected 17 or later"):
        spark.check_spark()
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path / "new", 'openjdk version "17.0.15"')))
    spark.check_spark()


def test_a_package_is_found_or_not() -> None:
    assert spark._has("duckdb")
    assert not spark._has("no_such_package")
    assert not spark._has("no_such_package.module")
