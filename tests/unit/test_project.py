"""The command works on the nearest project above the current folder."""

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.project import Project

pytestmark = pytest.mark.quick


def test_the_nearest_project_above_is_found(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").touch()
    inside = tmp_path / "models" / "marts"
    inside.mkdir(parents=True)
    assert Project.find(inside).root == tmp_path


def test_outside_a_project_the_user_is_told_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"found no dbt_project.yml .* run smart-customs inside a clone"):
        Project.find(tmp_path)


def test_a_path_that_duckdb_takes_for_an_address_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "which?one"
    project.mkdir()
    (project / "dbt_project.yml").touch()
    with pytest.raises(InputError, match=r"which\?one: found a \? in the path, expected none"):
        Project.find(project)


def test_paths_are_shown_as_a_user_would_type_them(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    assert project.show(project.root / "seeds" / "raw") == "seeds/raw"
    assert project.show(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")
