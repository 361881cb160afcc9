"""Files that are written whole or not at all."""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it takes the place of `path` when the block ends without an error.

    The bytes are on disk before the name changes, so a crash leaves the old file or the new one, never a part.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        sync(temporary)
        os.replace(temporary, path)
        sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str, mode: int | None = None) -> None:
    """Write a UTF-8 text whole or not at all; newlines stay as they are. mode: who may read it, whatever the umask."""
    with written_whole(path) as temporary:
        temporary.touch()
        if mode is not None:
            temporary.chmod(mode)
        temporary.write_bytes(text.encode("utf-8"))


@contextmanager
def readable_by_owner() -> Iterator[None]:
    """What this process writes meanwhile is readable by its owner alone, unless it says otherwise."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def replace_together(contents: Mapping[Path, bytes]) -> None:
    """Give several files that are there new bytes, all of them or none. What the others hang on is given last."""
    with written_together(contents) as staged:
        for path, content in contents.items():
            shutil.copy2(path, staged[path])
            staged[path].write_bytes(content)


@contextmanager
def written_together(paths: Iterable[Path]) -> Iterator[dict[Path, Path]]:
    """A temporary path beside each path to write to; they take their places together when the block ends.

    A path whose temporary one was not written stays as it is. Everything is on disk before the first name changes.
    Where a later one cannot change, those that did become what they were; a crash of the machine in between leaves the
    first ones changed, so give what the others hang on last.
    """
    staged = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in paths}
    try:
        yield staged
        written = {path: temporary for path, temporary in staged.items() if temporary.exists()}
        for temporary in written.values():
            sync(temporary)
        _move_together(written)
        for folder in {path.parent for path in written}:
            sync(folder)
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _move_together(staged: Mapping[Path, Path]) -> None:
    kept = {path: path.with_name(f".{path.name}.old.{os.getpid()}.tmp") for path in staged if path.exists()}
    moved: list[Path] = []
    try:
        for path, old in kept.items():
            shutil.copy2(path, old)
        try:
            for path, temporary in staged.items():
                moved.append(path)
                os.replace(temporary, path)
        except BaseException:
            for path in moved:
                if path in kept:
                    os.replace(kept[path], path)
                else:
                    path.unlink(missing_ok=True)
            raise
    finally:
        for old in kept.values():
            old.unlink(missing_ok=True)


def remove_temporary_files(folder: Path) -> None:
    """Remove what processes left in a folder that died while they wrote a file whole."""
    for path in folder.glob(".*.tmp"):
        if not _is_alive(path.suffixes[-2].removeprefix(".")):
            path.unlink(missing_ok=True)


def read_regular(path: Path, at_most: int) -> bytes:
    """The bytes of a file. Raises OSError, too, for what is none, such as a pipe or a device, and for more bytes than
    `at_most`: reading those might never end."""
    with open(open_regular(path), "rb") as file:
        if (size := os.fstat(file.fileno()).st_size) > at_most:
            raise OSError(errno.EFBIG, f"{size:,} bytes are more than the {at_most:,} that such a file has", str(path))
        return file.read()


def open_regular(path: Path) -> int:
    """A descriptor to read a file by. Raises OSError, too, for what is none: a pipe, a device, a folder."""
    # Opening a pipe would wait for somebody who writes to it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return descriptor


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_alive(process_id: str) -> bool:
    try:
        os.kill(int(process_id), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):
        # Somebody else's process, or no file of ours.
        return True
    return True


def sync(path: Path) -> None:
    """Have the bytes of a file, or the names in a folder, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
