"""Confidential answers stay outside version control."""

import subprocess
from pathlib import Path

from pipeline.errors import InputError
from pipeline.project import Project


def check_not_versioned(
    project: Project,
    folder: Path,
    file_name: str = "raw_answers.csv",
    remedy: str = "leave out --raw, or name a folder elsewhere",
) -> None:
    """Raise InputError where a folder, which need not be there yet, is shipped with the project or taken up by git.

    file_name: what would be written there. remedy: what to do instead, for the error.
    """
    shown_as = project.show(folder)
    if folder.resolve().is_relative_to(project.seeds):
        raise InputError(
            f"{shown_as}: found a folder that is shipped with the project, expected confidential answers outside it; "
            f"{remedy}"
        )
    there = folder.resolve()
    while not there.is_dir():
        there = there.parent
    if not any((above / ".git").exists() for above in (there, *there.parents)):
        return
    try:
        asked = subprocess.run(
            ["git", "check-ignore", "--quiet", str(folder.resolve() / file_name)],
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
            f"control; {remedy}, or add this one to .gitignore"
        )
