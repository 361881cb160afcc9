"""The public marts of the project: what a release holds of it."""

from pathlib import Path

from pipeline.yaml_files import read_yaml

# Where dbt_project.yml makes models public.
FOLDERS = ("models/marts", "models/reconciliation/report")


def public_marts(root: Path) -> list[Path]:
    """The SQL files of the public marts in a project folder: those of their folders that YAML does not protect."""
    files = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.sql"))
    return [path for path in files if _access(path) != "protected"]


def _access(path: Path) -> str:
    if not path.with_suffix(".yml").exists():
        return "public"
    (model,) = read_yaml(path.with_suffix(".yml"))["models"]
    return str(model.get("config", {}).get("access", "public"))
