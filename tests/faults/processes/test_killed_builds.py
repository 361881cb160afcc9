"""A whole build that is killed at a random moment, with a reader looking on: nothing lost, and the next one good."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.support.command import run_command
from tests.support.sampling import slow

COMMAND = Path(sys.executable).parent / "smart-customs"
KEPT = 3
_STEPS = ("Starting", "Reading raw answers", "Building and testing", "Auditing", "Releasing")
_REQUEST = '{"warehouse": "", "results": "", "required_surveys": [], "validations": ""}\n'


class _Build:
    """`smart-customs build` in a process group of its own, and the step that it is at."""

    def __init__(self, project: Project) -> None:
        self.step = _STEPS[0]
        self._has_begun = {step: threading.Event() for step in _STEPS}
        self._has_begun[_STEPS[0]].set()
        self.process = subprocess.Popen(
            [COMMAND, "build", "--keep", str(KEPT)],
            cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self._follower = threading.Thread(target=self._follow)
        self._follower.start()

    def _follow(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            for step in _STEPS:
                if line.startswith(step):
                    self.step = step
                    self._has_begun[step].set()

    def wait_until(self, step: str, seconds: float) -> None:
        """Until a step has begun and some time more, or until the build ends."""
        while self.process.poll() is None and not self._has_begun[step].wait(0.05):
            pass
        until = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)

    def kill(self, whole_group: bool) -> bool:
        """Whether there was still something to kill. Without the group, the audit is left an orphan."""
        was_running = self.process.poll() is None
        try:
            if whole_group:
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        except ProcessLookupError:
            was_running = False
        self.process.communicate()
        self._follower.join()
        return was_running and self.process.returncode == -signal.SIGKILL


def _good(store: ReleaseStore) -> set[str]:
    return {release.release_id for release in store.all() if store.is_good(release.pointer)}


def _moments(count: int, duration: float) -> Iterator[tuple[str, float]]:
    """Random moments over the whole build; each third one in the release, which is short and matters most."""
    chance = random.Random(20240624)
    for number in range(count):
        yield ("Releasing", chance.uniform(0, 1)) if number % 3 == 1 else ("Starting", chance.uniform(0, duration))


@slow
def test_killed_builds_lose_nothing_and_no_reader_notices(project_copy, store, start_readers, tell):
    count = 40
    readers = start_readers(project_copy, 1)
    begun = time.monotonic()
    assert subprocess.run([COMMAND, "build"], cwd=project_copy.root, capture_output=True, check=False).returncode == 0
    duration = time.monotonic() - begun
    killed: Counter[str] = Counter()
    lost: set[str] = set()
    next_builds_good = 0
    sequence = store.current().sequence
    for number, (step, seconds) in enumerate(_moments(count * 4, duration)):
        before = _good(store)
        build = _Build(project_copy)
        build.wait_until(step, seconds)
        if not build.kill(whole_group=number % 2 == 0):
            # It had ended by itself, and is no killed build.
            continue
        killed[build.step] += 1
        after = _good(store)
        lost |= set(sorted(before | after)[-KEPT:]) - after
        assert store.current().release_id in after
        again = run_command(project_copy.root, "build", "--keep", KEPT)
        assert again.returncode == 0, (build.step, again.stdout, again.stderr)
        current = store.current()
        assert store.is_good(current.pointer)
        assert current.sequence > sequence
        sequence = current.sequence
        next_builds_good += 1
        assert not list(store.folder.glob(".*.tmp*"))
        if killed.total() == count:
            break
    (reader,) = readers.end()
    steps = ", ".join(f"{killed[step]} at '{step}'" for step in _STEPS if killed[step])
    tell(
        f"killed builds {killed.total()} ({steps}), reader polls {reader['polls']}, "
        f"reader errors {len(reader['errors'])}, lost releases {len(lost)}, next builds good {next_builds_good}"
    )
    assert killed.total() == count
    assert reader["errors"] == []
    assert reader["last"] == store.current().release_id
    assert lost == set()


_WORKING_AUDIT = """
import time
import expectations.audit
expectations.audit.run_audit = lambda *_: time.sleep(600)
print("loaded", flush=True)
expectations.audit.main()
"""


@pytest.mark.parametrize(("request_line", "exit_code"), [("", 0), (_REQUEST, 1)], ids=["not asked", "at work"])
def test_an_audit_ends_by_itself_when_its_build_is_gone(request_line: str, exit_code: int) -> None:
    """The end of a process closes its pipes; here the test closes the one that the build would have held."""
    audit = subprocess.Popen(
        [sys.executable, "-c", _WORKING_AUDIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert audit.stdin
    assert audit.stdout
    assert audit.stdout.readline() == "loaded\n"
    audit.stdin.write(request_line)
    audit.stdin.close()
    assert audit.wait() == exit_code
