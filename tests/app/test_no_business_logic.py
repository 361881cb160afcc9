"""The app shows what marts counted: read by its own code, it queries in one module and aggregates only to draw."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

APP = Path(__file__).parents[2] / "app"
# What makes the map, once, from geodata; it is run by hand.
TOOLS = {"maps/make_world.py"}
# The one module that reads a release, and the page that shows its reader the SQL that it asks it for.
READS = {"release.py", "views/explore.py"}

QUERIES = {"execute", "executemany", "sql", "query", "read_sql", "read_sql_query", "read_sql_table", "read_parquet"}
AGGREGATES = {
    "agg", "aggregate", "apply", "cumcount", "cumprod", "cumsum", "crosstab", "describe", "diff", "expanding",
    "groupby", "join", "max", "mean", "median", "melt", "merge", "min", "mode", "nunique", "pct_change", "pivot",
    "pivot_table", "prod", "quantile", "rank", "resample", "rolling", "round", "std", "sum", "transform",
    "value_counts", "var",
}  # fmt: skip
# Charts count too, by transforms; these two only pick rows and columns.
PICKS = {"transform_filter", "transform_lookup"}
# Where the app does so all the same: the place, the call, and why.
ALLOWED = {
    ("context.py", "nunique"): "whether bases differ",
    ("context.py", "min"): "from which base to which",
    ("context.py", "max"): "from which base to which",
    ("views/adoption.py", "max"): "the technology most adopted, whose count is in the mart; how long a bar is",
    ("views/participation.py", "nunique"): "whether regions differ at all",
    ("views/participation.py", "max"): "the region with the highest rate, which is in the mart",
    ("views/participation.py", "min"): "the region with the lowest rate, which is in the mart",
    ("views/quality.py", "groupby"): "the bars of the audit: expectations by section, of which there is no mart",
    ("views/quality.py", "agg"): "the bars of the audit",
    ("views/quality.py", "sum"): "how many rows of the audit passed",
    ("views/explore.py", "nunique"): "whether all codes were chosen, and how many groups a chart would have",
    ("views/quality.py", "nunique"): "how many rankings the rows are about",
    ("views/flagships.py", "max"): "how long the longest bar is",
    ("views/potential.py", "max"): "how long the longest bar is",
    ("charts/bars.py", "max"): "how long the longest bar is",
    ("charts/dots.py", "groupby"): "how many values of a line are suppressed",
    ("charts/dots.py", "agg"): "how many values of a line are suppressed",
    ("columns.py", "nunique"): "whether rows are of several regions",
    ("charts/stacked.py", "groupby"): "where each part of a bar begins",
    ("charts/stacked.py", "cumsum"): "where each part of a bar ends",
    ("charts/stacked.py", "max"): "how far bars reach",
    ("charts/timeline.py", "groupby"): "the last day of each phase, where its name stands",
    ("charts/world.py", "merge"): "Members take the colour of their region; labels stand where the map says",
    ("charts/world.py", "groupby"): "regions of one rate share an entry of the legend",
    ("charts/world.py", "min"): "from where the scale of colours reaches",
    ("charts/world.py", "max"): "to where the scale of colours reaches",
}
SQL = re.compile(r"\b(select|insert|update|delete|with)\b.{1,200}\b(from|into|set|as)\b", re.IGNORECASE | re.DOTALL)
Found = tuple[str, str]


def _modules(app: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(app.rglob("*.py")):
        name = path.relative_to(app).as_posix()
        if name not in TOOLS:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def _docstrings(tree: ast.Module) -> set[int]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }


def _methods(tree: ast.Module) -> Iterator[str]:
    """The names of all methods and functions of a module that are called by a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_of_text = isinstance(node.func.value, ast.Constant) and isinstance(node.func.value.value, str)
            if not is_of_text:
                yield node.func.attr


def queries(app: Path) -> set[Found]:
    """Modules that import duckdb, call what runs a query, or hold SQL."""
    found: set[Found] = set()
    for name, tree in _modules(app):
        found |= {(name, "duckdb") for module in _imported(tree) if module == "duckdb"}
        found |= {(name, method) for method in _methods(tree) if method in QUERIES}
        documentation = _docstrings(tree)
        found |= {
            (name, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
            if SQL.search(node.value)
        }
    return found


def aggregates(app: Path) -> set[Found]:
    """Modules that aggregate, and by which call. sum() without a dot is one too."""
    found: set[Found] = set()
    for name, tree in _modules(app):
        found |= {
            (name, method)
            for method in _methods(tree)
            if method in AGGREGATES or (method.startswith("transform_") and method not in PICKS)
        }
        found |= {
            (name, "sum")
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"
        }
    return found


def test_one_module_reads_the_release():
    assert {name for name, _ in queries(APP)} <= READS


def test_the_app_aggregates_only_where_a_reason_is_given():
    assert aggregates(APP) - ALLOWED.keys() == set()


def test_no_reason_is_given_for_what_is_no_longer_done():
    assert ALLOWED.keys() - aggregates(APP) == set()


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A copy of the app with one page too clever."""
    shutil.copytree(APP, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__", "*.json"))
    return tmp_path / "app"


@pytest.mark.parametrize(
    "code",
    [
        "import duckdb",
        "from duckdb import connect",
        "connection.execute(name)",
        "pd.read_sql(name, connection)",
        "rows = run('select region_code from marts.participation_by_region')",
        "rows = run('''with a as (values (1))\n select * from a''')",
    ],
)
def test_a_query_elsewhere_is_found(planted, code):
    (planted / "views" / "clever.py").write_text(f'"""Clever."""\n{code}\n', encoding="utf-8")
    assert {name for name, _ in queries(planted)} - READS == {"views/clever.py"}


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("rows.groupby('region_code').size()", "groupby"),
        ("rows['submission_count'].sum()", "sum"),
        ("sum(rows['submission_count'])", "sum"),
        ("rows['share'].mean()", "mean"),
        ("rows.merge(members)", "merge"),
        ("rows['share'].rank()", "rank"),
        ("alt.Chart(rows).transform_aggregate(n='count()')", "transform_aggregate"),
    ],
)
def test_an_aggregation_without_a_reason_is_found(planted, code, call):
    (planted / "views" / "clever.py").write_text(code, encoding="utf-8")
    assert aggregates(planted) - ALLOWED.keys() == {("views/clever.py", call)}
