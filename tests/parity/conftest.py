"""The command with Spark: in an environment of its own, which `make parity` sets up."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def command(root: Path) -> Path:
    """The command in the environment that has Spark."""
    installed = root / ".venv-spark" / "bin" / "smart-customs"
    if not installed.exists() and not os.environ.get("CI"):
        pytest.skip("needs Spark: run `make parity` once, which sets it up")
    return installed
