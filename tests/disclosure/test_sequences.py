"""Releases that follow one another, put together, recover nothing; without the rule between them they recover much."""

import itertools
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline.disclosure.decisions import Decisions
from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.disclosure.attack import Findings, Moved, attack_together
from tests.disclosure.collected_rounds import register
from tests.disclosure.sequences import SEQUENCES, State, moved, states, write_state
from tests.support.building import build
from tests.support.sampling import slow

THRESHOLD = 5
BUILDS = 1 + max(len(sequence.steps) for sequence in SEQUENCES)
BY_SHAPE = {sequence.shape: sequence for sequence in SEQUENCES}

# What comes of each after the first release, build by build: whether the survey is released.
RELEASED = {
    "nothing changes": (True, True),
    "twenty more in one region": (True,),
    "three more, and three more": (False, False),
    "many more, and one more": (True, False),
    "many more beside suppressed regions": (True,),
    "a survey that was not there": (True,),
}
QUICK = ["one more", "twenty more in one region", "one sends again", "suppression moves with one more"]


@dataclass(frozen=True)
class Released:
    """The project after all builds; by build the marts as they would have been without the rule, and the releases.

    refused: by build the surveys that were held.
    """

    project: Project
    without_rule: list[Path]
    releases: list[Path]
    refused: list[set[str]]


@pytest.fixture(scope="module")
def released(
    tmp_path_factory: pytest.TempPathFactory, released_project: Path, copy_of: Callable[[Path, Path], Path]
) -> Released:
    """Every sequence is a survey of its own, so that a few builds do for all."""
    folder = tmp_path_factory.mktemp("sequences")
    project = Project(copy_of(released_project, folder / "project"))
    register(project, SEQUENCES)
    of_surveys = {sequence.survey_code: states(project, sequence, BUILDS) for sequence in SEQUENCES}
    outcome = Released(project, [], [], [])
    for number in range(BUILDS):
        raw = folder / f"raw{number}"
        write_state(project, ((code, of_builds[number]) for code, of_builds in of_surveys.items()), raw)
        current = ReleaseStore(project.releases).current()
        dropped = [code for code in of_surveys if current and code in current.survey_codes]
        summary = build(project, [raw], dropped_surveys=dropped)
        outcome.without_rule.append(Path(shutil.copy(project.warehouse, folder / f"without_rule{number}.duckdb")))
        refused = {finding.subject.split(",")[0] for finding in summary.critical}
        if refused:
            assert summary.status == "withheld", summary
            summary = build(project, [raw], dropped_surveys=dropped, decisions=Decisions(held=sorted(refused)))
        assert summary.status == "released", summary
        assert summary.release
        outcome.releases.append(project.root / summary.release["file"])
        outcome.refused.append(refused)
    return outcome


def of_shape(released: Released, shape: str) -> tuple[str, list[State]]:
    """The survey of a sequence, and who counted in each build."""
    sequence = BY_SHAPE[shape]
    return sequence.survey_code, states(released.project, sequence, BUILDS)


def attack_files(files: Sequence[Path], survey_code: str, of_builds: Sequence[State]) -> Findings:
    """Attack what readers have of a survey; of each file, who counted in it."""
    connections = [duckdb.connect(str(file), read_only=True) for file in files]
    moves = [moved(before, after) for before, after in itertools.pairwise(of_builds)]
    try:
        return attack_together(connections, survey_code, moves)
    finally:
        for connection in connections:
            connection.close()


def answers_recovered(findings: Findings, moves: Sequence[Mapping[str, Moved]]) -> int:
    """How many answers of Members the differences tell.

    Those of an item that fewer Members gave or took back than the threshold, and those that are all of one kind.
    """
    items: dict[tuple[int, str, str], list[int]] = {}
    for cell, change in findings.differences.items():
        name, item, _ = cell.key.split("|")
        items.setdefault((cell.release, cell.region_code, f"{name} {item}"), []).append(change)
    count = 0
    for (place, region, _), changes in items.items():
        more, less = (sum(change for change in changes if change * sign > 0) * sign for sign in (1, -1))
        kinds = max(sum(change * sign > 0 for change in changes) for sign in (1, -1))
        if more or less:
            told = max(more, less)
            assert told <= sum(max(move) for move in moves[place - 1].values()), (region, changes)
            count += told if told < THRESHOLD or kinds == 1 else 0
    return count


@pytest.fixture(params=[shape if shape in QUICK else pytest.param(shape, marks=slow) for shape in BY_SHAPE])
def shape(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_what_is_released_recovers_nothing(released: Released, shape: str) -> None:
    survey_code, of_builds = of_shape(released, shape)
    # What was held is the release before once more.
    known = [
        (file, state)
        for file, state, refused in zip(released.releases, of_builds, released.refused, strict=True)
        if survey_code not in refused and state
    ]
    files, counted = [file for file, _ in known], [state for _, state in known]
    findings = attack_files(files, survey_code, counted)
    moves = [moved(before, after) for before, after in itertools.pairwise(counted)]
    recovered = answers_recovered(findings, moves)
    _tell(f"{shape}, {len(known)} of {BUILDS} builds released", findings, recovered)
    assert findings.recovered == {}
    assert recovered == 0


def test_a_survey_waits_where_its_difference_tells_something(released: Released, shape: str) -> None:
    survey_code, _ = of_shape(released, shape)
    steps = len(BY_SHAPE[shape].steps) or 1
    is_released = tuple(survey_code not in refused for refused in released.refused[1 : steps + 1])
    assert is_released == RELEASED.get(shape, (False,) * steps)


def test_a_held_survey_is_released_as_it_was(released: Released) -> None:
    survey_code = BY_SHAPE["one more"].survey_code
    query = "select * exclude (survey_name_en, survey_name_fr) from marts.{} where survey_code = ? order by all"
    first, second = (duckdb.connect(str(file), read_only=True) for file in released.releases[:2])
    for mart in ("participation_timeline", "technology_adoption", "indicators"):
        before, after = (release.execute(query.format(mart), [survey_code]).fetchall() for release in (first, second))
        assert before == after
        assert before
    (held,) = second.execute("select held_surveys from main.release").fetchone() or ("[]",)
    assert {"survey_code": survey_code, "release_id": released.releases[0].stem} in json.loads(held)


LEAKING = [shape for shape in BY_SHAPE if not all(RELEASED.get(shape, (False,)))]


@pytest.mark.parametrize("shape", [shape if shape in QUICK else pytest.param(shape, marks=slow) for shape in LEAKING])
def test_without_the_rule_much_is_recovered(released: Released, shape: str) -> None:
    survey_code, of_builds = of_shape(released, shape)
    count = 1 + len(BY_SHAPE[shape].steps)
    findings = attack_files(released.without_rule[:count], survey_code, of_builds[:count])
    moves = [moved(before, after) for before, after in itertools.pairwise(of_builds[:count])]
    recovered = answers_recovered(findings, moves)
    _tell(f"{shape}, without the rule", findings, recovered)
    assert len(findings.recovered) + recovered > 10


def _tell(shape: str, findings: Findings, answers: int) -> None:
    """Shown by `pytest -s`, and where a test fails."""
    print(
        f"{shape}: {len(findings.suppressed)} suppressed, {len(findings.given_away)} given away by all regions"
        f" together, {len(findings.recovered)} recovered, {answers} answers of Members recovered"
    )
