"""Opens a workbook, given on standard input, in a process that may fail: run as a module of its own.

The library that reads workbooks ends the process where memory does not suffice, and a hostile file of a few kilobytes
can make it ask for any amount. What a trial got through opens again safely. Exit codes: 0 opened; 3 it has a password;
4 it is broken, as standard output says; anything else, a signal too: it does not fit.
"""

import io
import resource
import sys
from collections import deque

import python_calamine

PASSWORD = 3
BROKEN = 4
MOST_GIGABYTES = 2
MOST_SECONDS = 120


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_GIGABYTES << 30,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for name in workbook.sheet_names:
            deque(workbook.get_sheet_by_name(name).iter_rows(), maxlen=0)
    except python_calamine.PasswordError:
        return PASSWORD
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        sys.stdout.write(" ".join(str(error).split()))
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(_main())
