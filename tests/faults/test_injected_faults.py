"""Every corruption of the catalogue is refused, or changes nothing, or is known to be beyond any check."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.project import Project
from tests.faults.catalogue import CATALOGUE
from tests.faults.collected_round import add_collected_round
from tests.faults.injection import Corruption, inject
from tests.faults.table import TABLE, committed_rows, key, names_in, page, row, write_row
from tests.support.building import build

# At least one for each kind of check: reading, raw data, codebook, models, printed values, the last release. A contract
# that is broken is in tests/integration/test_bad_input.py.
SAMPLE = {
    "accents were read as Windows-1252 and saved as UTF-8",
    "a status is in French",
    "cloud is selected together with blockchain, and one more with it",
    "the round lands again with fewer submissions",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each corruption a test: those of the sample, or all with --full."""
    if "corruption" in metafunc.fixturenames:
        is_full = metafunc.config.getoption("full")
        chosen = [corruption for corruption in CATALOGUE if is_full or corruption.name in SAMPLE]
        metafunc.parametrize("corruption", chosen, ids=[corruption.name for corruption in chosen])


@pytest.fixture(scope="module")
def collected_project(
    released_project: Path, copy_of: Callable[[Path, Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A project that released a made-up collected round beside the shipped one. Tests only read it."""
    folder = copy_of(released_project, tmp_path_factory.mktemp("collected") / "project")
    add_collected_round(Project(folder))
    summary = build(Project(folder))
    assert summary.status == "released", summary
    return folder


def test_a_corruption_comes_to_what_it_has_to(
    corruption: Corruption,
    request: pytest.FixtureRequest,
    released_project: Path,
    tmp_path: Path,
    copy_of: Callable[[Path, Path], Path],
) -> None:
    good = released_project if corruption.base == "shipped" else request.getfixturevalue("collected_project")
    outcome = inject(corruption, good, tmp_path / "project", copy_of)
    told = "\n".join(outcome.lines)

    assert outcome.verdict == corruption.expected, f"{outcome.changed_cells}\n{told}"
    assert outcome.exit_code == 0 if outcome.is_released else outcome.exit_code in (1, 2)
    assert set(corruption.figure.split()) <= set(outcome.printed), told
    assert outcome.is_released or outcome.lines, "refused without a reason"
    if request.config.getoption("write_table"):
        write_row(corruption, outcome)
    committed = committed_rows()[key(corruption)]
    if request.config.getoption("full"):
        assert row(corruption, outcome) == committed
    else:
        # Checks may be added without a full run; none may fall silent.
        caught_by = set(outcome.stopped_by + outcome.data_tests + outcome.suites + outcome.printed)
        assert outcome.is_released or names_in(committed) <= caught_by, told


def test_the_table_is_of_the_whole_catalogue() -> None:
    rows = committed_rows()
    assert set(rows) == {key(corruption) for corruption in CATALOGUE}
    assert TABLE.read_text(encoding="utf-8") == page(rows)
    for corruption in CATALOGUE:
        assert (corruption.gap or corruption.harmless) in rows[key(corruption)]


def test_the_catalogue_is_broad() -> None:
    names = [corruption.name for corruption in CATALOGUE]
    assert len(set(names)) == len(names) >= 60
    assert set(names) >= SAMPLE
    files = {path for corruption in CATALOGUE for path in corruption.edits}
    assert {Path(path).name for path in files} >= {
        "raw_submissions.csv", "raw_answers.csv", "raw_need_codings.csv", "surveys.csv", "survey_items.csv",
        "members.csv", "regions.csv", "technologies.csv", "needs.csv", "performance_dimensions.csv",
        "agency_types.csv", "answer_options.csv", "questions.csv", "flagship_rules.csv", "warehouse_codes.csv",
        "published_figures.csv", "published_rankings.csv", "published_discrepancies.csv",
    }  # fmt: skip


def test_every_figure_of_the_report_that_rests_on_answers_has_a_corruption(root: Path) -> None:
    figures = {line.split(",")[0] for line in (root / "seeds/published/published_figures.csv").read_text().splitlines()}
    rest_on_answers = {
        figure for figure in figures
        if re.match(r"II\.maturity\.\d\.share|II\.it_strategy\.yes_share|III\.", figure)
    }  # fmt: skip
    named = {figure for corruption in CATALOGUE for figure in corruption.figure.split()}
    missing = {
        figure for figure in rest_on_answers
        if figure not in named and figure.replace(".share", ".submission_count") not in named
    }  # fmt: skip
    assert missing == set()
