"""What measurements leave in docs/benchmarks.md: figures between markers, and the machine that they are from."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

GIBIBYTE = 1024**3
END = "<!-- to here -->"


def begin(target: str) -> str:
    """The marker before the figures of a target of make."""
    return f"<!-- make {target} writes from here -->"


def write(document: Path, target: str, text: str) -> None:
    """Put a text between the markers of a target of make."""
    content = document.read_text(encoding="utf-8")
    before, found, rest = content.partition(begin(target))
    _, end, after = rest.partition(END)
    if not (found and end):
        raise ValueError(f"{document}: found no {begin(target)} ... {END}, expected both")
    document.write_text(f"{before}{found}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def machine(*packages: str) -> str:
    """Cores, memory, system and versions, as a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory / GIBIBYTE:.0f} GiB of memory, "
        f"{platform.system()}; Python {platform.python_version()}, {versions}."
    )
