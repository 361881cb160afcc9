"""A landing, from the export to the raw files: whole, or nothing changes."""

import contextlib
import filecmp
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.codebook.codes import Codebook
from pipeline.codebook.reading import read_codebook
from pipeline.errors import InputError
from pipeline.exports.export import Export
from pipeline.files import remove_temporary_files, sha256_of, written_together
from pipeline.landing.dates import open_in_order
from pipeline.landing.drafting import draft_mapping
from pipeline.landing.mapping import SurveyMapping
from pipeline.landing.mapping_file import read_mapping
from pipeline.landing.outcome import Outcome, Wanted
from pipeline.landing.raw_folder import REJECTS, Landed, RawFolder, read_landed
from pipeline.landing.rejects import Rejects
from pipeline.landing.respondents import Times
from pipeline.landing.sorting import COLLECTED, Fate, Sorter
from pipeline.landing.texts import nearest
from pipeline.landing.unknown_texts import with_texts, write_unknown
from pipeline.landing.version_control import check_not_versioned
from pipeline.landing.writing import READING, write_codings, write_responses
from pipeline.locking import one_at_a_time
from pipeline.project import Project
from pipeline.seeds.raw import RAW_ANSWERS, RAW_NEED_CODINGS, RAW_SUBMISSIONS

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_MOST_REASONS = 20

Tell = Callable[[str], None]


def land(project: Project, path: Path, wanted: Wanted, tell: Tell = lambda _: None) -> Outcome:
    """Land an export. Waits for a build that is under way, so that none reads half of it.

    tell: called with what is going on. Raises InputError with one line per fault; then nothing is written.
    """
    codebook = read_codebook(project, wanted.survey_code)
    check_not_versioned(project, wanted.raw)
    zone = _zone(wanted.timezone)
    tell(f"{READING} the headings")
    export = open_in_order(path, wanted.tool, wanted.encoding, wanted.is_day_first, codebook.survey)
    mapping = find_mapping(project, export, codebook, wanted)
    if wanted.texts_file:
        mapping = with_texts(project, mapping, wanted.texts_file)
    outcome = Outcome(wanted, export, codebook, mapping)
    suffix = path.suffix.lower()
    original = f"{sha256_of(path)}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    with one_at_a_time(project, tell, waiting_for="a build or a landing"), _made(wanted.raw / "originals"):
        folder = RawFolder(project, wanted.raw)
        landed = read_landed(folder, wanted.survey_code)
        _check_mode(project.show(wanted.raw), wanted, landed, original)
        there = landed.submissions if wanted.mode == "append" else {}

        def sorter() -> Sorter:
            where = (original, wanted.id_prefix, there)
            times = Times(zone, wanted.submitted_on)
            return Sorter(export, mapping, codebook, times, *where, is_blanking=wanted.is_blanking)

        sort = sorter().sort
        updated = {
            found.submission[1]
            for found in (map(sort, export.responses()) if there else ())
            if found.fate is Fate.UPDATED
        }
        _write(project, folder, outcome, sorter(), original, landed, updated, tell)
    return outcome


def find_mapping(project: Project, export: Export, codebook: Codebook, wanted: Wanted) -> SurveyMapping:
    """The mapping that a file gives, or else the one that is found. Raises InputError with one line per fault."""
    known = [question.code for question in codebook.questions]
    if unknown := [code for code in wanted.allow_missing if code not in known]:
        raise InputError(
            f"--allow-missing: found '{unknown[0]}', expected a question of {wanted.survey_code}; the nearest are "
            f"{', '.join(nearest(unknown[0], known))}"
        )
    if (mapping_file := wanted.mapping_file) is not None:
        return read_mapping(mapping_file, export, codebook, project.show(mapping_file), wanted.allow_missing)
    draft = draft_mapping(export, codebook, wanted.allow_missing)
    if draft.faults:
        raise InputError(*draft.faults)
    return draft.mapping


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InputError(
            f"--timezone: found '{name}', expected the name of a time zone, such as Europe/Brussels or UTC"
        ) from error


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder for the block; what had to be made is removed again where it is left empty."""
    made = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    remove_temporary_files(folder)
    remove_temporary_files(folder.parent)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            for above in made:
                above.rmdir()


def _check_mode(shown_as: str, wanted: Wanted, landed: Landed, original: str) -> None:
    survey_code = wanted.survey_code
    if wanted.mode == "new" and landed.sources - {original}:
        raise InputError(
            f"{shown_as}: found answers of {survey_code} that were landed from another file, expected none; give "
            "--replace to land this file in their place, or --append to add the responses that are new in it"
        )
    if wanted.mode == "append" and landed.origins - {COLLECTED}:
        raise InputError(
            f"{shown_as}: found answers of {survey_code} that were not collected, expected none to append to; give "
            "--replace to land this file in their place"
        )


def _write(
    project: Project,
    folder: RawFolder,
    outcome: Outcome,
    sorter: Sorter,
    original: str,
    landed: Landed,
    updated: Collection[str],
    tell: Tell,
) -> None:
    wanted = outcome.wanted
    # Submissions are what all the others hang on.
    paths = [
        folder.folder / "originals" / original,
        *(folder.path(name) for name in (REJECTS, RAW_NEED_CODINGS, RAW_ANSWERS, RAW_SUBMISSIONS)),
    ]
    with written_together(paths) as staged:
        rejects = Rejects(wanted.survey_code, original, sorter.kept_columns)
        write_responses(folder, staged, outcome, sorter, rejects, updated, tell)
        if wanted.mode != "append" or updated:
            write_codings(folder, staged, outcome.codebook)
        if wanted.unknown_file:
            write_unknown(project, outcome.mapping, outcome.unknown, wanted.unknown_file)
        _check_outcome(outcome)
        _keep_original(outcome.export.path, paths[0], staged[paths[0]])
        for path, temporary in staged.items():
            if temporary.exists() and path.exists() and filecmp.cmp(path, temporary, shallow=False):
                temporary.unlink()
        outcome.written = [path for path, temporary in staged.items() if temporary.exists()]
        raw = {folder.path(name) for name in (RAW_NEED_CODINGS, RAW_ANSWERS, RAW_SUBMISSIONS)}
        if wanted.mode != "replace" and original in landed.sources and raw & set(outcome.written):
            raise InputError(
                f"{project.show(folder.folder)}: found answers of {wanted.survey_code} that were landed from this file "
                "with another mapping, codebook or option, expected the same; give --replace to land it again"
            )
        if wanted.is_dry_run:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)


def _keep_original(export: Path, kept: Path, staged: Path) -> None:
    """Copy the export, unless it is kept already. Raises InputError where it is no longer the file that was read."""
    if not kept.exists():
        shutil.copyfile(export, staged)
    if sha256_of(staged if staged.exists() else export) != kept.stem:
        raise InputError(
            f"{export.name}: found a file that changed while it was landed, expected it to stay; land it again"
        )


def _check_outcome(outcome: Outcome) -> None:
    """Raise InputError where nothing can be landed, or strictly not all."""
    counts, name = outcome.counts, outcome.export.path.name
    reasons = [f"{name}: {reason}" for reason in outcome.reasons[:_MOST_REASONS]]
    if not counts.total():
        raise InputError(f"{name}: found headings and no response, expected at least one; export it again")
    if counts[Fate.REJECTED] + counts[Fate.EMPTY] == counts.total():
        raise InputError(
            f"{name}: found no response that can be landed among {counts.total()}, expected at least one; "
            f"{counts[Fate.REJECTED]} are rejected and {counts[Fate.EMPTY]} empty, and nothing was written",
            *reasons,
        )
    if outcome.wanted.is_strict and counts[Fate.REJECTED]:
        raise InputError(
            f"{name}: found {counts[Fate.REJECTED]} of {counts.total()} responses that cannot be landed, expected none "
            "with --strict; nothing was written",
            *reasons,
        )
