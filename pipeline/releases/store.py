"""The releases folder: which releases there are, which one is current, and how that changes.

releases/current.json               {"release_id", "file", "sha256"}: the current release
releases/<release_id>.duckdb        the release
releases/<release_id>.json          its sidecar: what Release holds
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.files import sha256_of, write_text


@dataclass(frozen=True)
class Release:
    """What the sidecar of a release says. sequence orders releases; built_at is for people."""

    release_id: str
    sequence: int
    file: str
    sha256: str
    content_hash: str
    built_at: str
    survey_codes: list[str]


class ReleaseStore:
    """The releases of one project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def pointer(self) -> Path:
        return self.folder / "current.json"

    def all(self) -> list[Release]:
        """The releases, newest first. A sidecar that cannot be read is no release."""
        sidecars = (path for path in self.folder.glob("*.json") if path != self.pointer)
        releases = [release for path in sidecars if (release := _read_sidecar(path))]
        return sorted(releases, key=lambda release: -release.sequence)

    def current(self) -> Release | None:
        """The current release, or None where nothing has been released yet. Raises InputError for a broken pointer."""
        if not self.pointer.exists():
            return None
        try:
            release_id = json.loads(self.pointer.read_text(encoding="utf-8"))["release_id"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{self.pointer}: found no release_id ({error}), expected the current release; "
                "name one with `smart-customs rollback ID`"
            ) from error
        return self.get(release_id)

    def get(self, release_id: str) -> Release:
        """One release by its id. Raises InputError for an id that there is not."""
        for release in self.all():
            if release.release_id == release_id:
                return release
        known = ", ".join(release.release_id for release in self.all()) or "none yet: run `smart-customs build`"
        raise InputError(f"{self.folder}: found no release {release_id}, expected one of {known}")

    def verified_file(self, release: Release) -> Path:
        """The path of a release whose bytes are as released. Raises InputError where they are not."""
        path = self.folder / release.file
        if not path.exists():
            raise InputError(
                f"{path}: found no such file, expected release {release.release_id}; "
                "run `smart-customs build`, or `smart-customs rollback ID` to another release"
            )
        found = sha256_of(path)
        if found != release.sha256:
            raise InputError(
                f"{path}: found SHA-256 {found}, expected {release.sha256}; the file was damaged or changed: "
                "run `smart-customs build`, or `smart-customs rollback ID` to another release"
            )
        return path

    def next_sequence(self) -> int:
        """One more than the highest sequence number of the releases that there are."""
        return max((release.sequence for release in self.all()), default=0) + 1

    def add(self, release: Release, more: dict[str, Any]) -> None:
        """Write the sidecar of a release whose file is in the folder; `more` goes into the sidecar as it is."""
        sidecar = self.folder / f"{release.release_id}.json"
        write_text(sidecar, json.dumps({**asdict(release), **more}, indent=2, ensure_ascii=False) + "\n")

    def make_current(self, release: Release) -> None:
        """Point readers at a release, all at once: they see the old pointer or the new one."""
        self.verified_file(release)
        pointer = {"release_id": release.release_id, "file": release.file, "sha256": release.sha256}
        write_text(self.pointer, json.dumps(pointer, indent=2) + "\n")


def _read_sidecar(path: Path) -> Release | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        release = Release(**{name: content[name] for name in Release.__dataclass_fields__})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    texts = (release.release_id, release.file, release.sha256, release.content_hash, release.built_at)
    is_whole = (
        all(isinstance(text, str) for text in texts)
        and isinstance(release.sequence, int)
        and isinstance(release.survey_codes, list)
        and release.release_id == path.stem
        and release.file == f"{path.stem}.duckdb"
    )
    return release if is_whole else None
