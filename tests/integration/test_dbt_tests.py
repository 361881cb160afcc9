"""Plain `dbt build`, as a user starts it: it works, all tests pass, and what the command built stays as it is."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.copying import copy_project
from pipeline.project import Project
from tests.support.sampling import slow

MODELS = Path(__file__).parents[2] / "models"
UNIT_TESTS = sorted(
    f"{unit_test['model']}.{unit_test['name']}"
    for path in MODELS.rglob("*.yml")
    for unit_test in yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", [])
)

Results = dict[str, dict[str, Any]]


def _dbt_build(project: Project, *options: str) -> subprocess.CompletedProcess[str]:
    dbt = Path(sys.executable).parent / "dbt"
    built = subprocess.run([dbt, "build", *options], cwd=project.root, capture_output=True, text=True, check=False)
    assert "Traceback" not in built.stdout + built.stderr
    return built


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project that nothing was done to before."""
    return copy_project(Project(root), tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def results(clone: Project) -> Results:
    """What became of each node of the project, by its name as dbt has it."""
    _dbt_build(clone)
    told = json.loads((clone.target / "run_results.json").read_text(encoding="utf-8"))
    # dbt lists exposures too, of which it builds nothing.
    return {result["unique_id"]: result for result in told["results"] if result["status"] != "no-op"}


@pytest.mark.quick
def test_plain_dbt_build_makes_and_tests_everything(results: Results) -> None:
    failed = [
        (name, result["message"]) for name, result in results.items() if result["status"] not in ("success", "pass")
    ]
    assert failed == []
    kinds = [name.partition(".")[0] for name in results]
    assert kinds.count("model") > 40
    assert kinds.count("test") > 80


@pytest.mark.quick
@pytest.mark.parametrize("name", UNIT_TESTS)
def test_a_unit_test_of_a_model_passes(results: Results, name: str) -> None:
    result = results[f"unit_test.smart_customs.{name}"]
    assert result["status"] == "pass", result["message"]


@pytest.mark.usefixtures("results")
def test_it_makes_a_warehouse_of_its_own(clone: Project) -> None:
    assert [path.name for path in clone.target.glob("*.duckdb")] == ["dbt.duckdb"]


@slow
def test_what_the_command_built_stays_as_it_is_where_plain_dbt_fails_half_way(project_copy: Project) -> None:
    before = project_copy.warehouse.read_bytes()
    model = project_copy.root / "models" / "core" / "answers" / "answer_counts.sql"
    model.write_text("-- One row per fault.\nselect error('no row fits') as survey_code\n", encoding="utf-8")
    built = _dbt_build(project_copy, "--select", "answer_counts+1", "--exclude-resource-type", "unit_test")
    assert built.returncode == 1
    assert "no row fits" in built.stdout
    assert "SKIP" in built.stdout
    assert project_copy.warehouse.read_bytes() == before
