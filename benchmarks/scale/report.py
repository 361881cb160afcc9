"""The figures as a table, what they grow by, and what is over its limit."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.document import GIBIBYTE
from benchmarks.scale.ways import AUDIT, BUILD, DBT, FLOOR, LOAD, MODELS, PANDAS, RELEASE, Run

# At most so many times the script, from this size on.
FLOOR_LIMIT, FLOOR_LIMIT_FROM = 2.0, 1_000_000
# Seconds grow with answers to the power of so much, at most, between these sizes. What does not grow, such as the start
# of dbt, weighs less in the last step, which is shown beside it.
GROWTH_LIMIT, GROWTH_FROM, GROWTH_TO = 1.05, 10_000, 1_000_000
LAST_STEP_FROM = 100_000
PEAK_LIMIT = 8 * GIBIBYTE
_GROWTHS = {
    f"growth exponent from {GROWTH_FROM:,} to {GROWTH_TO:,}": GROWTH_FROM,
    f"from {LAST_STEP_FROM:,} to {GROWTH_TO:,}": LAST_STEP_FROM,
}


@dataclass(frozen=True)
class Size:
    """All runs on one round, by way; a way that was left out has none."""

    submissions: int
    answers: int
    runs: Mapping[str, Sequence[Run]]

    def work(self, way: str) -> float | None:
        """Median seconds without the start of Python; of the build, those of its models."""
        return self._median(way, lambda run: run.work)

    def whole(self, way: str) -> float | None:
        """Median seconds of the whole command."""
        return self._median(way, lambda run: run.whole.seconds)

    def step(self, step: str) -> float | None:
        """Median seconds of a step of the build."""
        return self._median(BUILD, lambda run: run.steps[step])

    def rest_of_build(self) -> float | None:
        """Median seconds of the build outside its named steps: data tests, and the start of Python and dbt."""
        return self._median(
            BUILD, lambda run: run.whole.seconds - sum(run.steps[step] for step in (LOAD, MODELS, AUDIT, RELEASE))
        )

    def peak(self, way: str) -> float | None:
        """Median of the most memory held at once, in bytes."""
        return self._median(way, lambda run: run.whole.peak_bytes)

    def _median(self, way: str, figure: Callable[[Run], float]) -> float | None:
        runs = self.runs.get(way)
        return statistics.median(figure(run) for run in runs) if runs else None


def growth(
    sizes: Sequence[Size], seconds: Callable[[Size], float | None], first: int = GROWTH_FROM, last: int = GROWTH_TO
) -> float | None:
    """The power of the number of answers that seconds grow with: the slope of the line through their logarithms.

    Of the sizes from `first` to `last` submissions; None where these two were not measured.
    """
    measured = [(size, found) for size in sizes if (found := seconds(size)) is not None]
    within = [(size, found) for size, found in measured if first <= size.submissions <= last]
    if not {first, last} <= {size.submissions for size, _ in within}:
        return None
    slope, _ = statistics.linear_regression(
        [math.log(size.answers) for size, _ in within], [math.log(found) for _, found in within]
    )
    return slope


def table(sizes: Sequence[Size]) -> str:
    """Three tables in Markdown: the build by step, the ways side by side, and memory."""
    return "\n\n".join((_by_step(sizes), _by_way(sizes), _memory(sizes)))


def over_limits(sizes: Sequence[Size]) -> list[str]:
    """What is over its limit, one line each."""
    return [fault for size in sizes for fault in _faults_of(size)] + [
        f"{what} grows with the answers to the power of {slope:.2f}, at most {GROWTH_LIMIT} is allowed"
        for what, slope in _growth_of_build(sizes).items()
        if slope is not None and slope > GROWTH_LIMIT
    ]


def _faults_of(size: Size) -> list[str]:
    faults = []
    to_floor = _ratio(size.work(BUILD), size.work(FLOOR))
    peak = size.peak(BUILD)
    if size.submissions >= FLOOR_LIMIT_FROM and to_floor is not None and to_floor > FLOOR_LIMIT:
        faults.append(f"the models take {to_floor:.2f} times the DuckDB script, at most {FLOOR_LIMIT} is allowed")
    if peak is not None and peak >= PEAK_LIMIT:
        faults.append(f"the build holds {_gibibytes(peak)} of memory, less than {_gibibytes(PEAK_LIMIT)} is allowed")
    return [f"{size.submissions:,} submissions: {fault}" for fault in faults]


def _growth_of_build(sizes: Sequence[Size]) -> dict[str, float | None]:
    return {
        "the build": growth(sizes, lambda size: size.whole(BUILD)),
        "the transform": growth(sizes, lambda size: size.work(BUILD)),
    }


def _by_step(sizes: Sequence[Size]) -> str:
    lines = [
        "| submissions | answers | load | models | audit | release | tests, start of dbt | whole build |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        steps = (size.step(LOAD), size.step(MODELS), size.step(AUDIT), size.step(RELEASE), size.rest_of_build())
        lines.append(_row(f"{size.submissions:,}", f"{size.answers:,}", *map(_seconds, (*steps, size.whole(BUILD)))))
    figures: list[Callable[[Size], float | None]] = [
        *(lambda size, step=step: size.step(step) for step in (LOAD, MODELS, AUDIT, RELEASE)),
        lambda size: size.rest_of_build(),
        lambda size: size.whole(BUILD),
    ]
    for what, first in _GROWTHS.items():
        lines.append(_row(what, "", *(_number(growth(sizes, figure, first)) for figure in figures)))
    lines.append(_row("limit of growth", "", "", str(GROWTH_LIMIT), "", "", "", str(GROWTH_LIMIT)))
    return "\n".join(lines)


def _by_way(sizes: Sequence[Size]) -> str:
    lines = [
        "| submissions | models | DuckDB script | models to script | pandas | pandas to models | bare `dbt build` "
        "| whole build to bare dbt |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        models, floor, pandas, dbt = (size.work(way) for way in (BUILD, FLOOR, PANDAS, DBT))
        lines.append(
            _row(
                f"{size.submissions:,}",
                _seconds(models),
                _seconds(floor),
                _number(_ratio(models, floor)),
                _seconds(pandas),
                _number(_ratio(pandas, models)),
                _seconds(dbt),
                _number(_ratio(size.whole(BUILD), dbt)),
            )
        )
    for what, first in _GROWTHS.items():
        models_by, floor_by, pandas_by, dbt_by = (
            _number(growth(sizes, lambda size, way=way: size.work(way), first)) for way in (BUILD, FLOOR, PANDAS, DBT)
        )
        lines.append(_row(what, models_by, floor_by, "", pandas_by, "", dbt_by, ""))
    lines.append(_row("limit", "", "", f"at most {FLOOR_LIMIT} from {FLOOR_LIMIT_FROM:,} on", "", "", "", ""))
    return "\n".join(lines)


def _memory(sizes: Sequence[Size]) -> str:
    lines = [
        "| peak memory | whole build | DuckDB script | pandas | bare `dbt build` |",
        "|---|---|---|---|---|",
    ]
    lines += [
        _row(f"{size.submissions:,}", *(_gibibytes(size.peak(way)) for way in (BUILD, FLOOR, PANDAS, DBT)))
        for size in sizes
    ]
    lines.append(_row("limit", f"under {_gibibytes(PEAK_LIMIT)}", "", "", ""))
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.2f}"


def _gibibytes(size: float | None) -> str:
    return "" if size is None else f"{size / GIBIBYTE:.1f} GiB"


def _ratio(seconds: float | None, base: float | None) -> float | None:
    return None if seconds is None or base is None else seconds / base
