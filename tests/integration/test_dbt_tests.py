"""dbt's own tests: each unit test of a model is a test here, and all data tests pass on what is shipped."""

from pathlib import Path

import pytest
import yaml

from pipeline.building.dbt import DataTest, run_tests
from pipeline.project import Project

MODELS = Path(__file__).parents[2] / "models"
UNIT_TESTS = sorted(
    unit_test["name"]
    for path in MODELS.rglob("*.yml")
    for unit_test in yaml.safe_load(path.read_text(encoding="utf-8")).get("unit_tests", [])
)


@pytest.fixture(scope="module")
def unit_tests(module_project: Project) -> dict[str, DataTest]:
    """What became of each unit test, by name."""
    tests = run_tests(module_project, module_project.target / "warehouse.duckdb", "unit")
    return {test.name: test for test in tests}


@pytest.mark.parametrize("name", UNIT_TESTS)
def test_a_unit_test_of_a_model_passes(unit_tests: dict[str, DataTest], name: str) -> None:
    test = unit_tests[name]
    assert not test.failure_count, test.message
    assert not test.error


def test_all_data_tests_pass_on_what_is_shipped(module_project: Project) -> None:
    tests = run_tests(module_project, module_project.target / "warehouse.duckdb", "data")
    assert len(tests) > 80
    assert [test.name for test in tests if test.failure_count or test.error] == []
