"""The figures as a table, in the terminal and in docs/benchmarks.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.app.sessions import Outcome

# How many times what it is compared with a page may take.
DRAWN_LIMIT = 3.5
ANSWERED_LIMIT = 1.5
# Seconds that one in twenty readers at once may wait for longer.
PERCENTILE_LIMIT = 1.0
MEBIBYTE = 1024**2
# MiB by which the memory of one and the same server differs from run to run.
MEMORY_NOISE = 10.0


@dataclass(frozen=True)
class Measured:
    """A page. All in seconds: medians of the page and, in the same run, of what it is compared with.

    answered, constants: to the choice of a region; None where a page offers none.
    """

    page: str
    charts: int
    drawn: float
    empty: float
    answered: float | None = None
    constants: float | None = None

    @property
    def drawn_ratio(self) -> float:
        return self.drawn / self.empty

    @property
    def answered_ratio(self) -> float | None:
        return self.answered / self.constants if self.answered and self.constants else None


@dataclass(frozen=True)
class Memory:
    """Bytes of a server before and after many sessions."""

    before: int
    after: int

    @property
    def growth(self) -> float:
        """In MiB."""
        return (self.after - self.before) / MEBIBYTE


def table(pages: Sequence[Measured]) -> str:
    """One row per page, in Markdown."""
    lines = [
        "| page | charts | drawn | empty page | ratio | region | constants | ratio |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for page in pages:
        answered = " | | "
        if page.answered and page.constants:
            answered = f"{page.answered:.2f} s | {page.constants:.2f} s | {page.answered_ratio:.2f}"
        lines.append(
            f"| {page.page} | {page.charts} | {page.drawn:.2f} s | {page.empty:.2f} s | {page.drawn_ratio:.2f} "
            f"| {answered} |"
        )
    lines.append(f"| limit | | | | {DRAWN_LIMIT} | | | {ANSWERED_LIMIT} |")
    return "\n".join(lines)


def together(outcome: Outcome, readers: int, seconds: float, at: str = "at once") -> str:
    """What readers met at once, as a sentence."""
    return (
        f"{readers} sessions {at}, {seconds:.0f} s: {len(outcome.seconds)} pages, {len(outcome.errors)} errors "
        f"(limit 0). From request to finished script: {outcome.median * 1000:.0f} ms (median), "
        f"{outcome.percentile_95 * 1000:.0f} ms (95th percentile, limit {PERCENTILE_LIMIT * 1000:.0f} ms)."
    )


def remembered(memory: Memory, empty: Memory, sessions: int) -> str:
    """What sessions left behind, as a sentence."""
    return (
        f"{sessions} sessions one after the other: the server grew by {memory.growth:.1f} MiB, from "
        f"{memory.before / MEBIBYTE:.0f} MiB; that of an empty page by {empty.growth:.1f} MiB, from "
        f"{empty.before / MEBIBYTE:.0f} MiB (limit: {MEMORY_NOISE:.0f} MiB more than that)."
    )


def over_limits(pages: Sequence[Measured], outcomes: Sequence[Outcome], memory: Memory, empty: Memory) -> list[str]:
    """What is over its limit, one line each."""
    faults = [
        f"{page.page}: {what} takes {ratio:.2f} times {floor}, at most {limit} is allowed"
        for page in pages
        for what, ratio, floor, limit in (
            ("drawing", page.drawn_ratio, "an empty page", DRAWN_LIMIT),
            ("the choice of a region", page.answered_ratio, "the same from constants", ANSWERED_LIMIT),
        )
        if ratio and ratio > limit
    ]
    faults += [
        f"one in twenty waits {outcome.percentile_95:.2f} s, less than {PERCENTILE_LIMIT} s is allowed"
        for outcome in outcomes
        if outcome.percentile_95 >= PERCENTILE_LIMIT
    ]
    if memory.growth > empty.growth + MEMORY_NOISE:
        faults.append(f"the server grew by {memory.growth:.1f} MiB, that of an empty page by {empty.growth:.1f} MiB")
    return faults + [error for outcome in outcomes for error in outcome.errors]
