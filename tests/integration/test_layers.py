"""Models are read in one direction: none reads a later layer than its own."""

import json
from pathlib import Path

import duckdb
import pytest

from pipeline.project import Project
from tests.support.building import run_dbt_command

# Each is a folder of models.
LAYERS = ("staging", "core", "disclosure", "marts", "reconciliation")


def backward_reads(project: Project) -> list[str]:
    """Every read of a model from a later layer, through macros too: what dbt itself takes each model to depend on."""
    keys = ["--output-keys", "unique_id", "original_file_path", "depends_on"]
    listed = run_dbt_command(project.root, "ls", "--resource-type", "model", "--output", "json", *keys)
    models = {model["unique_id"]: model for model in map(json.loads, listed)}
    assert models
    layers = {name: Path(model["original_file_path"]).parts[1] for name, model in models.items()}
    return sorted(
        f"{_name(reader)} of {layers[reader]} reads {_name(read)} of {layers[read]}"
        for reader, model in models.items()
        for read in model["depends_on"]["nodes"]
        if read in layers and LAYERS.index(layers[read]) > LAYERS.index(layers[reader])
    )


def _name(unique_id: str) -> str:
    return unique_id.rsplit(".", 1)[-1]


def test_no_model_reads_a_later_layer(module_project: Project) -> None:
    assert backward_reads(module_project) == []


@pytest.mark.parametrize(
    ("reader", "read", "found"),
    [
        ("staging/stg_raw__answers", "ref('codes')", "stg_raw__answers of staging reads codes of marts"),
        (
            "core/codebook/known_codes",
            "ref('shown_answers')",
            "known_codes of core reads shown_answers of disclosure",
        ),
        (
            "disclosure/suppression/shown_answers",
            "computed_count('codes', 'position')",
            "shown_answers of disclosure reads codes of marts",
        ),
        (
            "marts/reference/codes",
            "ref('report_discrepancies')",
            "codes of marts reads report_discrepancies of reconciliation",
        ),
    ],
)
def test_a_read_of_a_later_layer_is_named(project_copy: Project, reader: str, read: str, found: str) -> None:
    path = project_copy.root / "models" / f"{reader}.sql"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n-- {{{{ {read} }}}}\n", encoding="utf-8")
    assert backward_reads(project_copy) == [found]


def test_each_layer_has_a_schema_of_its_name(released_project: Path) -> None:
    with duckdb.connect(str(released_project / "target" / "warehouse.duckdb"), read_only=True) as warehouse:
        schemas = warehouse.execute(
            "select distinct schema_name from duckdb_columns() where not internal order by schema_name"
        ).fetchall()
    assert {name for (name,) in schemas} == {*LAYERS, "raw", "codebook", "published", "audit"}
