"""CI, the image and the citation say the same versions as pyproject.toml and the Makefile, and call what there is."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from pipeline.yaml_files import read_yaml

WORKFLOWS = ["ci", "weekly"]


@pytest.fixture(scope="module")
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def makefile(root: Path) -> str:
    return (root / "Makefile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def dockerfile(root: Path) -> str:
    return (root / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workflows(root: Path) -> dict[str, dict[Any, Any]]:
    return {name: _yaml(root / ".github" / "workflows" / f"{name}.yml") for name in WORKFLOWS}


@pytest.fixture(scope="module")
def compose(root: Path) -> dict[str, Any]:
    return _yaml(root / "compose.yaml")


def _yaml(path: Path) -> dict[Any, Any]:
    content = read_yaml(path)
    assert isinstance(content, dict), path
    return content


def _events(workflow: dict[Any, Any]) -> set[str]:
    # YAML 1.1 reads the key `on` as true.
    return set(workflow[True])


def _commands(workflow: dict[Any, Any]) -> list[str]:
    return [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]


def _pythons(workflows: dict[str, dict[Any, Any]]) -> list[str]:
    pythons = workflows["ci"]["jobs"]["everything"]["strategy"]["matrix"]["python"]
    assert isinstance(pythons, list)
    return pythons


def _requirement(pyproject: dict[str, Any], name: str) -> Requirement:
    (found,) = [
        requirement
        for requirement in map(Requirement, pyproject["project"]["dependencies"])
        if requirement.name == name
    ]
    return found


def test_every_push_and_pull_request_runs_what_ci_runs(workflows: dict[str, dict[Any, Any]], root: Path) -> None:
    assert {"push", "pull_request"} <= _events(workflows["ci"])
    assert ".ci/run" in _commands(workflows["ci"])
    assert (root / ".ci" / "run").stat().st_mode & 0o111


def test_once_a_week_and_on_demand_everything_runs(workflows: dict[str, dict[Any, Any]]) -> None:
    assert {"schedule", "workflow_dispatch"} <= _events(workflows["weekly"])
    assert "make test-all" in _commands(workflows["weekly"])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_targets_that_a_workflow_makes_are_in_the_makefile(
    name: str, workflows: dict[str, dict[Any, Any]], makefile: str
) -> None:
    made = [command.split()[1] for command in _commands(workflows[name]) if command.startswith("make ")]
    assert made
    assert [target for target in made if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_what_tests_other_versions_is_there(root: Path, makefile: str) -> None:
    (listed,) = re.findall(r"^VERSION_TESTS := ((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    tests = listed.replace("\\\n", " ").split()
    assert len(tests) > 3
    assert [test for test in tests if not (root / test).is_file()] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_read_and_nothing_else(name: str, workflows: dict[str, dict[Any, Any]]) -> None:
    workflow = workflows[name]
    assert workflow["permissions"] == {"contents": "read"}
    assert [job for job in workflow["jobs"].values() if "permissions" in job] == []
    checkouts = [
        step
        for job in workflow["jobs"].values()
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert len(checkouts) == len(workflow["jobs"])
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_ends_and_is_not_run_twice_at_once(name: str, workflows: dict[str, dict[Any, Any]]) -> None:
    workflow = workflows[name]
    assert workflow["concurrency"]["group"]
    assert [job["name"] for job in workflow["jobs"].values() if not 0 < job.get("timeout-minutes", 0) < 360] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_a_major_version(name: str, workflows: dict[str, dict[Any, Any]]) -> None:
    used = [step["uses"] for job in workflows[name]["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+", action)] == []


def test_ci_runs_the_oldest_and_the_newest_python_allowed(
    workflows: dict[str, dict[Any, Any]], pyproject: dict[str, Any]
) -> None:
    oldest, newest = (bound(_pythons(workflows), key=Version) for bound in (min, max))
    assert f">={oldest},<3.{Version(newest).minor + 1}" == pyproject["project"]["requires-python"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_job_runs_a_python_that_ci_runs_everything_on(name: str, workflows: dict[str, dict[Any, Any]]) -> None:
    steps = [step for job in workflows[name]["jobs"].values() for step in job["steps"]]
    chosen = [
        step["with"]["python-version"] for step in steps if step.get("uses", "").startswith("actions/setup-python@")
    ]
    assert chosen
    assert set(chosen) <= {*_pythons(workflows), "${{ matrix.python }}"}


@pytest.mark.parametrize("name", ["duckdb", "dbt-duckdb"])
def test_ci_runs_the_oldest_version_allowed_and_a_newest(
    name: str, workflows: dict[str, dict[Any, Any]], pyproject: dict[str, Any]
) -> None:
    pairs = workflows["ci"]["jobs"]["versions"]["strategy"]["matrix"]["include"]
    versions = sorted(Version(pair[name]) for pair in pairs)
    allowed = _requirement(pyproject, name).specifier
    assert [version for version in versions if version not in allowed] == []
    (oldest,) = [Version(bound.version) for bound in allowed if bound.operator == ">="]
    assert versions[0] == oldest
    # Of the newest series below the bound: 2 of <3, 1.11 of <1.12.
    (bound,) = [Version(bound.version) for bound in allowed if bound.operator == "<"]
    series = len(bound.release)
    assert versions[-1].release[:series] == (*bound.release[:-1], bound.release[-1] - 1)


def test_the_image_has_the_newest_python_that_ci_runs(workflows: dict[str, dict[Any, Any]], dockerfile: str) -> None:
    images = set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE))
    assert len(images) == 1
    version = re.fullmatch(r"python:(\d+\.\d+)\.\d+-slim-\w+", images.pop())
    assert version
    assert version[1] == max(_pythons(workflows), key=Version)


def test_the_image_has_the_uv_of_the_makefile(makefile: str, dockerfile: str) -> None:
    (of_makefile,) = re.findall(r"^UV_VERSION := (\S+)$", makefile, re.MULTILINE)
    assert re.findall(r"^ARG UV_VERSION=(\S+)$", dockerfile, re.MULTILINE) == [of_makefile]


def test_the_image_has_what_the_project_needs_and_no_answers(root: Path, pyproject: dict[str, Any]) -> None:
    first, *lines = [
        line for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert first == "*"
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    dbt = _yaml(root / "dbt_project.yml")
    needed = {
        *(path for kind in ("model", "macro", "test", "analysis") for path in dbt[f"{kind}-paths"]),
        *pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"],
        *pyproject["project"]["license-files"],
        pyproject["project"]["readme"],
        *("seeds", "dbt_project.yml", "profiles.yml", "pyproject.toml", "uv.lock", ".streamlit/config.toml"),
    }
    assert let_in == needed
    assert [path for path in let_in if not (root / path).exists()] == []


def test_the_app_of_compose_can_change_nothing(compose: dict[str, Any], dockerfile: str) -> None:
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", dockerfile, re.MULTILINE)
    for service in compose["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert compose["services"]["app"]["volumes"] == ["releases:/project/releases:ro"]


def test_the_app_of_compose_listens_where_streamlit_does(compose: dict[str, Any], dockerfile: str, root: Path) -> None:
    port = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]["port"]
    app = compose["services"]["app"]
    assert app["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f"http://127.0.0.1:{port}/_stcore/health" in app["healthcheck"]["test"][-1]
    assert re.findall(r"^EXPOSE (\d+)$", dockerfile, re.MULTILINE) == [str(port)]


def test_the_citation_is_of_this_version(root: Path, pyproject: dict[str, Any]) -> None:
    citation = _yaml(root / "CITATION.cff")
    assert citation["version"] == pyproject["project"]["version"]
    assert citation["license"] == pyproject["project"]["license"]
