"""The primary keys of marts. A release has none: old clients could not read them in its storage version."""

from pipeline.project import Project
from pipeline.yaml_files import read_yaml


def mart_keys(project: Project) -> dict[str, list[str]]:
    """The columns of the primary key of each mart, by its name in the warehouse, as its YAML has them."""
    return {
        model.get("config", {}).get("alias", model["name"]): constraint["columns"]
        for path in (project.root / "models").rglob("*.yml")
        for model in read_yaml(path).get("models", [])
        for constraint in model.get("constraints", [])
        if constraint["type"] == "primary_key"
    }
