"""The settings of disclosure control in dbt_project.yml, which are read strictly: a slip must open no door."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import yaml

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.yaml_files import read_yaml

Policy = Literal["when_closed", "while_open"]

_ORIGINS = ("collected", "synthetic")
_POLICIES: tuple[Policy, ...] = get_args(Policy)
_VARIABLES = {"disclosure_threshold", "suppress_unanimous", "release_collected", "flagship_groups_kept"}
# Of two respondents, each learns from the sum what the other answered.
LEAST_THRESHOLD = 3


@dataclass(frozen=True)
class DisclosureSettings:
    """thresholds: fewest respondents of a figure, by origin. policy: when a collected round may be released.

    suppresses_unanimous: whether a collected round shows no figure of a region in which everybody gave one answer.
    """

    thresholds: dict[str, int]
    policy: Policy
    suppresses_unanimous: bool


def read_settings(project: Project) -> DisclosureSettings:
    """The settings of a project. Raises InputError with one line per setting that is missing, misspelt or no such."""
    path = project.root / "dbt_project.yml"
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{path.name}: found {reason}, expected the settings of the project; restore it") from error
    variables = (content.get("vars") if isinstance(content, dict) else None) or {}
    if not isinstance(variables, dict):
        raise InputError(f"{path.name}, vars: found {variables!r}, expected the settings of the project; restore them")
    faults = [
        _fault(str(name), "a setting that is not known", _listed(_VARIABLES))
        for name in variables
        if name not in _VARIABLES
    ]
    faults += _faults_of_threshold(variables.get("disclosure_threshold"))
    policy: Any = variables.get("release_collected")
    if policy not in _POLICIES:
        faults.append(_fault("release_collected", _shown(policy), _listed(_POLICIES)))
    suppresses_unanimous: Any = variables.get("suppress_unanimous")
    if not isinstance(suppresses_unanimous, bool):
        faults.append(_fault("suppress_unanimous", _shown(suppresses_unanimous), "true or false"))
    if faults:
        raise InputError(*faults)
    return DisclosureSettings(dict(variables["disclosure_threshold"]), policy, suppresses_unanimous)


def _faults_of_threshold(threshold: Any) -> list[str]:
    name = "disclosure_threshold"
    if not isinstance(threshold, dict):
        return [_fault(name, _shown(threshold), f"a whole number for each of {', '.join(_ORIGINS)}")]
    faults = [
        _fault(f"{name}.{origin}", "an origin that is not known", _listed(_ORIGINS))
        for origin in threshold
        if origin not in _ORIGINS
    ]
    for origin in _ORIGINS:
        value = threshold.get(origin)
        # True is a whole number to Python.
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            faults.append(_fault(f"{name}.{origin}", _shown(value), "a whole number, 0 or more"))
    return faults


def _fault(name: str, found: str, expected: str) -> str:
    return f"dbt_project.yml, vars.{name}: found {found}, expected {expected}; correct it there"


def _shown(value: Any) -> str:
    return "nothing" if value is None else repr(value)


def _listed(names: Any) -> str:
    return "one of " + ", ".join(sorted(names))
