"""The places that a public mart has to be in, read from the files of a project: nothing is built.

CONTRIBUTING.md, "A new mart", says what each is for.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.yaml_files import read_yaml
from tests.support.public_marts import public_marts

ATTACK = "tests/disclosure/attack.py"
COMPARED = "benchmarks/scale/comparing.py"
CAN_FAIL = "tests/integration/test_checks_can_fail.py"
FLOOR = "benchmarks/scale/floor"
INDEPENDENT = "tests/integration/independent/marts.py"
RANGES = "expectations/suites/ranges.py"
MARTS_PAGE = "docs/marts.md"
DISCLOSURE_PAGE = "docs/disclosure.md"
RELEASE = "tests/integration/test_release.py"
SECOND_SURVEY = "tests/integration/test_second_survey.py"
SINGULAR = "tests/dbt/singular"
WITH_PANDAS = "benchmarks/scale/with_pandas.py"
NUMBER_TABLES = ("NUMBERS_USED", "NUMBERS_THAT_FOLLOW", "NUMBERS_OF_OTHER_THINGS")
# Marts that rest on no answer, or on what the report printed: the benchmarks leave them out.
WITHOUT_ANSWERS = {
    "surveys",
    "codes",
    "reconciliation_figures",
    "reconciliation_rankings",
    "report_discrepancies",
}
NO_NUMBERS = ("string", "boolean", "date")


@dataclass(frozen=True)
class Mart:
    """A public mart as its files have it. entry: what its YAML says of the model; unit_tests: the models of its own."""

    path: Path
    entry: dict[str, Any]
    unit_tests: list[str]

    @property
    def name(self) -> str:
        """What it is called in the warehouse."""
        return str(self.entry.get("config", {}).get("alias", self.path.stem))

    @property
    def columns(self) -> dict[str, dict[str, Any]]:
        return {column["name"]: column for column in self.entry.get("columns", [])}

    @property
    def numbers(self) -> set[str]:
        return {name for name, column in self.columns.items() if column.get("data_type") not in NO_NUMBERS}

    @property
    def meta(self) -> dict[str, Any]:
        return dict(self.entry.get("config", {}).get("meta", {}))


def missing_places(root: Path) -> list[str]:
    """Every place that lacks a public mart of a project folder, and every place that names one that is not there."""
    marts = [_read(path) for path in public_marts(root)]
    lists = {**_lists_of_marts(root), **_mentions(root)}
    some = _lists_of_some(root)
    numbers = _numbers_of_the_attack(root)
    endings = _literal(root / ATTACK, "ENDINGS_THAT_FOLLOW")
    missing = [
        f"{mart.name}: {place}"
        for mart in marts
        for place in (
            *_in_its_files(root, mart),
            *_on_the_page_for_analysts(root, mart),
            *(place for place, names in lists.items() if mart.name not in names),
            *(place for place, (names, is_one) in some.items() if is_one(mart) and mart.name not in names),
            *_in_the_attack(numbers.get(mart.name, set()), endings, mart),
        )
    ]
    return missing + list(_not_there(root, {mart.name for mart in marts}))


def _read(path: Path) -> Mart:
    beside = path.with_suffix(".yml")
    content = read_yaml(beside) if beside.exists() else {}
    entries = {entry["name"]: entry for entry in content.get("models", [])}
    return Mart(path, entries.get(path.stem, {}), [test["model"] for test in content.get("unit_tests", [])])


def _in_its_files(root: Path, mart: Mart) -> Iterator[str]:
    sql = mart.path.relative_to(root)
    if not mart.path.read_text(encoding="utf-8").startswith("-- One row per "):
        yield f"{sql}, first what one row is"
    beside = sql.with_suffix(".yml")
    keys = [item["columns"] for item in mart.entry.get("constraints", []) if item["type"] == "primary_key"]
    if "One row per" not in mart.entry.get("description", ""):
        yield f"{beside}, a description that says what one row is"
    if not keys:
        yield f"{beside}, a primary key"
    if not mart.meta.get("grain") or keys not in ([], [mart.meta["grain"]]):
        yield f"{beside}, its grain: the columns of the primary key"
    if not mart.meta.get("report_section"):
        yield f"{beside}, its report section"
    for column in mart.columns.values():
        if not column.get("data_type"):
            yield f"{beside}, a data type of {column['name']}"
        if not column.get("description"):
            yield f"{beside}, a description of {column['name']}"
    yield from (f"{beside}, {column}" for column in _columns_to_add(mart))
    if mart.path.stem not in mart.unit_tests:
        yield f"{beside}, a unit test"
    # What the report printed is compared by the audit.
    if sql.parts[1] == "marts" and not _has_data_tests(root, mart):
        yield f"{beside} or {SINGULAR}, a data test"


def _has_data_tests(root: Path, mart: Mart) -> bool:
    """Whether a data test stands in its YAML, or a test between models reads it."""
    beside = mart.entry.get("data_tests") or any(column.get("data_tests") for column in mart.columns.values())
    reads = f"ref('{mart.path.stem}')"
    return bool(beside) or any(reads in _text(path) for path in (root / SINGULAR).rglob("*.sql"))


def _columns_to_add(mart: Mart) -> list[str]:
    """Names of codes in both languages, and the survey."""
    wanted = {
        column.replace("_code", f"_name_{language}")
        for column in mart.columns
        if column.endswith("_code") and column != "key_code"
        for language in ("en", "fr")
    }
    if mart.name != "codes":
        wanted.add("survey_code")
    return sorted(wanted - set(mart.columns))


def _on_the_page_for_analysts(root: Path, mart: Mart) -> Iterator[str]:
    grain = ", ".join(f"`{column}`" for column in mart.meta.get("grain", []))
    if f"| `{mart.name}` | {grain} | " not in _text(root / MARTS_PAGE):
        yield f"{MARTS_PAGE}, the table of marts, with its grain"


def _lists_of_marts(root: Path) -> dict[str, set[str]]:
    """Places that hold all public marts, and nothing else."""
    return {
        "README.md, the table of marts": _in_the_readme(root),
        f"{RELEASE}, CONTRACT": set(_literal(root / RELEASE, "CONTRACT")),
        f"{INDEPENDENT}, KEYS": set(_literal(root / INDEPENDENT, "KEYS")),
        f"{COMPARED}, MARTS": {*_literal(root / COMPARED, "MARTS"), *WITHOUT_ANSWERS},
    }


def _mentions(root: Path) -> dict[str, set[str]]:
    """Places that have to mention every public mart, among other things."""
    scripts = " ".join(map(_text, (root / FLOOR).glob("*.sql")))
    return {
        "CHANGELOG.md": set(re.findall(r"`(\w+)`", _text(root / "CHANGELOG.md"))),
        f"{INDEPENDENT}, OF_SURVEY": _strings(root / INDEPENDENT, "OF_SURVEY", "every_mart"),
        f"{FLOOR}, the mart in SQL": {*re.findall(r"\bmarts\.(\w+)", scripts), *WITHOUT_ANSWERS},
        f"{WITH_PANDAS}, the mart by pandas": _strings(root / WITH_PANDAS, "marts") | WITHOUT_ANSWERS,
    }


def _lists_of_some(root: Path) -> dict[str, tuple[set[str], Callable[[Mart], bool]]]:
    """Places that hold some public marts, and which."""
    return {
        f"{RANGES}, REPORT_SECTIONS": (
            set(_literal(root / RANGES, "REPORT_SECTIONS")),
            lambda mart: mart.meta.get("report_section", "all") != "all",
        ),
        f"{SINGULAR}/marts/figures_rest_on_what_their_survey_rests_on.sql": (
            set(
                re.findall(r"'(\w+)'", _text(root / SINGULAR / "marts/figures_rest_on_what_their_survey_rests_on.sql"))
            ),
            lambda mart: any(column.endswith("_basis") for column in mart.columns),
        ),
        f"{SINGULAR}/marts/no_mart_has_more_respondents_than_submissions.sql": (
            set(
                re.findall(
                    r"'(\w+)'", _text(root / SINGULAR / "marts/no_mart_has_more_respondents_than_submissions.sql")
                )
            ),
            lambda mart: "respondent_count" in mart.columns and mart.name not in ("indicators", "indicator_changes"),
        ),
        f"{DISCLOSURE_PAGE}, what a release holds by region": (
            set(re.findall(r"`(\w+)`", _text(root / DISCLOSURE_PAGE))),
            lambda mart: "is_suppressed" in mart.columns,
        ),
        f"{CAN_FAIL}, REGIONAL_MARTS": (
            set(_literal(root / CAN_FAIL, "REGIONAL_MARTS")),
            lambda mart: "is_suppressed" in mart.columns,
        ),
        f"{SECOND_SURVEY}, WORDS, because it has no number": (
            {*_literal(root / SECOND_SURVEY, "WORDS"), "codes"},
            lambda mart: bool(mart.columns) and not mart.numbers,
        ),
    }


def _numbers_of_the_attack(root: Path) -> dict[str, set[str]]:
    """The columns that the attack on suppressed numbers knows, by mart."""
    known: dict[str, set[str]] = {}
    for table in NUMBER_TABLES:
        for mart, columns in _literal(root / ATTACK, table).items():
            known.setdefault(mart, set()).update(columns)
    return known


def _in_the_attack(known: set[str], endings: tuple[str, ...], mart: Mart) -> Iterator[str]:
    if unknown := sorted(name for name in mart.numbers - known if not name.endswith(endings)):
        yield f"{ATTACK}, what it makes of {', '.join(unknown)}"
    if gone := sorted(known - mart.numbers):
        yield f"{ATTACK}, which has {', '.join(gone)}, and the mart has not"


def _not_there(root: Path, names: set[str]) -> Iterator[str]:
    """Marts that went, or are spelled otherwise."""
    found = {
        MARTS_PAGE: set(re.findall(r"^\| `(\w+)`", _text(root / MARTS_PAGE), re.MULTILINE)),
        **_lists_of_marts(root),
        ATTACK: set(_numbers_of_the_attack(root)),
    }
    for place, marts in found.items():
        yield from (f"{name}: is no public mart, but is in {place}" for name in sorted(marts - names))


def _in_the_readme(root: Path) -> set[str]:
    """The marts of the first column of README's table of them."""
    _, _, after = _text(root / "README.md").partition("| table, in `marts` |")
    table, _, _ = after.partition("\n\n")
    return {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def _literal(path: Path, name: str) -> Any:
    """The value of a constant that a module writes out."""
    (node,) = _definitions(path, name)
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    assert node.value
    return ast.literal_eval(node.value)


def _strings(path: Path, *names: str) -> set[str]:
    """Every text in the constants or functions of a module that have these names."""
    found = {
        node.value
        for name in names
        for definition in _definitions(path, name)
        for node in ast.walk(definition)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert found
    return found


def _definitions(path: Path, name: str) -> list[ast.AST]:
    return [node for node in ast.walk(_tree(path)) if name in _names_of(node)]


def _names_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
