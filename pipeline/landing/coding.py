"""Free-text needs of a raw folder and the codes that they were given.

Respondents of a collected round write needs that are on no list. People decide which need of the codebook each text is;
`raw_need_codings.csv` of the folder holds what they decided, a row per survey and text.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import write_text
from pipeline.landing.raw_folder import raw_records
from pipeline.landing.texts import shortened
from pipeline.project import Project
from pipeline.seeds.raw import OPTIONAL, RAW_ANSWERS, RAW_NEED_CODINGS, RAW_SUBMISSIONS, raw_schemas
from pipeline.seeds.reading import read_seed_file
from pipeline.seeds.schema import read_schema

NEED_QUESTION = "capacity_building_need_other"
# Survey and text.
TextKey = tuple[str, str]
_Row = dict[str, str]


@dataclass(frozen=True)
class WrittenNeed:
    """A need as respondents wrote it; answer_count: how many submissions have this very text."""

    survey_code: str
    text: str
    answer_count: int


@dataclass(frozen=True)
class Needs:
    """The free-text needs of a raw folder.

    written: those of collected rounds; codings: rows of raw_need_codings.csv as they stand, other surveys' too.
    known: the need codes of the codebook with their English names, in their order.
    """

    folder: Path
    written: tuple[WrittenNeed, ...]
    codings: tuple[Mapping[str, str], ...]
    known: Mapping[str, str]

    @property
    def surveys(self) -> list[str]:
        return sorted({need.survey_code for need in self.written})

    @property
    def uncoded(self) -> list[WrittenNeed]:
        """Those without a code, the most frequent of each survey first."""
        coded = {(row["survey_code"], row["answer"]) for row in self.codings}
        left = [need for need in self.written if (need.survey_code, need.text) not in coded]
        return sorted(left, key=lambda need: (need.survey_code, -need.answer_count, need.text))

    def surveys_with(self, text: str) -> list[str]:
        """The surveys in which somebody wrote exactly this."""
        return [need.survey_code for need in self.written if need.text == text]


@dataclass(frozen=True)
class WrittenCodings:
    """What became of codes that were given: new ones, others that took the place of an older code, and no change."""

    added: int
    changed: int
    unchanged: int


def read_needs(project: Project, folder: Path, survey_code: str | None = None) -> Needs:
    """The free-text needs of a raw folder, of one survey or of all.

    Raises InputError where the folder or its files cannot be read, or have no collected answers of the survey.
    """
    records = _records(project, folder)
    collected = {row["survey_code"] for row in records(RAW_SUBMISSIONS) if row["origin"] == "collected"}
    if survey_code is not None and survey_code not in collected:
        raise InputError(
            f"--survey: found no collected answers of {survey_code} in {project.show(folder)}, expected a round that "
            f"is there ({', '.join(sorted(collected)) or 'none'}); land it first, or give its folder with --raw"
        )
    asked_for = collected if survey_code is None else {survey_code}
    # The answers of a long round are read one by one, and only the texts are kept.
    counts = Counter(
        (row["survey_code"], row["answer"])
        for row in records(RAW_ANSWERS)
        if row["question_code"] == NEED_QUESTION and row["answer"] and row["survey_code"] in asked_for
    )
    written = tuple(WrittenNeed(survey, text, count) for (survey, text), count in sorted(counts.items()))
    return Needs(folder, written, tuple(records(RAW_NEED_CODINGS)), _known_needs(project))


def write_codings(project: Project, needs: Needs, codes: Mapping[TextKey, str]) -> WrittenCodings:
    """Give texts their codes: rows that are there stay, in their order; a new code takes the place of an older one."""
    rows = {(row["survey_code"], row["answer"]): row["need_code"] for row in needs.codings}
    added = [key for key in codes if key not in rows]
    changed = [key for key in codes if key in rows and rows[key] != codes[key]]
    if added or changed:
        rows |= {key: codes[key] for key in [*changed, *sorted(added)]}
        text = io.StringIO()
        writer = csv.DictWriter(text, raw_schemas(project)[RAW_NEED_CODINGS].columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {"survey_code": survey, "answer": answer, "need_code": need} for (survey, answer), need in rows.items()
        )
        write_text(needs.folder / f"{RAW_NEED_CODINGS}.csv", text.getvalue())
    return WrittenCodings(len(added), len(changed), len(codes) - len(added) - len(changed))


def check_code(needs: Needs, place: str, need_code: str) -> list[str]:
    """The fault of a need code that the codebook does not have, in one line that begins with its place; else none."""
    if need_code in needs.known:
        return []
    return [f"{place}: found '{need_code}', expected one of {', '.join(needs.known)}; correct the code"]


def check_text(needs: Needs, place: str, survey_code: str, text: str) -> list[str]:
    """The fault of a text that nobody wrote in that survey, in one line that begins with its place; else none."""
    if survey_code in needs.surveys_with(text):
        return []
    return [
        f"{place}: found '{shortened(text, 80)}', expected a text exactly as somebody of {survey_code} wrote it; copy "
        "it from `smart-customs code-needs`"
    ]


def _known_needs(project: Project) -> dict[str, str]:
    path = project.seeds / "codebook" / "needs.csv"
    read = read_seed_file(path, read_schema(path.with_suffix(".yml")), project.show(path))
    if read.faults:
        raise InputError(*read.faults)
    return {row.values["need_code"]: row.values["name_en"] for row in read.rows}


def _records(project: Project, folder: Path) -> Callable[[str], Iterator[_Row]]:
    """What reads the rows of a raw file of the folder, by its name; there may be no codings yet."""
    if not folder.is_dir():
        raise InputError(
            f"{project.show(folder)}: found no such folder, expected one with raw answers; land a round first, or give "
            "another folder with --raw"
        )
    schemas = raw_schemas(project)

    def read(raw_name: str) -> Iterator[_Row]:
        path = folder / f"{raw_name}.csv"
        columns = schemas[raw_name].columns
        if raw_name in OPTIONAL and not path.exists():
            return
        if not path.is_file():
            raise InputError(f"{project.show(path)}: found no such file, expected raw answers; land a round first")
        for _, fields in raw_records(path, columns, project.show(path)):
            yield dict(zip(columns, fields, strict=True))

    return read
