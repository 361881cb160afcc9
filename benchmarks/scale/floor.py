"""The marts by a hand-written DuckDB script, `floor/*.sql`: one process, no dbt, no checks.

`python -m benchmarks.scale.floor PROJECT OUTPUT [RAW]` writes a DuckDB file with schema `marts`.
"""

import time
from pathlib import Path

import duckdb

from benchmarks.scale.sources import CODEBOOK_NAMES, RAW_ANSWERS, RAW_NAMES, Sources, make_marts, seconds_since

SCRIPT = Path(__file__).with_name("floor")


def make_floor(sources: Sources, output: Path) -> float:
    """Seconds from connecting to the last mart, reading included; the start of Python is not."""
    started = time.perf_counter()
    with duckdb.connect(str(output)) as connection:
        connection.execute("create schema marts")
        for name in CODEBOOK_NAMES:
            connection.read_csv(str(sources.codebook(name))).create_view(name)
        for name in RAW_NAMES:
            shipped = connection.read_csv(str(sources.shipped(name)), all_varchar=True)
            path = sources.large(name)
            large = connection.read_parquet(str(path)) if path else shipped.limit(0)
            if name == RAW_ANSWERS:
                shipped.create_view("shipped_answers")
                large.create_view("large_answers")
            else:
                shipped.union(large).create_view(name)
        for section in sorted(SCRIPT.glob("*.sql")):
            connection.execute(section.read_text(encoding="utf-8"))
    return seconds_since(started)


if __name__ == "__main__":
    make_marts(make_floor)
