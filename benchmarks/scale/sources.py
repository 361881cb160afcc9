"""Where raw answers and codebook of a measured project are: what is shipped, and the Parquet of a large round."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RAW_ANSWERS = "raw_answers"
RAW_NAMES = ("raw_submissions", RAW_ANSWERS, "raw_need_codings")
CODEBOOK_NAMES = (
    "surveys",
    "survey_items",
    "questions",
    "answer_options",
    "technologies",
    "needs",
    "regions",
    "indicator_definitions",
    "members",
    "agency_types",
    "flagship_rules",
    "flagship_rule_variants",
    "performance_dimensions",
)


@dataclass(frozen=True)
class Sources:
    """A project, and the folder with the Parquet files of a round that is in no other folder; None: no such round."""

    project: Path
    raw: Path | None = None

    def codebook(self, name: str) -> Path:
        return self.project / "seeds" / "codebook" / f"{name}.csv"

    def shipped(self, name: str) -> Path:
        return self.project / "seeds" / "raw" / f"{name}.csv"

    def large(self, name: str) -> Path | None:
        """The Parquet file of raw rows; None where the round has none (it needs no codings)."""
        path = self.raw / f"{name}.parquet" if self.raw else None
        return path if path and path.exists() else None


def make_marts(make: Callable[[Sources, Path], float]) -> None:
    """The command of a way to make marts: `PROJECT OUTPUT [RAW]`; prints the seconds that it took."""
    project, output, *raw = (Path(argument) for argument in sys.argv[1:])
    print(f"{make(Sources(project, *raw), output):.6f}")


def seconds_since(started: float) -> float:
    return time.perf_counter() - started
