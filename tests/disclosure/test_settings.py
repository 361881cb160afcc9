"""A setting that is missing, misspelt or no number stops a build, and so does half a decision."""

from pathlib import Path

import pytest

from pipeline.building.run import build
from pipeline.disclosure.decisions import Decisions
from pipeline.disclosure.settings import DisclosureSettings, read_settings
from pipeline.errors import InputError
from pipeline.project import Project

GOOD = """vars:
  disclosure_threshold:
    collected: 5
    synthetic: 0
  suppress_unanimous: true
  release_collected: when_closed
  flagship_groups_kept: 3
"""

# What takes the place of which part of the settings, and the line that tells of it.
WRONG = {
    "null": ("collected: 5", "collected:", "disclosure_threshold.collected: found nothing, expected a whole"),
    "negative": ("collected: 5", "collected: -5", "disclosure_threshold.collected: found -5, expected a whole"),
    "text": ("collected: 5", "collected: five", "disclosure_threshold.collected: found 'five', expected a whole"),
    "number as text": ("collected: 5", 'collected: "5"', "disclosure_threshold.collected: found '5', expected a whole"),
    "fraction": ("collected: 5", "collected: 4.5", "disclosure_threshold.collected: found 4.5, expected a whole"),
    "yes": ("collected: 5", "collected: yes", "disclosure_threshold.collected: found True, expected a whole"),
    "misspelt origin": ("collected: 5", "colected: 5", "disclosure_threshold.colected: found an origin that is"),
    "missing origin": ("    collected: 5\n", "", "disclosure_threshold.collected: found nothing, expected a whole"),
    "misspelt name": ("disclosure_threshold", "disclosure_treshold", "disclosure_treshold: found a setting that is"),
    "one number": ("\n    collected: 5\n    synthetic: 0", " 5", "disclosure_threshold: found 5, expected a whole"),
    "of one project": ("  flagship", "  smart_customs: {disclosure_threshold: {collected: 0}}\n  flagship",
                       "smart_customs: found a setting that is not known, expected one of"),
    "policy": ("when_closed", "always", "release_collected: found 'always', expected one of when_closed"),
    "no policy": ("  release_collected: when_closed\n", "", "release_collected: found nothing, expected"),
    "no truth": ("unanimous: true", 'unanimous: "true"', "suppress_unanimous: found 'true', expected true or false"),
    "a number for a truth": ("unanimous: true", "unanimous: 1", "suppress_unanimous: found 1, expected true or false"),
    "null for a truth": ("unanimous: true", "unanimous:", "suppress_unanimous: found nothing, expected true or false"),
    "truth left out": ("  suppress_unanimous: true\n", "", "suppress_unanimous: found nothing, expected true or"),
    "truth misspelt": ("suppress_unanimous", "supress_unanimous", "supress_unanimous: found a setting that is"),
    "no settings": (GOOD, "", "disclosure_threshold: found nothing, expected a whole number for each"),
}  # fmt: skip


def project_with(folder: Path, settings: str) -> Project:
    (folder / "dbt_project.yml").write_text(settings, encoding="utf-8")
    return Project(folder)


def test_settings_are_read(tmp_path: Path) -> None:
    read = read_settings(project_with(tmp_path, GOOD))
    assert read == DisclosureSettings({"collected": 5, "synthetic": 0}, "when_closed", suppresses_unanimous=True)


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_setting_is_told_in_one_line(tmp_path: Path, kind: str) -> None:
    right, wrong, line = WRONG[kind]
    with pytest.raises(InputError) as told:
        read_settings(project_with(tmp_path, GOOD.replace(right, wrong)))
    assert any(found.startswith(f"dbt_project.yml, vars.{line}") for found in told.value.lines), told.value.lines


@pytest.mark.parametrize("text", ["vars: [", "vars: 5", "a list"])
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as told:
        read_settings(project_with(tmp_path, text))
    assert all(line.startswith("dbt_project.yml") for line in told.value.lines)


def test_the_settings_of_the_project_are_good(root: Path) -> None:
    assert read_settings(Project(root)) == DisclosureSettings(
        {"collected": 5, "synthetic": 0}, "when_closed", suppresses_unanimous=True
    )


def test_a_build_with_a_wrong_setting_stops(project_copy: Project) -> None:
    path = project_copy.root / "dbt_project.yml"
    path.write_text(path.read_text().replace("collected: 5", "collected:"))
    summary = build(project_copy)
    assert (summary.status, summary.exit_code) == ("stopped", 2)
    assert len(summary.errors) == 1
    assert "disclosure_threshold.collected: found nothing" in summary.errors[0]


@pytest.mark.parametrize(
    ("decisions", "line"),
    [
        (Decisions(held=["TST"]), "--hold TST: found no such survey, expected one of SCS2024, TST2025"),
        (Decisions(accepted=["TST"], reason="why"), "--accept-disclosure TST: found no such survey, expected one of"),
        (Decisions(accepted=["TST2025"]), "--accept-disclosure: found no reason, expected --accepted-because TEXT"),
        (Decisions(accepted=["TST2025"], reason=" "), "--accept-disclosure: found no reason"),
        (
            Decisions(reason="why"),
            "--accepted-because: found nothing that is accepted, expected --accept-disclosure CODE too",
        ),
        (
            Decisions(["TST2025"], ["TST2025"], "why"),
            "--hold TST2025: found --accept-disclosure of it too, expected one",
        ),
    ],
)
def test_half_a_decision_is_told_in_one_line(decisions: Decisions, line: str) -> None:
    with pytest.raises(InputError) as told:
        decisions.check(["TST2025", "SCS2024"])
    assert len(told.value.lines) == 1
    assert told.value.lines[0].startswith(line)


def test_a_whole_decision_is_taken() -> None:
    Decisions(["SCS2024"], ["TST2025"], "The Member asked for it").check(["TST2025", "SCS2024"])
