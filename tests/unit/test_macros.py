"""What engines write differently has a form for each of them, and cases that both must pass."""

import re
from pathlib import Path

import pytest

from pipeline.parity.engine import MACRO_CASES
from pipeline.yaml_files import read_yaml

pytestmark = pytest.mark.quick

MACROS = Path(__file__).parents[2] / "macros"
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(MACROS.glob("*.sql")))
DEFINED = set(re.findall(r"{%-? macro (\w+)\(", TEXT))
DISPATCHED = sorted(re.findall(r"adapter\.dispatch\('(\w+)'\)", TEXT))
# A macro of dbt itself, of which the project has one for one engine alone.
OF_DBT = {"spark__load_csv_rows"}


def test_there_are_dispatched_macros() -> None:
    assert len(DISPATCHED) >= 6


@pytest.mark.parametrize("name", DISPATCHED)
def test_a_dispatched_macro_has_a_form_for_each_engine(name: str) -> None:
    assert {f"default__{name}", f"spark__{name}"} <= DEFINED


@pytest.mark.parametrize("name", DISPATCHED)
def test_a_dispatched_macro_is_described_in_each_form(name: str) -> None:
    described = {macro["name"] for macro in read_yaml(MACROS / "macros.yml")["macros"]}
    assert {name, f"default__{name}", f"spark__{name}"} <= described


@pytest.mark.parametrize("name", DISPATCHED)
def test_a_dispatched_macro_has_cases_that_both_engines_must_pass(name: str) -> None:
    assert f" {name}(" in MACRO_CASES.read_text(encoding="utf-8")


def test_no_form_is_left_without_a_dispatch() -> None:
    forms = {name for name in DEFINED if name.startswith(("default__", "spark__", "duckdb__"))}
    assert forms - OF_DBT == {f"{engine}__{name}" for name in DISPATCHED for engine in ("default", "spark")}


def test_only_macros_ask_which_engine_it_is() -> None:
    root = MACROS.parent
    asking = [
        path.relative_to(root)
        for folder in ("models", "tests/dbt", "analyses")
        for path in (root / folder).rglob("*.sql")
        if re.search(r"target\.|adapter\.|__dispatch", path.read_text(encoding="utf-8"))
    ]
    assert asking == []
