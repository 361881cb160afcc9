"""Releases of a project's own: those of a built one, and others made of them."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb

from pipeline.files import sha256_of
from pipeline.project import Project
from pipeline.releases.store import Release, ReleaseStore


def copy_releases(built: Path, folder: Path) -> Project:
    """A project in another folder that holds the releases of a built one and nothing else."""
    folder.mkdir()
    shutil.copy2(built / "dbt_project.yml", folder)
    shutil.copytree(built / "releases", folder / "releases")
    return Project(folder)


def publish_changed(store: ReleaseStore, *statements: str) -> Release:
    """Make another release of a store current: the current one, changed by SQL statements."""
    current = store.current()
    assert current
    sequence = store.next_sequence()
    release_id = f"r{sequence:04}-changed"
    path = store.folder / f"{release_id}.duckdb"
    shutil.copyfile(store.folder / current.file, path)
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    release = replace(current, release_id=release_id, sequence=sequence, file=path.name, sha256=sha256_of(path))
    store.add(release, {})
    store.make_current(release)
    return release
