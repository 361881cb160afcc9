"""A reader in a process of its own: looks at the current release again and again until its standard input ends.

Prints `ready` when it has seen a release, and at the end one line of JSON: polls, errors, releases seen, the last one.
Every second look is that of a newcomer, who opens the release anew; the others keep a reader, as the app does.
What nobody thought of ends the process with a traceback, and its test with it.
"""

import json
import sys
import threading
import time
from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.read import OpenRelease, ReleaseReader, open_current
from pipeline.releases.store import ReleaseStore

_PAUSE = 0.02


def main() -> None:
    """Poll the project of the first argument."""
    store = ReleaseStore(Project(Path(sys.argv[1])).releases)
    reader = ReleaseReader(store)
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    seen: list[str] = []
    errors: list[str] = []
    polls = 0
    while True:
        is_last = ended.is_set()
        try:
            if polls % 2 or is_last:
                with open_current(store) as current:
                    release_id = _look(current)
            else:
                release_id = _look(reader.current())
            if release_id not in seen:
                seen.append(release_id)
        except (AssertionError, InputError, OSError, duckdb.Error) as error:
            errors.append(f"{type(error).__name__}: {error}")
        polls += 1
        if polls == 1:
            print("ready", flush=True)
        if is_last:
            break
        time.sleep(_PAUSE)
    print(json.dumps({"polls": polls, "errors": errors, "seen": seen, "last": seen[-1] if seen else None}), flush=True)


def _look(current: OpenRelease) -> str:
    """The id of the release, found whole and consistent. Raises AssertionError where it is not."""
    assert current.fault is None, current.fault
    ((release_id, summaries, codes),) = current.query(
        "select release_id, (select count(*) from marts.participation_summary), (select count(*) from marts.codes)"
        " from main.release"
    ).fetchall()
    assert release_id == current.release.release_id, (release_id, current.release)
    assert summaries == 1
    assert codes > 0
    return str(release_id)


if __name__ == "__main__":
    main()
