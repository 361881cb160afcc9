"""A round of sixty days, built daily: how many releases come, and nothing is recovered from all of them together."""

import itertools
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.project import Project
from tests.disclosure.collected_rounds import register
from tests.disclosure.sequences import Sequence, State, moved, states, write_state
from tests.disclosure.test_sequences import THRESHOLD, answers_recovered, attack_files
from tests.support.building import build
from tests.support.sampling import slow

DAYS = 60
ROUND = Sequence("DAY60", "sixty days", {"ESA": 15, "AP": 21, "WCA": 14, "AMS": 20, "EUR": 34, "MENA": 12}, ())


def arrivals(project: Project) -> list[State]:
    """Who counts at the end of each day: many at the beginning and at the deadline, few in between."""
    chance = random.Random(60)
    (everybody,) = states(project, ROUND, 1)
    days = [0, DAYS // 2 - 1, DAYS - 1]
    came = {code: round(min(abs(chance.gauss(chance.choice(days), 8)), DAYS - 1)) for code in everybody}
    return [{code: of for code, of in everybody.items() if came[code] <= day} for day in range(DAYS)]


def is_hopeless(before: list[State], now: State) -> bool:
    """Whether too few respondents differ from an earlier release, so that nothing need be built to know it."""
    numbers = []
    for state in before:
        new = Counter(region for code, (region, _) in now.items() if code not in state)
        numbers += [*new.values(), new.total()]
    return len(now) < THRESHOLD or any(0 < number < THRESHOLD for number in numbers)


@slow
@pytest.mark.parametrize("policy", ["when_closed", "while_open"])
def test_sixty_daily_builds_recover_nothing(
    released_project: Path, tmp_path: Path, copy_of: Callable[[Path, Path], Path], policy: str
) -> None:
    project = Project(copy_of(released_project, tmp_path / "project"))
    settings = project.root / "dbt_project.yml"
    settings.write_text(settings.read_text().replace("when_closed\n", f"{policy}\n"))
    register(project, [ROUND])
    # What is not built would be refused by the closing date, or by the number of respondents that differ.
    of_days = arrivals(project)
    to_build = range(DAYS) if policy == "while_open" else [DAYS - 1]
    released: list[tuple[int, State, Path]] = []
    built = 0
    for day in to_build:
        state = of_days[day]
        if is_hopeless([before for _, before, _ in released], state) or (released and released[-1][1] == state):
            continue
        raw = tmp_path / f"day{day}"
        write_state(project, [(ROUND.survey_code, state)], raw)
        summary = build(project, [raw], kept_releases=DAYS)
        built += 1
        assert summary.status in ("released", "withheld"), summary
        if summary.release:
            released.append((day, state, project.root / summary.release["file"]))
    days = [0, *(day + 1 for day, _, _ in released), DAYS]
    longest = max(after - before for before, after in itertools.pairwise(days))
    print(f"{policy}: {built} built, released on days {days[1:-1]}, {longest} days at most between two")
    assert released
    counted = [state for _, state, _ in released]
    findings = attack_files([file for _, _, file in released], ROUND.survey_code, counted)
    moves = [moved(before, after) for before, after in itertools.pairwise(counted)]
    recovered = answers_recovered(findings, moves)
    print(f"{len(findings.suppressed)} suppressed, {len(findings.recovered)} recovered, {recovered} answers of Members")
    assert findings.recovered == {}
    assert recovered == 0
