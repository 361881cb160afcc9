"""Writes the report of a round to a file, or nothing."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.language import Language, LanguageCode
from pipeline.errors import InputError
from pipeline.files import written_whole
from pipeline.project import Project
from pipeline.releases.read import OpenRelease, open_current, open_kept
from pipeline.releases.store import ReleaseStore
from pipeline.report.document import compose
from pipeline.report.source import Source
from pipeline.report.typesetting import ReportFormat, typeset


@dataclass(frozen=True)
class Written:
    """What was written. fault: why the release is not the current one; empty where it is, or was asked for."""

    release_id: str
    survey_code: str
    uses_own_fonts: bool
    fault: str


def write_report(
    project: Project,
    path: Path,
    language_code: LanguageCode,
    report_format: ReportFormat | None,
    release_id: str | None,
    survey_code: str | None,
    *,
    force: bool,
) -> Written:
    """Write the report of a round of a release.

    report_format: by default what the name of the file ends in. release_id: by default the current one. survey_code: by
    default the latest round. force: whether a file that is there is replaced. Raises InputError, and then writes
    nothing, for a release or a round that there is not, and for a file that cannot be written.
    """
    found_format = report_format or _format_of(path)
    _check_path(project, path, force)
    with _opened(project, release_id) as opened:
        code = _survey(opened, survey_code)
        document = compose(Source(opened, code), Language(language_code))
        built_at = dt.datetime.fromisoformat(opened.release.built_at).replace(tzinfo=dt.UTC)
        typeset_report = typeset(document, found_format, built_at)
        with written_whole(path) as temporary:
            temporary.write_bytes(typeset_report.content)
        return Written(opened.release.release_id, code, typeset_report.uses_own_fonts, opened.fault or "")


@contextmanager
def _opened(project: Project, release_id: str | None) -> Iterator[OpenRelease]:
    store = ReleaseStore(project.releases)
    with open_kept(store, store.get(release_id)) if release_id else open_current(store) as opened:
        yield opened


def _survey(opened: OpenRelease, asked: str | None) -> str:
    """The round that is asked for, else the latest of the release."""
    rows = opened.query("select survey_code from marts.participation_summary order by opened_on desc").fetchall()
    codes = [code for (code,) in rows]
    if asked is not None and asked not in codes:
        raise InputError(
            f"--survey: found '{asked}', expected a round of {opened.release.release_id}: {', '.join(codes)}"
        )
    return asked or codes[0]


def _format_of(path: Path) -> ReportFormat:
    endings: dict[str, ReportFormat] = {".pdf": "pdf", ".html": "html", ".htm": "html"}
    if path.suffix.lower() not in endings:
        raise InputError(
            f"-o: found '{path.name}', expected a name that ends in .pdf or .html; rename it, or say --format"
        )
    return endings[path.suffix.lower()]


def _check_path(project: Project, path: Path, force: bool) -> None:
    if not path.parent.is_dir():
        raise InputError(
            f"-o: found no folder {project.show(path.parent)}, expected one to write {path.name} into; create it first"
        )
    if path.is_dir():
        raise InputError(f"-o: found the folder {project.show(path)}, expected a file; choose another name")
    if path.exists() and not force:
        raise InputError(
            f"-o: found the file {project.show(path)}, expected none; choose another name, or replace it with --force"
        )
