"""Which columns a seed has and of which type: read from the YAML beside it, where dbt reads the same."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.errors import InputError
from pipeline.yaml_files import read_yaml


@dataclass(frozen=True)
class SeedSchema:
    """name of the seed, and column name to dbt type (string, integer, boolean, date) in file order."""

    name: str
    column_types: dict[str, str]

    @property
    def columns(self) -> list[str]:
        return list(self.column_types)


def read_schema(seed_yaml: Path) -> SeedSchema:
    """The schema of the one seed that a YAML file describes. Raises InputError where it does not describe one."""
    try:
        (seed,) = read_yaml(seed_yaml)["seeds"]
        return SeedSchema(seed["name"], dict(seed["config"]["column_types"]))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(
            f"{seed_yaml}: found no seed with config.column_types in it, expected exactly one ({reason}); "
            "restore it from version control"
        ) from error
