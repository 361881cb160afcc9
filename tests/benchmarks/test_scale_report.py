"""What `make bench` says of its figures: table, growth, limits, picture."""

import math
import os
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.copying import PARTS, copy_project
from benchmarks.document import END, begin, machine, write
from benchmarks.measuring import MEGABYTE, Measured, measure_tree
from benchmarks.scale.__main__ import main
from benchmarks.scale.plot import LABEL_HEIGHT, draw, label_places
from benchmarks.scale.report import PEAK_LIMIT, Size, growth, over_limits, table
from benchmarks.scale.rounds import enlarge_frame
from benchmarks.scale.ways import AUDIT, BUILD, DBT, FLOOR, LOAD, MODELS, PANDAS, RELEASE, Run
from pipeline.project import Project


def _run(whole: float, work: float, peak: int = 500 * MEGABYTE) -> Run:
    steps = {LOAD: 1.0, MODELS: work, AUDIT: 2.0, RELEASE: 0.5}
    return Run(Measured(whole, whole, peak), work, steps, Path("warehouse.duckdb"))


def _size(submissions: int, models: float, floor: float, pandas: float | None = None, peak: int = MEGABYTE) -> Size:
    runs = {
        BUILD: [_run(models + 10, models, peak), _run(models + 11, models + 1, peak), _run(models + 30, models, peak)],
        FLOOR: [_run(floor + 1, floor)],
        DBT: [_run(models + 8, models + 8)],
    }
    if pandas is not None:
        runs[PANDAS] = [_run(pandas + 1, pandas)]
    return Size(submissions, submissions * 60, runs)


SIZES = [
    _size(116, 2.0, 0.2, 0.3),
    _size(10_000, 2.0, 0.25, 1.5),
    _size(100_000, 2.5, 0.7, 15.0),
    _size(1_000_000, 6.0, 5.0),
]


def test_the_table_has_medians_ratios_growth_and_memory() -> None:
    text = table(SIZES)
    assert "| 100,000 | 6,000,000 | 1.00 s | 2.50 s | 2.00 s | 0.50 s | 6.50 s | 14 s |" in text
    assert "| 100,000 | 2.50 s | 0.70 s | 3.57 | 15 s | 6.00 | 10 s | 1.29 |" in text
    assert "| 1,000,000 | 6.00 s | 5.00 s | 1.20 |  |  | 14 s | 1.21 |" in text
    assert "| growth exponent from 10,000 to 1,000,000 | 0.24 | 0.65 |  |  |  | 0.07 |  |" in text
    assert "| from 100,000 to 1,000,000 | 0.38 | 0.85 |  |  |  | 0.12 |  |" in text
    assert "| 1,000,000 | 0.0 GiB | 0.5 GiB |  | 0.5 GiB |" in text


@pytest.mark.parametrize("power", [0.5, 1.0, 1.3])
def test_growth_is_the_power_of_the_answers(power: float) -> None:
    sizes = [_size(count, 3e-5 * (count * 60) ** power, 1.0) for count in (116, 10_000, 100_000, 1_000_000)]
    assert growth(sizes, lambda size: size.runs[BUILD][0].work) == pytest.approx(power)


def test_growth_needs_both_ends_of_its_range() -> None:
    assert growth(SIZES[:3], lambda size: size.work(BUILD)) is None
    assert growth(SIZES, lambda size: size.work(PANDAS)) is None


def test_small_rounds_do_not_count_for_growth() -> None:
    slow_start = [_size(116, 1000.0, 0.2), *SIZES[1:]]
    assert growth(slow_start, lambda size: size.work(BUILD)) == growth(SIZES, lambda size: size.work(BUILD))


def test_figures_within_their_limits_are_no_fault() -> None:
    assert over_limits(SIZES) == []


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (
            _size(1_000_000, 12.0, 5.0),
            "1,000,000 submissions: the models take 2.40 times the DuckDB script, at most 2.0",
        ),
        (
            _size(10_000, 2.0, 0.2, peak=PEAK_LIMIT),
            "10,000 submissions: the build holds 8.0 GiB of memory, less than 8.0",
        ),
    ],
)
def test_a_figure_over_its_limit_is_told(size: Size, told: str) -> None:
    [fault] = over_limits([size])
    assert fault.startswith(told)


def test_growth_over_its_limit_is_told() -> None:
    sizes = [_size(count, 2e-6 * count**1.1, count) for count in (10_000, 100_000, 1_000_000)]
    assert over_limits(sizes) == ["the transform grows with the answers to the power of 1.10, at most 1.05 is allowed"]


def test_small_rounds_have_no_ratio_to_keep() -> None:
    assert over_limits([_size(10_000, 3.0, 0.2, 1.0)]) == []


def test_the_figures_stand_between_the_markers_of_their_target(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text(
        f"before\n{begin('bench')}\nold\n{END}\nbetween\n{begin('bench-app')}\nkept\n{END}\nafter\n", encoding="utf-8"
    )
    write(document, "bench", "new")
    assert document.read_text(encoding="utf-8") == (
        f"before\n{begin('bench')}\n\nnew\n\n{END}\nbetween\n{begin('bench-app')}\nkept\n{END}\nafter\n"
    )
    document.write_text("no markers\n", encoding="utf-8")
    with pytest.raises(ValueError, match="found no"):
        write(document, "bench", "")


@pytest.mark.parametrize("target", ["bench", "bench-app"])
def test_the_document_has_the_markers(root: Path, target: str) -> None:
    assert f"{begin(target)}\n" in (root / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def test_the_machine_is_named_with_its_versions() -> None:
    assert f"{os.cpu_count()} cores" in machine("duckdb")
    assert "GiB of memory" in machine("duckdb")
    assert "duckdb 1." in machine("duckdb")


def test_the_picture_names_axes_and_lines(tmp_path: Path) -> None:
    draw(SIZES, tmp_path / "picture.svg")
    picture = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    for text in (
        "Seconds by size of the round",
        "submissions",
        "seconds (median)",
        "1,000,000",
        "smart-customs build",
        "models of the build",
        "DuckDB script",
        "bare dbt build",
        "pandas",
    ):
        assert f">{text}</text>" in picture, text


def test_names_of_lines_do_not_cover_one_another() -> None:
    places = label_places({"a": 10.0, "b": 10.1, "c": 10.2, "d": 100.0}, pixels_per_decade=100)
    assert places["a"] == pytest.approx(10.0)
    assert places["d"] == pytest.approx(100.0)
    heights = [100 * math.log10(places[name]) for name in "abcd"]
    assert all(upper - lower >= LABEL_HEIGHT - 1e-9 for lower, upper in pairwise(heights))


def test_a_frame_has_the_members_that_a_round_needs(root: Path, tmp_path: Path) -> None:
    """Those that there are stay, and one in twenty more than answer are made up."""
    copy = copy_project(Project(root), tmp_path / "copy")
    members = copy.seeds / "codebook" / "members.csv"
    real = members.read_text(encoding="utf-8")
    enlarge_frame(copy, {"EUR": 950, "AP": 10})
    text = members.read_text(encoding="utf-8")
    assert text.startswith(real)
    added = text.removeprefix(real).splitlines()
    of_europe = sum(",EUR," in line for line in real.splitlines())
    assert len(added) == 1000 - of_europe
    assert all(",EUR,2030-01-01," in line for line in added)


def test_a_copy_holds_what_a_build_needs(root: Path, tmp_path: Path) -> None:
    copy = copy_project(Project(root), tmp_path / "copy")
    assert all((copy.root / part).exists() for part in PARTS)
    assert not (copy.root / "target").exists()


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    holding = "import time; held = bytearray({megabytes} * 1024 * 1024); time.sleep(1)"
    starting = (
        "import subprocess, sys; "
        f"child = subprocess.Popen([sys.executable, '-c', '{holding.format(megabytes=150)}']); "
        f"{holding.format(megabytes=150)}; child.wait(); print('done')"
    )
    measured, printed = measure_tree([sys.executable, "-c", starting], tmp_path, tmp_path / "log")
    assert printed == "done\n"
    assert measured.peak_bytes > 300 * MEGABYTE
    assert measured.seconds > 1
    with pytest.raises(SystemExit, match="no such survey"):
        measure_tree([sys.executable, "-c", "raise SystemExit('no such survey')"], tmp_path, tmp_path / "log")


@pytest.mark.parametrize("sizes", ["", "many", "116,-1", "1.5"])
def test_sizes_that_are_none_are_refused(sizes: str) -> None:
    result = CliRunner().invoke(main, ["--sizes", sizes])
    assert result.exit_code == 2
    assert f"found {sizes!r}, expected whole numbers" in result.output


def test_a_median_is_of_each_figure_by_itself() -> None:
    size = SIZES[0]
    assert (size.work(BUILD), size.whole(BUILD)) == (2.0, 13.0)
    assert replace(size, runs={BUILD: size.runs[BUILD]}).work(FLOOR) is None
