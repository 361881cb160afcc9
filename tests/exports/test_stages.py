"""An export goes from stage to stage in one direction: no module imports one of a later stage."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What a module is named, or begins with; those that are in no stage are shared by several.
STAGES = {
    "decode": ["exports.code_pages", "exports.decoding"],
    "table": ["exports.tables", "exports.records", "exports.workbooks", "exports.trial"],
    "recognise and columns": ["exports.tools."],
    "responses": ["exports.reading", "landing.dates"],
    "match": ["landing.matching", "landing.rows_alone", "landing.drafting", "landing.mapping_"],
    "answers": ["landing.cells", "landing.converting", "landing.respondents"],
    "raw files": ["landing.raw_folder", "landing.sorting", "landing.writing", "landing.run", "landing.report"],
}


def modules() -> dict[str, Path]:
    """The modules of exports and landing by name."""
    paths = [path for package in ("exports", "landing") for path in (ROOT / "pipeline" / package).rglob("*.py")]
    return {".".join(path.relative_to(ROOT / "pipeline").with_suffix("").parts): path for path in paths}


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, and what it imports from packages."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            name = str(node.module).removeprefix("pipeline.")
            yield from (name, *(f"{name}.{alias.name}" for alias in node.names))


def stage(module: str) -> int | None:
    """The number of a module's stage."""
    return next((number for number, starts in enumerate(STAGES.values()) if module.startswith(tuple(starts))), None)


def test_no_stage_imports_a_later_one() -> None:
    known = modules()
    assert {stage(module) for module in known} == {None, *range(len(STAGES))}
    back = [
        (module, imported)
        for module, path in known.items()
        for imported in imports(path)
        if (number := stage(module)) is not None and (stage(imported) or 0) > number
    ]
    assert back == []


def test_exports_know_nothing_of_landing() -> None:
    found = [
        (module, name)
        for module, path in modules().items()
        if module.startswith("exports.")
        for name in imports(path)
        if name.startswith(("landing", "codebook", "inspection"))
    ]
    assert found == []
