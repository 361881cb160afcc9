"""The documentation as a website: every column of every model tells what it is made of."""

import json
import re
from pathlib import Path

import pytest

from pipeline.documentation.website import write_docs
from pipeline.errors import InputError
from pipeline.project import Project
from tests.support.sampling import slow


def test_without_a_build_there_is_nothing_to_document(project_copy: Project) -> None:
    project_copy.warehouse.unlink()
    with pytest.raises(InputError, match=r"^target/warehouse.duckdb: not found, .*; run smart-customs build$"):
        write_docs(project_copy, open_in_browser=False)


@slow
def test_data_docs_show_what_the_build_found(project_copy: Project) -> None:
    """And nothing is evaluated again: what changes behind the build's back does not show."""
    write_docs(project_copy, open_in_browser=False)
    index = (project_copy.target / "docs" / "audit" / "index.html").read_text(encoding="utf-8")
    assert "I reconciliation_figures SCS2024" in index
    pages = [page.read_text(encoding="utf-8") for page in (project_copy.target / "docs" / "audit").rglob("*.html")]
    assert sum("Validation" in page and "it_strategy" in page for page in pages) >= 1


@slow
def test_the_documentation_tells_where_every_column_of_a_model_comes_from(project_copy: Project) -> None:
    assert write_docs(project_copy, open_in_browser=False) == 0
    folder = project_copy.target / "docs"
    page = (folder / "dbt.html").read_text(encoding="utf-8")
    manifest = json.JSONDecoder().raw_decode(page, page.index('{"metadata"'))[0]
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert len(models) > 30
    without = [
        f"{model['name']}.{name}"
        for model in models
        for name, column in model["columns"].items()
        if "\n\nMade of " not in column["description"]
    ]
    assert without == []
    (region_marts,) = [model for model in models if model["name"] == "participation_by_region"]
    assert region_marts["columns"]["participation_rate"]["description"].endswith(
        "Made of `core.participation_counts.member_count`, `core.participation_counts.submission_count`."
    )
    assert _links(folder / "index.html") == {"dbt.html", "audit/index.html"}


def _links(page: Path) -> set[str]:
    """The addresses that a page links to, each of which is there."""
    links = set(re.findall(r'href="([^"]+)"', page.read_text(encoding="utf-8")))
    assert all((page.parent / link).is_file() for link in links)
    return links
