"""What came of a landing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pipeline.codebook.codes import Codebook
from pipeline.exports.export import Column, Export, Role, Tool
from pipeline.landing.mapping import SurveyMapping
from pipeline.landing.rejects import Reason
from pipeline.landing.sorting import Fate

# What dropped columns of these roles hold is counted.
COUNTED_ROLES = (Role.ANSWER, Role.OTHER_TEXT, Role.COMMENT)

Mode = Literal["new", "replace", "append"]


@dataclass(frozen=True)
class Wanted:
    """What was asked for.

    raw: the raw folder. timezone: of times that name none. id_prefix: put before every identifier. mode: what becomes
    of answers of the survey that are there already; `new` expects none. is_blanking: whether an answer that cannot be
    read is left out, instead of rejecting the response. unknown_file: where to write the texts that nobody knows, and
    texts_file: such a file with codes. is_day_first: the order in dates, None to find it out. submitted_on: the day of
    responses without a time. allow_missing: codes of questions that the file need not have. encoding: of a text file;
    "" to find it out.
    """

    survey_code: str
    raw: Path
    mapping_file: Path | None = None
    tool: Tool | None = None
    timezone: str = "UTC"
    id_prefix: str = ""
    mode: Mode = "new"
    is_blanking: bool = False
    unknown_file: Path | None = None
    texts_file: Path | None = None
    is_day_first: bool | None = None
    submitted_on: date | None = None
    is_strict: bool = False
    is_dry_run: bool = False
    allow_missing: tuple[str, ...] = ()
    encoding: str = ""


@dataclass
class Outcome:
    """What a landing came to.

    written: the files that changed, or would have. naive_time_count: times that were read in the asked time zone.
    without_time_count: times that `submitted_on` gave. answer_count: rows of raw_answers of this file. left_out_count:
    responses that landed without some of their answers. unknown: in how many responses a text was that nobody knows, by
    question and text. dropped_cells: by position, how many cells of a dropped column hold something.
    """

    wanted: Wanted
    export: Export
    codebook: Codebook
    mapping: SurveyMapping
    counts: Counter[Fate] = field(default_factory=Counter)
    answer_count: int = 0
    left_out_count: int = 0
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    naive_time_count: int = 0
    without_time_count: int = 0
    reasons: Sequence[Reason] = ()
    written: Sequence[Path] = ()
    dropped_cells: Counter[int] = field(default_factory=Counter)

    @property
    def dropped(self) -> list[Column]:
        """The columns whose cells reach no raw file, but for identifier, time and language."""
        read = {column.position for column, _ in self.mapping.targets()}
        return [column for column in self.export.columns if column.position not in read]
