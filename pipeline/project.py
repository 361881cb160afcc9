"""Where the things of a project are: the nearest folder above with a dbt_project.yml is its root."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError


@dataclass(frozen=True)
class Project:
    """The folders and files of one project; nothing here reads or writes them."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Project":
        """The project of `start` (the current folder by default) or of the nearest folder above it.

        Raises InputError where there is none, and where DuckDB could not work there.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / "dbt_project.yml").is_file():
                if "?" in str(folder):
                    # It takes what follows for the query of an address, and looks for its log before it.
                    raise InputError(f"{folder}: found a ? in the path, expected none; rename the folder")
                return cls(folder)
        raise InputError(
            f"{start}: found no dbt_project.yml here or in a folder above, expected one; "
            "run smart-customs inside a clone of the project"
        )

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def shipped_raw(self) -> Path:
        """Raw answers that are shipped with the project; synthetic."""
        return self.seeds / "raw"

    @property
    def landed_raw(self) -> Path:
        """Raw answers that were landed here; confidential, not under version control."""
        return self.root / "data" / "raw"

    @property
    def target(self) -> Path:
        return self.root / "target"

    @property
    def warehouse(self) -> Path:
        """The warehouse of the last build, released or not."""
        return self.target / "warehouse.duckdb"

    @property
    def validations(self) -> Path:
        """What Great Expectations found in that warehouse, as JSON."""
        return self.target / "validations"

    @property
    def private(self) -> Path:
        """What only builds may read: the history of what was released of collected surveys."""
        return self.root / "private"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    def show(self, path: Path) -> str:
        """The path as a user would type it: relative to the project where it lies inside."""
        # Unlike Path.resolve, this takes links in a loop.
        resolved = Path(os.path.realpath(path))
        return str(resolved.relative_to(self.root)) if resolved.is_relative_to(self.root) else str(path)
