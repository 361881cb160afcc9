"""How much memory DuckDB may use, and where it puts what does not fit: the same for dbt, the checks and the release."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.project import Project

LIMIT = "SMART_CUSTOMS_MEMORY_LIMIT"
SPILL = "SMART_CUSTOMS_TEMP_DIRECTORY"
# As in profiles.yml.
DEFAULT_LIMIT = "4GB"

_LIMIT = re.compile(r"(\d+(?:\.\d+)?) ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)", re.IGNORECASE)
_BYTES = {
    "kb": 1000, "mb": 1000**2, "gb": 1000**3, "tb": 1000**4,
    "kib": 1024, "mib": 1024**2, "gib": 1024**3, "tib": 1024**4,
}  # fmt: skip
# DuckDB needs some memory for each thread to spill at all.
_LEAST_BYTES = 500 * 1000**2


@dataclass(frozen=True)
class Memory:
    """limit: as DuckDB writes it, such as 6GB. spill: where a folder of the build's own is made and removed again."""

    limit: str = DEFAULT_LIMIT
    spill: Path | None = None

    @contextmanager
    def in_use(self, project: Project) -> Iterator[None]:
        """Have `connect` and dbt keep to it until the block ends. What spilled is gone then, however it ends.

        What a build left there that was killed goes first. Raises InputError with one line per value that will not do.
        """
        spill = _spill_folder(project, self.spill)
        if faults := [*_faults_of_limit(self.limit), *_faults_of_folder(spill)]:
            raise InputError(*faults)
        before = {name: os.environ.get(name) for name in (LIMIT, SPILL)}
        os.environ |= {LIMIT: self.limit, SPILL: str(spill)}
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
            shutil.rmtree(spill, ignore_errors=True)


def connect(path: Path | str = ":memory:", *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that keeps to the memory in use."""
    settings = {"memory_limit": os.environ.get(LIMIT), "temp_directory": os.environ.get(SPILL)}
    return duckdb.connect(
        str(path), read_only=read_only, config={name: value for name, value in settings.items() if value}
    )


def _spill_folder(project: Project, given: Path | None) -> Path:
    """A folder of this project's own: only one build at a time uses it, and the next one clears it."""
    if given is None:
        return project.target / "spill"
    return given.resolve() / f"smart_customs_{hashlib.sha256(str(project.root).encode()).hexdigest()[:12]}"


def _faults_of_limit(limit: str) -> Iterator[str]:
    written = _LIMIT.fullmatch(limit)
    if not written:
        yield f"--memory-limit: found '{limit}', expected a number with KB, MB, GB or TB, such as 6GB"
    elif float(written[1]) * _BYTES[written[2].lower()] < _LEAST_BYTES:
        yield f"--memory-limit: found '{limit}', expected 500MB or more; allow more memory"


def _faults_of_folder(spill: Path) -> Iterator[str]:
    try:
        shutil.rmtree(spill, ignore_errors=True)
        spill.mkdir(parents=True)
        (spill / "probe").touch()
        (spill / "probe").unlink()
    except OSError as error:
        yield (
            f"--temp-directory {spill.parent}: cannot be written to ({error.strerror}), expected a folder for what "
            "does not fit into memory; choose another"
        )
