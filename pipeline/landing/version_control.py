"""Confidential answers stay outside version control."""

import subprocess
from pathlib import Path

from pipeline.errors import InputError


def check_not_versioned(folder: Path, shown_as: str) -> None:
    """Raise InputError where git would take up what is written into a folder, which need not be there yet."""
    there = folder.resolve()
    while not there.is_dir():
        there = there.parent
    if not any((above / ".git").exists() for above in (there, *there.parents)):
        return
    try:
        asked = subprocess.run(
            ["git", "check-ignore", "--quiet", str(folder.resolve() / "raw_answers.csv")],
            cwd=there,
            capture_output=True,
            check=False,
        )
        is_ignored = asked.returncode == 0
    except OSError:
        is_ignored = False
    if not is_ignored:
        raise InputError(
            f"{shown_as}: found a folder that git does not ignore, expected confidential answers outside version "
            "control; leave out --raw, name a folder elsewhere, or add this one to .gitignore"
        )
