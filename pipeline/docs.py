"""The documentation as a local website: what dbt says of the models, and what the audit found."""

import shutil
import webbrowser
from pathlib import Path

import click

from pipeline.building.dbt import write_dbt_docs
from pipeline.building.report import build_and_report
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
    write_dbt_docs(project, folder / "dbt.html")
    index = folder / "index.html"
    write_text(index, _INDEX)
    click.echo(f"Documentation: {project.show(index)}")
    if open_in_browser:
        webbrowser.open(Path(index).resolve().as_uri())
    return exit_code
