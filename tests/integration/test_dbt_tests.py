"""Plain `dbt build`, as a user starts it: it works, each unit test of a model passes, and so does every data test."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.project import Project

pytestmark = pytest.mark.quick

MODELS = Path(__file__).parents[2] / "models"
UNIT_TESTS = sorted(
    f"{unit_test['model']}.{unit_test['name']}"
    for path in MODELS.rglob("*.yml")
    for unit_test in yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", [])
)
Results = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def results(module_project: Project) -> Results:
    """What became of each node of the project, by its name as dbt has it."""
    dbt = Path(sys.executable).parent / "dbt"
    built = subprocess.run([dbt, "build"], cwd=module_project.root, capture_output=True, text=True, check=False)
    assert "Traceback" not in built.stdout + built.stderr
    told = json.loads((module_project.target / "run_results.json").read_text(encoding="utf-8"))
    # dbt lists exposures too, of which it builds nothing.
    return {result["unique_id"]: result for result in told["results"] if result["status"] != "no-op"}


def test_plain_dbt_build_makes_and_tests_everything(results: Results) -> None:
    done = {name: result for name, result in results.items() if not name.startswith("exposure.")}
    failed = [(name, result["message"]) for name, result in done.items() if result["status"] not in ("success", "pass")]
    assert failed == []
    kinds = [name.partition(".")[0] for name in results]
    assert kinds.count("model") > 40
    assert kinds.count("test") > 80


@pytest.mark.parametrize("name", UNIT_TESTS)
def test_a_unit_test_of_a_model_passes(results: Results, name: str) -> None:
    result = results[f"unit_test.smart_customs.{name}"]
    assert result["status"] == "pass", result["message"]
