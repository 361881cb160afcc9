"""What the browser tests need of the machine."""

import os
from typing import NoReturn

import pytest


def without_browser() -> NoReturn:
    """Skip the test; in CI fail it, so that none is left out there."""
    missing = "this machine has no Chromium; on Debian: apt install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
