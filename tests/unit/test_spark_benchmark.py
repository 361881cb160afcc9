"""What benchmarks/spark.py makes of its figures."""

from pathlib import Path

import pytest

from benchmarks.document import begin
from benchmarks.spark import (
    ENGINES,
    STEPS,
    TARGET,
    Built,
    Line,
    growth,
    least_for_a_cluster,
    line_through,
    pays_from,
    table,
)


def built(engine: str, submission_count: int, whole: float) -> Built:
    return Built(engine, submission_count, dict.fromkeys(STEPS, 1.0), whole, Path("r0001.duckdb"), "")


def of_both(duckdb: tuple[float, float], spark: tuple[float, float]) -> list[Built]:
    """Builds of 10,000 and 100,000 submissions that took so many seconds on each."""
    return [
        built(engine, size, whole)
        for engine, seconds in zip(ENGINES, (duckdb, spark), strict=True)
        for size, whole in zip((10_000, 100_000), seconds, strict=True)
    ]


def test_a_line_goes_through_the_smallest_and_the_largest_round() -> None:
    line = line_through([built("spark", 100_000, 200.0), built("spark", 50_000, 7.0), built("spark", 10_000, 110.0)])
    assert line.start == pytest.approx(100.0)
    assert line.each == pytest.approx(0.001)


def test_spark_pays_where_the_lines_cross() -> None:
    assert pays_from(Line(10.0, 0.002), Line(100.0, 0.001)) == pytest.approx(90_000)
    assert pays_from(Line(10.0, 0.002), Line(5.0, 0.001)) == 0


def test_an_engine_that_starts_later_and_grows_as_fast_never_pays() -> None:
    assert pays_from(Line(10.0, 0.001), Line(100.0, 0.001)) is None
    assert pays_from(Line(10.0, 0.001), Line(100.0, 0.002)) is None


def test_a_cluster_has_to_make_up_for_the_start_of_spark() -> None:
    assert least_for_a_cluster(Line(10.0, 0.001), Line(100.0, 0.005)) == pytest.approx(90_000)
    assert least_for_a_cluster(Line(10.0, 0.0), Line(100.0, 0.005)) is None
    told = growth(of_both((20.0, 110.0), (110.0, 560.0)))
    assert "the 60 s that Spark takes for none, and so does DuckDB for about 50,000: below that no cluster pays" in told


@pytest.mark.parametrize(
    ("spark", "said"),
    [
        ((60.0, 600.0), "on one machine it pays at no size"),
        ((100.0, 107.0), "about 8,100,000 submissions on. That is 81 times the largest round"),
        ((5.0, 6.0), "Spark is the quicker one from about 0 submissions on."),
    ],
)
def test_growth_says_from_what_size_spark_pays(spark: tuple[float, float], said: str) -> None:
    told = growth(of_both((10.0, 18.0), spark))
    assert told.startswith("From 10,000 to 100,000 submissions each further 1,000 take DuckDB 0.09 s, Spark ")
    assert said in told


def test_the_table_has_a_row_per_round_and_engine() -> None:
    lines = table(of_both((10.0, 20.0), (60.0, 600.0))).splitlines()
    assert lines[0] == "| submissions | engine | read | build and test | audit | release | whole command |"
    assert lines[2] == "| 10,000 | DuckDB | 1.0 | 1.0 | 1.0 | 1.0 | 10.0 |"
    assert len(lines) == 2 + 4
    assert {line.count("|") for line in lines} == {8}


def test_the_page_has_the_place_for_the_figures(root: Path) -> None:
    assert (root / "docs" / "spark.md").read_text(encoding="utf-8").count(begin(TARGET)) == 1
