"""What Spark needs of this machine, and which of its settings of profiles.yml suit the answers."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import InputError
from pipeline.seeds.raw import RawAnswers

OLDEST_JAVA = 17
# Targets of profiles.yml.
SMALL, LARGE = ON_THIS_MACHINE = ("spark", "spark_large")
# From so many raw rows on, the settings for large rounds are quicker; docs/spark.md has the figures. Rows, because
# bytes of Parquet say little: the same answers may take a hundredth of what they take as CSV.
LARGE_FROM = 500_000


# Names another target of profiles.yml, such as one of a cluster.
_TARGET = "SMART_CUSTOMS_SPARK_TARGET"


def target_for(raw: RawAnswers) -> str:
    """The target of profiles.yml that suits so many raw answers, or the one that the user names."""
    if named := os.environ.get(_TARGET):
        return named
    return LARGE if raw.row_count >= LARGE_FROM else SMALL


def check_spark() -> None:
    """Raise InputError with one line where pyspark, dbt-spark or a Java that Spark runs on is missing."""
    missing = [
        name for name, module in (("pyspark", "pyspark"), ("dbt-spark", "dbt.adapters.spark")) if not _has(module)
    ]
    if missing:
        raise InputError(
            f"{' and '.join(missing)}: found no such package beside this smart-customs, expected the dependency group "
            "`spark`; run `make parity`, which has an environment of its own for it, .venv-spark, and use "
            ".venv-spark/bin/smart-customs"
        )
    found = java_version(_java())
    if found is None or found < OLDEST_JAVA:
        raise InputError(
            f"java: found {'none' if found is None else f'version {found}'}, expected {OLDEST_JAVA} or later, which "
            "Spark runs on; install it (on Debian: apt-get install default-jre-headless) or set JAVA_HOME to one"
        )


def java_version(java: str) -> int | None:
    """The major version of a Java, such as 17; None where the command does not run or does not say."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r'version "(\d+)(?:\.(\d+))?', said)
    if version is None:
        return None
    # Until 8 it was 1.8.
    return int(version[2] or 1) if version[1] == "1" else int(version[1])


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of the package that it is in
        return False


def _java() -> str:
    """The Java that Spark's own scripts would take."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java") or "java"
