"""docs/views.md adds a page in under 30 lines beside its texts: here it is followed, on a copy of the app."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from app.release import PROJECT_VARIABLE

MOST_LINES = 30
# What each page of the copy shows; run in a process of its own, whose `app` is the copy.
OPEN = """
import json, sys
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
import app

shown = {"app": app.__path__[0]}
for lang in ("en", "fr"):
    page = AppTest.from_file(sys.argv[1], default_timeout=120)
    page._page_hash = calc_hash(sys.argv[2])
    page.query_params["lang"] = lang
    page.run()
    shown[lang] = {
        "exceptions": [str(exception.value) for exception in page.exception],
        "title": [title.value for title in page.title],
        "alternatives": [chart.proto.alt for chart in page.get("vega_lite_chart")],
        "tables": len(page.dataframe),
    }
print(json.dumps(shown))
"""


@dataclass(frozen=True)
class Step:
    """A code block of the guide, and the file that it is about."""

    file: str
    kind: str
    lines: list[str]

    @property
    def added(self) -> list[str]:
        """What somebody has to write: no empty lines, and of a diff what is added."""
        written = [line for line in self.lines if line.strip()]
        return [line for line in written if line.startswith("+")] if self.kind == "diff" else written


def _steps(guide: str) -> list[Step]:
    steps, file = [], ""
    for name, kind, block in re.findall(r"^`([\w./]+)`:$|^```(\w+)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        file = name or file
        if kind:
            steps.append(Step(file, kind, block.splitlines()))
    return steps


def _follow(step: Step, folder: Path) -> None:
    path = folder / step.file
    if step.kind != "diff":
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}{chr(10).join(step.lines)}\n", encoding="utf-8")
        return
    lines, place = path.read_text(encoding="utf-8").splitlines(), 0
    for line in step.lines:
        if line.startswith("+"):
            lines.insert(place, line[1:])
        else:
            assert lines.count(line[1:]) == 1, f"{step.file} has no line {line[1:]!r} of its own"
            place = lines.index(line[1:])
        place += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def steps(root: Path) -> list[Step]:
    return _steps((root / "docs" / "views.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def followed(root: Path, steps: list[Step], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the app with the page of the guide."""
    folder = tmp_path_factory.mktemp("guide")
    shutil.copytree(root / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "models").mkdir()
    shutil.copy2(root / "models" / "exposures.yml", folder / "models")
    for step in steps:
        _follow(step, folder)
    return folder


def test_the_guide_takes_under_30_lines_beside_its_texts(steps):
    assert {step.file for step in steps} == {
        "app/views/agencies.py",
        "app/texts/en/agencies.yml",
        "app/texts/fr/agencies.yml",
        "app/tables.py",
        "app/views/__init__.py",
        "models/exposures.yml",
    }
    assert sum(len(step.added) for step in steps if "/texts/" not in step.file) < MOST_LINES


def test_the_page_of_the_guide_is_there_in_both_languages(followed, released_project):
    environment = {**os.environ, "PYTHONPATH": str(followed), PROJECT_VARIABLE: str(released_project)}
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(followed / "app" / "main.py"), "agencies"],
        cwd=followed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert Path(shown["app"]).is_relative_to(followed)
    for lang, title in (("en", "6 partner agencies answered"), ("fr", "6 organismes partenaires ont répondu")):
        page = shown[lang]
        assert page["exceptions"] == []
        assert page["title"] == [title]
        assert page["alternatives"][0].count("6") == len(page["alternatives"]) == 1
        assert page["tables"] == 1


def test_the_page_of_the_guide_is_an_exposure(followed):
    exposures = yaml.safe_load((followed / "models" / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
    assert exposures[-1]["name"] == "agencies_page"
    assert "ref('partner_agencies')" in exposures[-1]["depends_on"]


def test_the_code_of_the_guide_is_as_the_project_formats_and_lints_it(followed, root):
    files = [followed / "app" / "views" / name for name in ("agencies.py", "__init__.py")]
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run(
            [Path(sys.executable).with_name("ruff"), *command, "--config", root / "pyproject.toml", *files],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_a_step_that_no_longer_fits_the_app_is_found(followed):
    with pytest.raises(AssertionError, match="has no line"):
        _follow(Step("app/views/__init__.py", "diff", [" no such line", "+new"]), followed)
