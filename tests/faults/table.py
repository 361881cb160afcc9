"""docs/faults.md: what every corruption of the catalogue came to. Written from a full run, compared with every run."""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.faults.catalogue import CATALOGUE
from tests.faults.injection import Corruption, Outcome

# What is done, and to which files.
Key = tuple[str, str]

TABLE = Path(__file__).parent.parent.parent / "docs" / "faults.md"

_HEAD = """# Injected faults

What happens when raw answers, codebook or printed values are wrong. Each row is one mistake that people and programs
make, put into a copy of the project on its own and built: `make faults` does it for all of them and compares with
this page, `make test` for a sample. `tests/faults/catalogue.py` says what exactly is done. This page is written from
what the builds gave: `.venv/bin/pytest tests/faults --full --write-table`.

{totals}

*Public cells* are cells of the marts that come out other than in a good build; "not built" where the build stops before
there are marts. *Caught by* names data tests, suites of the audit, and printed figures and rankings that the audit
found off; `reading` is the reading of seeds. A refused build leaves the current release as it was, byte for byte.
"""

_MOST_NAMES = 4


def write_row(corruption: Corruption, outcome: Outcome) -> None:
    """Put the row of one corruption into the page; the rows of others stay as they are, those of none go."""
    rows = {**(committed_rows() if TABLE.exists() else {}), key(corruption): row(corruption, outcome)}
    TABLE.write_text(page(rows), encoding="utf-8")


def page(rows: dict[Key, str]) -> str:
    """The whole page, in the order of the catalogue."""
    done = [corruption for corruption in CATALOGUE if key(corruption) in rows]
    parts = [_HEAD.format(totals=_totals(done, rows))]
    for kind in dict.fromkeys(corruption.kind for corruption in done):
        parts += _section(f"Refused: {kind}", "caught by", [
            rows[key(corruption)]
            for corruption in done
            if corruption.expected == "refused" and corruption.kind == kind
        ])  # fmt: skip
    for title, verdict, why in (
        ("Released: nothing that readers see changed", "released, nothing changed", "why"),
        ("Released: no check can catch it", "released, not catchable", "why no check can tell"),
    ):
        parts += _section(title, why, [rows[key(corruption)] for corruption in done if corruption.expected == verdict])
    return "\n".join(parts)


def _section(title: str, last_column: str, rows: list[str]) -> list[str]:
    if not rows:
        return []
    head = f"| corruption | in | public cells | {last_column} | exit |\n|---|---|---|---|---|\n"
    return [f"## {title}\n\n{head}" + "\n".join(rows) + "\n"]


def row(corruption: Corruption, outcome: Outcome) -> str:
    """One corruption as a row of the page."""
    files = ", ".join(f"`{Path(path).name}`" for path in corruption.edits)
    reason = corruption.gap or corruption.harmless or caught_by(outcome)
    return f"| {corruption.name} | {files} | {_cells(outcome)} | {reason} | {outcome.exit_code} |"


def caught_by(outcome: Outcome) -> str:
    """The names of what caught it."""
    shown = [f"`{name}`" for name in outcome.stopped_by + outcome.data_tests]
    shown += [f"suite `{name}`" for name in outcome.suites]
    if outcome.printed:
        more = len(outcome.printed) - _MOST_NAMES
        names = ", ".join(f"`{name}`" for name in outcome.printed[:_MOST_NAMES])
        shown.append(f"printed {names}" + (f" and {more} more" if more > 0 else ""))
    return ", ".join(shown)


def committed_rows() -> dict[Key, str]:
    """The rows of the page as committed, by their keys."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"\| ([^|]+) \| ([^|]*`) \| ", line):
            rows[match[1], match[2]] = line
    return rows


def key(corruption: Corruption) -> Key:
    """What names a corruption on the page."""
    return corruption.name, ", ".join(f"`{Path(path).name}`" for path in corruption.edits)


def names_in(committed: str) -> set[str]:
    """The checks that a committed row names."""
    return set(re.findall(r"`([^`]+)`", committed.split(" | ")[3]))


def _cells(outcome: Outcome) -> str:
    changed = outcome.changed_cells
    if changed is None:
        return "not built"
    if not changed:
        return "none"
    if len(changed) == 1:
        return ", ".join(f"{count} of `{mart}`" for mart, count in changed.items())
    return f"{sum(changed.values())} of {len(changed)} marts"


def _totals(done: Sequence[Corruption], rows: dict[Key, str]) -> str:
    refused = [rows[key(corruption)].split(" | ")[2] for corruption in done if corruption.expected == "refused"]
    harmless = sum(bool(corruption.harmless) for corruption in done)
    gaps = sum(bool(corruption.gap) for corruption in done)
    not_built, not_yet = refused.count("not built"), refused.count("none")
    return (
        f"**{len(done)} injected, {len(refused)} caught and refused, {gaps} not catchable**, "
        f"{harmless} without effect.\n"
        f"Of those caught, {not_built} could not be built at all, {len(refused) - not_built - not_yet} would have "
        f"changed a public\nnumber or text, and {not_yet} would have changed none yet."
    )
