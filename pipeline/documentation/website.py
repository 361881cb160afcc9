"""The documentation as a local website: what dbt says of the models, and what the audit found."""

import json
import shutil
import webbrowser
from pathlib import Path

import click

from pipeline.building.dbt import write_dbt_docs
from pipeline.building.report import build_and_report
from pipeline.documentation.lineage import add_column_lineage
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
    """Build and audit the warehouse without a release, and write both sites to target/docs. Gives an exit code."""
    folder = project.target / "docs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    exit_code = build_and_report(project, release=False, data_docs=folder / "audit")
    if exit_code == 2:
        return exit_code
    click.echo("Writing the documentation ...", err=True)
    _write_dbt_page(project, folder / "dbt.html")
    index = folder / "index.html"
    write_text(index, _INDEX)
    click.echo(f"Documentation: {project.show(index)}")
    if open_in_browser:
        webbrowser.open(Path(index).resolve().as_uri())
    return exit_code


def _write_dbt_page(project: Project, page: Path) -> None:
    """Write dbt's page, with the manifest in it replaced by one that tells where columns come from."""
    website = write_dbt_docs(project)
    manifest, catalog = (
        (project.target / name).read_text(encoding="utf-8") for name in ("manifest.json", "catalog.json")
    )
    with_lineage = json.dumps(add_column_lineage(json.loads(manifest), json.loads(catalog)))
    write_text(page, website.replace(manifest, with_lineage))
