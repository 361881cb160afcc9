"""Everything public is described, and the YAML is what dbt takes it for."""

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest

from expectations.suites.ranges import REPORT_SECTIONS
from pipeline.project import Project
from pipeline.releases.query import ALIASES, read_query
from pipeline.releases.read import open_current
from pipeline.releases.store import ReleaseStore
from pipeline.yaml_files import read_yaml
from tests.support.public_marts import public_marts

pytestmark = pytest.mark.quick

ROOT = Path(__file__).parents[2]
YAML_FILES = sorted(
    path for folder in ("models", "seeds", "macros", "analyses", "tests/dbt") for path in (ROOT / folder).rglob("*.yml")
)
MODELS = sorted((ROOT / "models").rglob("*.sql"))
ANALYSES = sorted((ROOT / "analyses").glob("*.sql"))
# Queries on answers, for those who may see them.
INSIDE = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "inside.md").read_text(encoding="utf-8"), re.DOTALL)
SEEDS = sorted((ROOT / "seeds").rglob("*.csv"))
MACROS = sorted(
    name
    for path in (ROOT / "macros").glob("*.sql")
    for name in re.findall(r"{% macro (\w+)\(", path.read_text(encoding="utf-8"))
)
GENERIC_TESTS = sorted(path.stem for path in (ROOT / "tests" / "dbt" / "generic").glob("*.sql"))
SINGULAR_TESTS = sorted(path.stem for path in (ROOT / "tests" / "dbt" / "singular").rglob("*.sql"))


@cache
def dbt_schema(folder: str, name: str) -> jsonschema.Draft7Validator:
    """A JSON schema that dbt ships, ready to validate."""
    return jsonschema.Draft7Validator(
        json.loads((files("dbt.jsonschemas") / folder / name).read_text(encoding="utf-8"))
    )


@cache
def described(kind: str) -> dict[str, dict[str, Any]]:
    """Everything of a kind that the project's YAML describes, by name."""
    return {entry["name"]: entry for path in YAML_FILES for entry in read_yaml(path).get(kind, [])}


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_yaml_file_is_valid_by_dbts_own_schema(path: Path) -> None:
    content = read_yaml(path)
    errors = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in dbt_schema("resources", "latest.json").iter_errors(content)
    ]
    assert errors == []


def test_dbt_project_yml_is_valid_by_dbts_own_schema() -> None:
    content = read_yaml(ROOT / "dbt_project.yml")
    errors = [error.message for error in dbt_schema("project", "0.0.110.json").iter_errors(content)]
    assert errors == []


def test_a_misplaced_key_is_not_valid() -> None:
    content = {"models": [{"name": "codes", "contrat": {"enforced": True}}]}
    assert list(dbt_schema("resources", "latest.json").iter_errors(content))


@pytest.mark.parametrize("path", MODELS + SEEDS, ids=lambda path: path.stem)
def test_a_model_or_seed_is_described_beside_it(path: Path, released_project: Path) -> None:
    entry = described("models" if path.suffix == ".sql" else "seeds")[path.stem]
    assert path.with_suffix(".yml").exists()
    assert "One row per" in entry["description"]
    columns = {column["name"]: column for column in entry["columns"]}
    assert all(column.get("description") for column in columns.values())
    with duckdb.connect(str(released_project / "target" / "warehouse.duckdb"), read_only=True) as warehouse:
        built = warehouse.execute(
            "select column_name from duckdb_columns() where table_name = ? and (schema_name = 'codebook') = ?"
            " and not internal",
            [entry.get("config", {}).get("alias", path.stem), path.is_relative_to(ROOT / "seeds" / "codebook")],
        ).fetchall()
    assert set(columns) == {name for (name,) in built}


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_an_analysis_runs_and_its_columns_are_described(path: Path, released_project: Path) -> None:
    entry = described("analyses")[path.stem]
    assert entry["description"]
    with open_current(ReleaseStore(Project(released_project).releases)) as release:
        result = release.cursor().sql(read_query(path))
        assert [column["name"] for column in entry["columns"]] == result.columns
        assert result.fetchall()


def test_every_analysis_answers_a_question_of_analysts() -> None:
    page = (ROOT / "docs" / "marts.md").read_text(encoding="utf-8")
    table = page.partition("| question | query |")[2].partition("\n\n")[0]
    queries = re.findall(r"\? \| `(\w+)` \|$", table, re.MULTILINE)
    assert sorted(queries) == sorted(path.stem for path in ANALYSES)
    assert len(queries) >= 20


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_no_analysis_is_of_one_round_for_good(path: Path) -> None:
    assert "SCS2024" not in path.read_text(encoding="utf-8")


def test_a_query_finds_the_marts_that_have_another_name_than_their_model() -> None:
    aliases = {
        name: entry["config"]["alias"]
        for name, entry in described("models").items()
        if "alias" in entry.get("config", {})
    }
    assert aliases == ALIASES


@pytest.mark.parametrize("number", range(len(INSIDE)))
def test_a_query_of_the_page_for_insiders_runs(number: int, released_project: Path) -> None:
    with duckdb.connect(str(released_project / "target" / "warehouse.duckdb"), read_only=True) as warehouse:
        assert warehouse.sql(INSIDE[number]).fetchall()


@pytest.mark.parametrize("path", MODELS + ANALYSES, ids=lambda path: path.stem)
def test_a_model_says_first_what_one_row_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_column_of_a_seed_has_a_type(path: Path) -> None:
    entry = described("seeds")[path.stem]
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert list(entry["config"]["column_types"]) == header


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_and_its_arguments_are_described(name: str) -> None:
    entry = described("macros")[name]
    assert entry["description"]
    assert all(argument["description"] for argument in entry.get("arguments", []))


@pytest.mark.parametrize("name", GENERIC_TESTS)
def test_a_generic_test_is_described(name: str) -> None:
    assert described("macros")[f"test_{name}"]["description"]


@pytest.mark.parametrize("name", SINGULAR_TESTS)
def test_a_singular_test_is_described(name: str) -> None:
    entry = described("data_tests")[name]
    assert entry["description"]
    if name.startswith("raw_"):
        meta = entry["config"]["meta"]
        assert meta["raw_file"] in ("raw_submissions", "raw_answers", "raw_need_codings")
        assert meta["remedy"]


def test_every_decision_has_context_decision_and_consequence() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert [heading for heading in ("## Context", "## Decision", "## Consequence") if heading not in text] == []


def test_the_readme_names_every_command_and_target() -> None:
    from pipeline.cli import main

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in main.commands if f"smart-customs {name}" not in readme] == []
    assert [target for target in targets if target != "help" and f"make {target}" not in readme] == []


def test_the_audit_knows_the_report_section_of_every_mart() -> None:
    metas = {path.stem: described("models")[path.stem]["config"]["meta"] for path in public_marts(ROOT)}
    sections = {name: meta["report_section"] for name, meta in metas.items()}
    assert {name: section for name, section in sections.items() if section != "all"} == REPORT_SECTIONS
