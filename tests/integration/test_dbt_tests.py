"""Unit tests of models pass. Plain `dbt build`, as a user starts it, works and leaves what the command built."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.copying import copy_project
from pipeline.building.dbt import NO_ARTIFACTS, open_project
from pipeline.project import Project
from pipeline.yaml_files import read_yaml
from tests.support.building import as_in_the_build
from tests.support.sampling import slow

MODELS = Path(__file__).parents[2] / "models"
UNIT_TESTS = sorted(
    f"{unit_test['model']}.{unit_test['name']}"
    for path in MODELS.rglob("*.yml")
    for unit_test in read_yaml(path).get("unit_tests", [])
)


@pytest.fixture(scope="module")
def unit_tested(module_project: Project) -> dict[str, Any]:
    """What became of each unit test, by its name as dbt has it."""
    with (
        as_in_the_build(module_project) as warehouse,
        open_project(module_project, module_project.root / warehouse, None) as invoke,
    ):
        tested = invoke("test", "--select", "test_type:unit", NO_ARTIFACTS)
    return {result.node.unique_id: result for result in tested.result.results}


@pytest.mark.quick
@pytest.mark.parametrize("name", UNIT_TESTS)
def test_a_unit_test_of_a_model_passes(unit_tested: dict[str, Any], name: str) -> None:
    result = unit_tested[f"unit_test.smart_customs.{name}"]
    assert result.status == "pass", result.message


def _dbt_build(project: Project, *options: str) -> subprocess.CompletedProcess[str]:
    dbt = Path(sys.executable).parent / "dbt"
    built = subprocess.run([dbt, "build", *options], cwd=project.root, capture_output=True, text=True, check=False)
    assert "Traceback" not in built.stdout + built.stderr
    return built


# A model that reads seeds alone, with them and with all that tests them.
_FEW = ("--select", "+dim_frame_members", "--indirect-selection", "buildable")


@pytest.mark.parametrize("selection", [pytest.param((), marks=slow), _FEW], ids=["everything", "a model"])
def test_plain_dbt_build_makes_and_tests_a_warehouse_of_its_own(
    root: Path, tmp_path: Path, selection: tuple[str, ...]
) -> None:
    """In a copy of the project that nothing was done to before."""
    clone = copy_project(Project(root), tmp_path / "clone")
    built = _dbt_build(clone, *selection)
    assert built.returncode == 0, built.stdout
    told = json.loads((clone.target / "run_results.json").read_text(encoding="utf-8"))
    # dbt lists exposures too, of which it builds nothing.
    results = [result for result in told["results"] if result["status"] != "no-op"]
    assert {result["status"] for result in results} == {"success", "pass"}
    kinds = {result["unique_id"].partition(".")[0] for result in results}
    assert kinds == {"seed", "model", "test", "unit_test"}
    assert selection or len(results) > 250
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
