"""The same raw files, commit and versions give the same content, wherever and with however many threads."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.support.sampling import slow


@slow
@pytest.mark.parametrize(("dbt_threads", "duckdb_threads", "hash_seed"), [(4, 8, "7"), (1, 1, "2024")])
def test_the_content_does_not_depend_on_folder_threads_or_hash_seed(
    released_project: Path,
    copy_of: Callable[[Path, Path], Path],
    tmp_path: Path,
    dbt_threads: int,
    duckdb_threads: int,
    hash_seed: str,
) -> None:
    """released_project: one thread of dbt, as many of DuckDB as the machine has, a hash seed of its own."""
    project = Project(copy_of(released_project, tmp_path / "an other" / "folder"))
    profiles = project.root / "profiles.yml"
    text = profiles.read_text(encoding="utf-8")
    changed = text.replace("threads: 1", f"threads: {dbt_threads}").replace(
        "      config_options:\n", f"      config_options:\n        threads: {duckdb_threads}\n"
    )
    assert f"\n        threads: {duckdb_threads}\n" in changed
    profiles.write_text(changed, encoding="utf-8")
    built = subprocess.run(
        [Path(sys.executable).parent / "smart-customs", "build", "--json"],
        cwd=project.root,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    first = ReleaseStore(Project(released_project).releases).current()
    assert first
    release = json.loads(built.stdout)["release"]
    assert release["content_hash"] == first.content_hash
    assert release["release_id"] == f"r0002-{first.content_hash[:8]}"
