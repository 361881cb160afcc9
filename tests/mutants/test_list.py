"""The list of mutants is of this project: each text is found, once, and there are tests to look first."""

import re
from pathlib import Path

import pytest
import yaml

from tests.mutants.mutant import Mutant, MutantError
from tests.mutants.mutants import MUTANTS

ROOT = Path(__file__).parents[2]
every_mutant = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


@every_mutant
def test_the_text_of_a_mutant_is_found_once(mutant: Mutant) -> None:
    assert mutant.place_in(ROOT).is_file()
    assert mutant.written != mutant.found


@every_mutant
def test_a_mutant_is_still_python_or_yaml(mutant: Mutant) -> None:
    """One that is not even read would be noticed by every test, and say nothing of any."""
    path = mutant.place_in(ROOT)
    text = path.read_text(encoding="utf-8").replace(mutant.found, mutant.written)
    if path.suffix == ".py":
        compile(text, path, "exec")
    elif path.suffix == ".yml":
        assert yaml.safe_load(text)


@every_mutant
def test_where_a_catch_is_likely_there_are_tests(mutant: Mutant) -> None:
    assert mutant.look_first
    assert [path for path in mutant.look_first if not (ROOT / path).exists()] == []


def test_the_list_is_broad() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(set(names)) == len(names) >= 20
    changed = {mutant.place_in(ROOT).relative_to(ROOT).parts[0] for mutant in MUTANTS}
    assert changed >= {"models", "macros", "expectations", "pipeline", "app"}


def _mutant(found: str, files: str = "models/**/*.sql") -> Mutant:
    return Mutant("A rank is turned round", files, found, "asc", look_first=())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"core/ranks.sql": "order by share desc", "marts/needs.sql": "rank desc, rank desc"}.items():
        (tmp_path / "models" / name).parent.mkdir(parents=True)
        (tmp_path / "models" / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("share asc", "found its text in no file of models/**/*.sql"),
        ("rank desc", "found its text in models/marts/needs.sql (2) of"),
        ("desc", "found its text in models/core/ranks.sql (1), models/marts/needs.sql (2) of"),
    ],
)
def test_a_text_that_is_not_there_or_not_once_is_an_error(project: Path, found: str, told: str) -> None:
    with pytest.raises(MutantError, match=re.escape(f"A rank is turned round: {told}") + ".*, expected it in one"):
        _mutant(found).place_in(project)


def test_a_file_that_moved_is_found_and_nothing_else_of_it_changes(project: Path) -> None:
    moved = project / "models" / "disclosure" / "places.sql"
    moved.parent.mkdir()
    (project / "models" / "core" / "ranks.sql").rename(moved)
    assert _mutant("desc", "models/disclosure/*.sql").write_into(project) == moved
    assert moved.read_text() == "order by share asc"
