"""One at a time: what builds a project and what changes its codebook wait for each other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipeline.project import Project


@contextmanager
def one_at_a_time(project: Project, tell: Callable[[str], None], waiting_for: str) -> Iterator[None]:
    """Hold the lock of the project for the block, waiting for whoever has it.

    tell: called once with a sentence where it has to wait; waiting_for: what that sentence says it waits for.
    """
    project.target.mkdir(exist_ok=True)
    lock = FileLock(project.target / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"Waiting for {waiting_for} of this project to end")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
