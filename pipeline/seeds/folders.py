"""What lies in a raw folder: its tables, what cannot be one of them, and what is not read."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Beside raw answers: what landing sets aside, and how the shipped files are described.
_OTHER_FILES = re.compile(r"rejects\.csv|raw_\w+\.yml|\..*")
# What writers leave beside their Parquet files.
_OF_WRITERS = re.compile(r"[._].*")
# The folder in which Spark and Hadoop keep what they have not finished.
_UNFINISHED = "_temporary"
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
    stat.S_IFREG: "a file",
}


@dataclass
class FoundInFolder:
    """has_tables: whether there are raw answers. faults: one line each, for what may hold some and would be lost.

    not_read: the paths of whatever else lies there.
    """

    has_tables: bool = False
    faults: list[str] = field(default_factory=list)
    not_read: list[Path] = field(default_factory=list)


def look_into(folder: Path, raw_names: tuple[str, ...], shown_as: str) -> FoundInFolder:
    """Look at each name in a raw folder, and below its Parquet folders. Opens no file."""
    found = FoundInFolder()
    if (kind := kind_of(folder)) != "a folder":
        found.faults.append(f"{shown_as}: found {kind}, expected a folder with raw answers; check the path")
        return found
    expected = {f"{raw_name}.{ending}" for raw_name in raw_names for ending in ("csv", "parquet")}
    for path in sorted(folder.iterdir()):
        shown, kind = f"{shown_as}/{path.name}", kind_of(path)
        found.has_tables |= path.name in expected
        if path.name not in expected:
            if path.name.lower() in expected:
                found.faults.append(f"{shown}: found capitals in the name, expected {path.name.lower()}; rename it")
            elif not _OTHER_FILES.fullmatch(path.name):
                found.not_read.append(path)
        elif kind == "a folder" and path.suffix == ".parquet":
            _look_below(path, shown, found)
        elif kind != "a file":
            found.faults.append(f"{shown}: found {kind}, expected a file; put the file itself there or remove it")
    return found


def kind_of(path: Path) -> str:
    """What a path leads to, in words, such as "a file" or "no such folder"."""
    try:
        return _KINDS.get(stat.S_IFMT(path.stat().st_mode), "no file")
    except FileNotFoundError:
        return "a link that leads nowhere" if path.is_symlink() else "no such folder"
    except OSError as error:
        return (error.strerror or str(error)).lower()


def _look_below(table: Path, shown_as: str, found: FoundInFolder) -> None:
    for path in _walk(table):
        shown, kind = f"{shown_as}/{path.relative_to(table)}", kind_of(path)
        if path.name == _UNFINISHED:
            found.faults.append(f"{shown}: found what an unfinished write left, expected none; write the table again")
        elif kind == "a folder" and path.is_symlink():
            found.faults.append(f"{shown}: found a link to a folder, expected the folder itself; move it there")
        elif kind == "a folder" or _OF_WRITERS.fullmatch(path.name):
            continue
        elif path.suffix.lower() != ".parquet":
            found.not_read.append(path)
        elif path.suffix != ".parquet":
            found.faults.append(f"{shown}: found capitals in the name's ending, expected .parquet; rename it")
        elif kind != "a file":
            found.faults.append(f"{shown}: found {kind}, expected a file; put the file itself there or remove it")


def _walk(folder: Path) -> Iterator[Path]:
    """What lies in a folder and below; not below folders whose names begin with . or _, which are of writers."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink() and not _OF_WRITERS.fullmatch(path.name):
            yield from _walk(path)
