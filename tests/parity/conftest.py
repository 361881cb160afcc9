"""The command with Spark: in an environment of its own, which `make parity` sets up and runs these tests with."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def command(root: Path) -> Path:
    """The command in the environment that has Spark."""
    installed = root / ".venv-spark" / "bin" / "smart-customs"
    if not installed.exists():
        pytest.skip("needs Spark; `make parity` sets it up and runs this")
    return installed
