"""What DuckDB may use of memory and disk: bad values told in one line, what spilled gone after, the same for all."""

import os
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import InputError
from pipeline.memory import DEFAULT_LIMIT, LIMIT, SPILL, Memory, connect
from pipeline.project import Project
from pipeline.yaml_files import read_yaml
from tests.support.sampling import slow


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


def setting(name: str) -> str:
    with connect() as connection:
        return connection.execute(f"select current_setting('{name}')").fetchall()[0][0]


def test_connections_keep_to_the_memory_in_use_and_to_their_own_after(project: Project, tmp_path: Path) -> None:
    before = setting("memory_limit")
    with Memory("700MiB", tmp_path / "disk").in_use(project):
        assert setting("memory_limit") == "700.0 MiB"
        assert Path(setting("temp_directory")).parent == tmp_path / "disk"
    assert setting("memory_limit") == before
    assert LIMIT not in os.environ
    assert SPILL not in os.environ


@pytest.mark.parametrize("spill", [pytest.param(None, marks=slow), "disk"])
def test_what_does_not_fit_goes_to_the_folder_and_is_gone_after(
    project: Project, tmp_path: Path, spill: str | None
) -> None:
    memory = Memory("500MB", tmp_path / spill if spill else None)
    with memory.in_use(project):
        folder = Path(os.environ[SPILL])
        assert folder.is_relative_to(tmp_path / spill if spill else project.target)
        with connect() as connection:
            connection.execute("create table large as select hash(range) as a, hash(-range) as b from range(60000000)")
            assert any(folder.iterdir())
    assert not folder.exists()


def test_what_a_killed_build_left_goes_first_and_nothing_else(project: Project, tmp_path: Path) -> None:
    memory = Memory("1GB", tmp_path)
    with memory.in_use(project):
        left = Path(os.environ[SPILL])
    left.mkdir()
    (left / "left.tmp").touch()
    (tmp_path / "of somebody else").touch()
    with memory.in_use(project):
        assert list(left.iterdir()) == []
    assert (tmp_path / "of somebody else").exists()


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("lots", "--memory-limit: found 'lots', expected a number with KB, MB, GB or TB, such as 6GB"),
        ("6", "--memory-limit: found '6', expected a number with KB, MB, GB or TB, such as 6GB"),
        ("-6GB", "--memory-limit: found '-6GB', expected a number with KB, MB, GB or TB, such as 6GB"),
        ("80%", "--memory-limit: found '80%', expected a number with KB, MB, GB or TB, such as 6GB"),
        ("10MB", "--memory-limit: found '10MB', expected 500MB or more; allow more memory"),
    ],
)
def test_a_limit_that_will_not_do_is_told_in_one_line(project: Project, limit: str, told: str) -> None:
    with pytest.raises(InputError) as refused, Memory(limit).in_use(project):
        pass
    assert list(refused.value.lines) == [told]


def test_a_folder_that_cannot_be_made_is_told_in_one_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError) as refused, Memory("1GB", tmp_path / "file").in_use(project):
        pass
    (line,) = refused.value.lines
    assert line.startswith(f"--temp-directory {tmp_path}/file: cannot be written to (")


def test_dbt_by_itself_keeps_to_the_same_limit(root: Path) -> None:
    profile = read_yaml(root / "profiles.yml")
    options = profile["smart_customs"]["outputs"]["duckdb"]["config_options"]
    assert f"env_var('{LIMIT}', '{DEFAULT_LIMIT}')" in options["memory_limit"]
    assert f"env_var('{SPILL}', 'target/spill')" in options["temp_directory"]


def test_duckdb_reads_every_limit_that_is_let_through() -> None:
    for unit in ("MB", "GB", "TB", "MiB", "GiB", "TiB", "gb"):
        with duckdb.connect() as connection:
            connection.execute(f"set memory_limit = '700{unit}'")
