"""The mapping that docs/landing.md shows lands an export that asks in its own words."""

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.landing.missing import ALLOW_MISSING

HEADINGS = (
    "Timestamp",
    "Email Address",
    "Your country",
    "Does your Customs have an IT strategy?",
    "How mature is your administration?",
    "AI [Status]",
    "Which technologies are flagships for you?",
    "Anything else?",
)
RESPONSES = (
    ("5/2/2024 10:00:00", "someone@example.org", "Belgium", "In preparation", "3 - Operational", "In development",
     "Blockchain, UAVs", "A remark"),
    ("5/3/2024 11:00:00", "someone@example.org", "Côte d'Ivoire", "Do not know", "2", "Adopted", "", ""),
)  # fmt: skip


def test_the_documented_mapping_lands(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (root / "docs" / "landing.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown
    mapping, export = tmp_path / "mapping.yml", tmp_path / "export.csv"
    # The round of the page is not registered here.
    mapping.write_text(shown[1].replace("SCS2027", "SCS2024"), encoding="utf-8")
    with export.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *RESPONSES])
    monkeypatch.chdir(root)
    raw = tmp_path / "raw"
    landed = CliRunner().invoke(
        main, ["land", str(export), "--survey", "SCS2024", "--mapping", str(mapping), "--raw", str(raw), *ALLOW_MISSING]
    )
    assert landed.exit_code == 0, landed.output
    assert "2 responses: 2 landed, 0 partial, 0 empty, 0 duplicate, 0 rejected" in landed.stdout
    with (raw / "raw_answers.csv").open(encoding="utf-8", newline="") as file:
        answers = [(row["question_code"], row["item_code"], row["answer"]) for row in csv.DictReader(file)]
    assert answers == [
        ("it_strategy", "", "no"),
        ("maturity_level", "", "3"),
        ("technology_status", "ai_ml", "in_development"),
        ("flagship_choice", "blockchain", "yes"),
        ("flagship_choice", "drones", "yes"),
        ("maturity_level", "", "2"),
        ("technology_status", "ai_ml", "adopted"),
    ]
