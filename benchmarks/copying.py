"""Copies of the project to build in, so that nothing of a measurement stays in the project itself."""

import shutil
from pathlib import Path

from pipeline.project import Project

# What a build needs of a project.
PARTS = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests/dbt", "analyses")


def copy_project(project: Project, folder: Path) -> Project:
    """Copy what a build needs into a folder; nothing that builds made comes along."""
    for part in PARTS:
        source, copy = project.root / part, folder / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy)
        else:
            shutil.copy2(source, copy)
    return Project(folder)
