"""Folders that are written whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import sync
from pipeline.project import Project


@contextmanager
def written_folder(project: Project, folder: Path, marker: str, *, is_replacing: bool) -> Iterator[Path]:
    """A temporary folder beside `folder` to write to, which takes its place when the block ends without an error.

    marker: the file that tells a folder of this kind, which is_replacing may replace as a whole. Raises InputError,
    before anything is written, for a folder with other files, for a missing parent, and for one among the releases.
    """
    target = folder.resolve()
    _check(project, folder, target, marker, is_replacing)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    old = target.with_name(f".{target.name}.old.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        yield temporary
        for path in (*temporary.iterdir(), temporary):
            sync(path)
        if is_there := target.exists():
            target.rename(old)
        try:
            temporary.rename(target)
        except BaseException:
            if is_there:
                old.rename(target)
            raise
        sync(target.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _check(project: Project, folder: Path, target: Path, marker: str, is_replacing: bool) -> None:
    shown = project.show(folder)
    if target.is_relative_to(project.releases.resolve()):
        raise InputError(f"{shown}: found a folder among the releases, expected one elsewhere; name another")
    if not target.parent.is_dir():
        raise InputError(f"{project.show(target.parent)}: found no such folder, expected one to write to; create it")
    if target.exists() and not target.is_dir():
        raise InputError(f"{shown}: found a file, expected a folder, or nothing; name another")
    there = sorted(path.name for path in target.iterdir()) if target.exists() else []
    if there and marker not in there:
        raise InputError(f"{shown}: found {there[0]} in it, expected an empty folder, or none; name another")
    if there and not is_replacing:
        raise InputError(
            f"{shown}: found an export in it, expected none; name another folder, or replace it by --force"
        )
