"""The documentation as a local website: what dbt says of the models, and what the audit found."""

import json
import shutil
import webbrowser
from pathlib import Path

import click

from pipeline.building.dbt import write_dbt_docs
from pipeline.documentation.lineage import add_column_lineage
from pipeline.errors import InputError
from pipeline.files import write_text
from pipeline.project import Project

_INDEX = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Smart Customs survey warehouse: documentation</title>
<h1>Smart Customs survey warehouse</h1>
<ul>
<li><a href="dbt.html">Models, columns, tests and lineage (dbt docs)</a></li>
<li><a href="audit/index.html">What the audit expected and found (Data Docs)</a></li>
</ul>
</html>
"""


def write_docs(project: Project, open_in_browser: bool) -> int:
    """Write both sites of the last build to target/docs, released or not. Nothing is built or audited again.

    Gives an exit code. Raises InputError where nothing was built yet.
    """
    for made in (project.warehouse, project.validations):
        if not made.exists():
            raise InputError(f"{project.show(made)}: not found, expected what a build leaves; run smart-customs build")
    # Great Expectations takes seconds to import, which other commands need not wait for.
    from expectations.data_docs import write_data_docs

    folder = project.target / "docs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    click.echo("Writing the documentation ...", err=True)
    write_data_docs(project.validations, folder / "audit")
    _write_dbt_page(project, folder / "dbt.html")
    index = folder / "index.html"
    write_text(index, _INDEX)
    click.echo(f"Documentation: {project.show(index)}")
    if open_in_browser:
        webbrowser.open(Path(index).resolve().as_uri())
    return 0


def _write_dbt_page(project: Project, page: Path) -> None:
    """Write dbt's page, with the manifest in it replaced by one that tells where columns come from."""
    website = write_dbt_docs(project)
    manifest, catalog = (
        (project.target / name).read_text(encoding="utf-8") for name in ("manifest.json", "catalog.json")
    )
    with_lineage = json.dumps(add_column_lineage(json.loads(manifest), json.loads(catalog)))
    write_text(page, website.replace(manifest, with_lineage))
