"""The three seeds that a round is registered in, read whole and added to without touching what is there."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.reading import read_seed_file
from pipeline.seeds.schema import read_schema

SURVEYS = "surveys"
SURVEY_ITEMS = "survey_items"
FLAGSHIP_RULES = "flagship_rules"
# What the rounds hang on comes last: a round is registered once all that belongs to it is.
_NAMES = (FLAGSHIP_RULES, SURVEY_ITEMS, SURVEYS)

SeedRow = Mapping[str, str]


@dataclass(frozen=True)
class Registry:
    """paths and rows of the seeds, by their name."""

    paths: dict[str, Path]
    rows: dict[str, list[SeedRow]]

    @property
    def survey_codes(self) -> list[str]:
        return [row["survey_code"] for row in self.rows[SURVEYS]]

    def survey(self, survey_code: str) -> SeedRow:
        """The row of a survey that is registered."""
        return next(row for row in self.rows[SURVEYS] if row["survey_code"] == survey_code)

    def of_survey(self, name: str, survey_code: str) -> list[SeedRow]:
        """The rows of a seed that belong to a survey."""
        return [row for row in self.rows[name] if row["survey_code"] == survey_code]

    def extended(self, added: Mapping[str, Iterable[SeedRow]]) -> dict[Path, bytes]:
        """The new bytes of each seed: those that it has, and the rows to add in the same column order and style."""
        return {self.paths[name]: _appended(self.paths[name].read_bytes(), added[name]) for name in _NAMES}


def read_registry(project: Project) -> Registry:
    """Read the seeds. Raises InputError with one line per fault where one of them cannot be loaded as it is."""
    paths = {name: project.seeds / "codebook" / f"{name}.csv" for name in _NAMES}
    read = {
        name: read_seed_file(path, read_schema(path.with_suffix(".yml")), project.show(path))
        for name, path in paths.items()
    }
    faults = [fault for seed in read.values() for fault in seed.faults]
    if faults:
        raise InputError(*faults)
    return Registry(paths, {name: [row.values for row in seed.rows] for name, seed in read.items()})


def _appended(content: bytes, rows: Iterable[SeedRow]) -> bytes:
    line_end = "\r\n" if b"\r\n" in content else "\n"
    columns = next(csv.reader([content.decode("utf-8").splitlines()[0]]))
    text = io.StringIO()
    csv.DictWriter(text, columns, lineterminator=line_end).writerows(rows)
    missing_end = b"" if content.endswith(b"\n") else line_end.encode()
    return content + missing_end + text.getvalue().encode("utf-8")
