"""The figures as a table, in the terminal and in docs/benchmarks.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.app.sessions import Outcome

# How many times what it is compared with a page may take.
SCRIPT_LIMIT = 1.5
DRAWN_LIMIT = 2.0


@dataclass(frozen=True)
class Measured:
    """A page. All in seconds: medians of the page and, in the same run, of what it is compared with."""

    page: str
    charts: int
    tables: int
    script: float
    floor: float
    drawn: float
    empty: float
    drawn_floor: float

    @property
    def script_ratio(self) -> float:
        return self.script / self.floor

    @property
    def drawn_ratio(self) -> float:
        return self.drawn / self.empty


def table(pages: Sequence[Measured]) -> str:
    """One row per page, in Markdown."""
    lines = [
        "| page | charts | tables | script | floor | ratio | drawn | empty page | ratio | drawn floor | ratio |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {page.page} | {page.charts} | {page.tables} | {page.script * 1000:.1f} ms | {page.floor * 1000:.1f} ms "
        f"| {page.script_ratio:.2f} | {page.drawn:.2f} s | {page.empty:.2f} s | {page.drawn_ratio:.2f} "
        f"| {page.drawn_floor:.2f} s | {page.drawn / page.drawn_floor:.2f} |"
        for page in pages
    ]
    lines.append(f"| limit | | | | | {SCRIPT_LIMIT} | | | {DRAWN_LIMIT} | | |")
    return "\n".join(lines)


def together(outcome: Outcome, readers: int, seconds: float) -> str:
    """What readers met at once, as a sentence."""
    return (
        f"{readers} sessions at once, {seconds:.0f} s: {len(outcome.seconds)} pages, {outcome.charts} charts, "
        f"{outcome.looks} looks for a new release, {len(outcome.errors)} errors (limit 0). From request to finished "
        f"script: {outcome.median * 1000:.0f} ms (median), {outcome.percentile_95 * 1000:.0f} ms (95th percentile)."
    )


def over_limits(pages: Sequence[Measured], outcome: Outcome) -> list[str]:
    """What is over its limit, one line each."""
    faults = [
        f"{page.page}: {what} takes {ratio:.2f} times {floor}, at most {limit} is allowed"
        for page in pages
        for what, ratio, floor, limit in (
            ("the script", page.script_ratio, "the floor", SCRIPT_LIMIT),
            ("drawing", page.drawn_ratio, "an empty page", DRAWN_LIMIT),
        )
        if ratio > limit
    ]
    return faults + outcome.errors
