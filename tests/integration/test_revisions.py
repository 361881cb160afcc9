"""Why a release was made, and what differs between two."""

import json
import re
from collections.abc import Callable
from functools import partial

import duckdb
import pytest

from app.labels import CERTAINTY
from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.releases.connection import described_by, open_release
from pipeline.releases.revision import REASONS, Revision
from pipeline.releases.store import Release, ReleaseStore
from pipeline.revisions.comparing import compare_releases
from tests.support.building import build
from tests.support.command import Ended, run_command
from tests.support.releases import publish_changed

Run = Callable[..., Ended]


@pytest.fixture
def store(project_copy: Project) -> ReleaseStore:
    return ReleaseStore(project_copy.releases)


@pytest.fixture
def run(project_copy: Project) -> Run:
    return partial(run_command, project_copy.root)


def _current(store: ReleaseStore) -> Release:
    current = store.current()
    assert current
    return current


def _ids(store: ReleaseStore) -> tuple[str, str]:
    """The two newest releases, the earlier one first."""
    after, before = store.all()[:2]
    return before.release_id, after.release_id


def test_a_release_of_the_same_content_differs_in_nothing(run: Run, project_copy: Project, store: ReleaseStore) -> None:
    summary = build(project_copy, revision=Revision("method", "Nothing else"))
    assert summary.status == "released"
    before, after = _ids(store)
    ended = run("diff", before, after)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1] == "Equal: no figure, text or row of any mart differs"
    told = json.loads(run("diff", before, after, "--format", "json").stdout)
    assert (told["is_equal"], told["marts"], told["after"]["reason_note"]) == (True, [], "Nothing else")


def test_one_raw_answer_changes_the_numbers_that_follow_from_it_and_no_other(
    project_copy: Project, store: ReleaseStore
) -> None:
    path = project_copy.shipped_raw / "raw_answers.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    # Of a Member: the identifiers of partner agencies begin with P.
    place = next(
        place for place, line in enumerate(lines) if re.fullmatch(r"SCS2024,S\d+,adoption_difficulty,vr_ar,2", line)
    )
    lines[place] = lines[place].replace("vr_ar,2", "vr_ar,3")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    submission_id = lines[place].split(",")[1]
    with duckdb.connect(str(project_copy.warehouse), read_only=True) as warehouse:
        row = warehouse.execute(
            "select region_code from core.fct_submissions where submission_id = ? and submission_state = 'counted'",
            [submission_id],
        ).fetchone()
        assert row
        (region,) = row
        bases = dict(
            warehouse.execute(
                "select region_code, respondent_count from marts.indicators"
                " where indicator_code = 'adoption_difficulty' and item_code = 'vr_ar' and region_code in ('ALL', ?)",
                [region],
            ).fetchall()
        )
    assert build(project_copy, revision=Revision("correction", "One answer")).status == "released"
    after, before = store.all()[:2]
    changes = [(mart.mart, change) for mart in compare_releases(project_copy, before, after) for change in mart.changes]
    found = {
        (mart, *change.key.values(), change.column): change.difference
        for mart, change in changes
        if not change.column.endswith(CERTAINTY)
    }
    # How certain difficulties are follows, too, and which ranks that leaves open.
    assert all(
        change.column.startswith("difficulty_") or change.key.get("indicator_code") == "adoption_difficulty"
        for _, change in changes
    )
    of_all, of_region = pytest.approx(1 / bases["ALL"]), pytest.approx(1 / bases[region])
    indicator = ("adoption_difficulty", "vr_ar", "", "value")
    # The share of the region in all Members is another than in the answers.
    reweighted = {key[-1]: found.pop(key) for key in list(found) if key[0] == "reweighted_indicators"}
    assert reweighted.keys() == {"value", "reweighted_value", "reweighted_error"}
    assert reweighted["value"] == of_all
    assert 0 < reweighted["reweighted_value"] != of_all
    assert found == {
        ("impact_difficulty", "SCS2024", "vr_ar", "difficulty_mean"): of_all,
        ("technology_profile", "SCS2024", "vr_ar", "difficulty_mean"): of_all,
        ("indicators", "SCS2024", "ALL", *indicator): of_all,
        ("impact_difficulty_by_region", "SCS2024", region, "vr_ar", "difficulty_mean"): of_region,
        ("indicators", "SCS2024", region, *indicator): of_region,
        ("indicator_changes", "SCS2024", "ALL", *indicator): of_all,
        ("indicator_changes", "SCS2024", region, *indicator): of_region,
        # In that region, it was level with another technology before.
        ("impact_difficulty_by_region", "SCS2024", region, "vr_ar", "difficulty_rank"): -1,
        ("indicators", "SCS2024", region, *indicator[:-1], "value_rank"): -1,
    }


CHANGED = (
    "update marts.it_strategy set yes_count = yes_count + 1",
    "update marts.it_strategy_by_region set yes_share = null where region_code = 'AP'",
    "update marts.codes set name_en = 'AI | *ML*' where code = 'ai_ml' and code_list = 'technologies'",
    "delete from marts.partner_agencies where agency_type_code = 'it_department'",
    "insert into marts.maturity_distribution by name select * replace (6 as maturity_level)"
    " from marts.maturity_distribution limit 1",
    "alter table marts.development_potential drop potential_rank",
    "drop table marts.report_discrepancies",
    "create table marts.visitors as select 1 as visitor_count",
    "create view marts.seen as select 1 as visitor_count",
)


@pytest.fixture
def changed(store: ReleaseStore) -> tuple[str, str]:
    before = _current(store)
    return before.release_id, publish_changed(store, *CHANGED).release_id


def test_whatever_differs_is_told(run: Run, changed: tuple[str, str]) -> None:
    ended = run("diff", *changed, "--format", "json")
    assert ended.returncode == 1
    told = json.loads(ended.stdout)
    marts = {mart.pop("mart"): {name: value for name, value in mart.items() if value} for mart in told["marts"]}
    assert told["is_equal"] is False
    assert marts["it_strategy"]["changes"] == [
        {"key": {"survey_code": "SCS2024"}, "column": "yes_count", "before": 107, "after": 108, "difference": 1}
    ]
    (lost,) = marts["it_strategy_by_region"]["changes"]
    assert lost["key"] == {"survey_code": "SCS2024", "region_code": "AP"}
    assert (lost["after"], lost["difference"]) == (None, None)
    assert 0 < lost["before"] < 1
    assert marts["codes"]["changes"][0]["after"] == "AI | *ML*"
    assert marts["partner_agencies"] == {"rows_gone": [{"survey_code": "SCS2024", "agency_type_code": "it_department"}]}
    assert marts["maturity_distribution"] == {"rows_new": [{"survey_code": "SCS2024", "maturity_level": 6}]}
    assert marts["development_potential"] == {"columns_gone": ["potential_rank"]}
    assert marts["report_discrepancies"] == {"is_gone": True}
    assert marts["visitors"] == {"is_new": True}
    # A view of a release would run when it is read.
    assert len(marts) == 8


def test_the_same_backwards(run: Run, changed: tuple[str, str]) -> None:
    told = json.loads(run("diff", *reversed(changed), "--format", "json").stdout)
    marts = {mart["mart"]: mart for mart in told["marts"]}
    assert marts["it_strategy"]["changes"][0]["difference"] == -1
    assert marts["development_potential"]["columns_new"] == ["potential_rank"]
    assert marts["report_discrepancies"]["is_new"]
    assert marts["partner_agencies"]["rows_new"]


def test_a_reader_sees_what_changed(run: Run, changed: tuple[str, str]) -> None:
    ended = run("diff", *changed)
    assert ended.returncode == 1
    assert f"before: {changed[0]}, built " in ended.stdout
    assert "routine" in ended.stdout
    assert "development_potential: gone potential_rank" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "8 marts not the same: 2 numbers changed, 1 row gone, 1 row new"
    (row,) = (line for line in ended.stdout.splitlines() if "yes_count" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "it_strategy", "SCS2024", "yes_count", "107", "108", "+1"
    ]  # fmt: skip


def test_a_pull_request_gets_a_page_in_which_no_text_is_markup(run: Run, changed: tuple[str, str]) -> None:
    ended = run("diff", *changed, "--format", "markdown")
    assert ended.returncode == 1
    page = ended.stdout.splitlines()
    assert page[0] == f"## {changed[0]} → {changed[1]}"
    assert "| it\\_strategy | SCS2024 | yes\\_count | 107 | 108 | +1 |" in page
    assert any("AI \\| \\*ML\\*" in line for line in page)
    # Rows of a table have as many cells as its heading.
    widths = [line.replace("\\|", "").count("|") for line in page if line.startswith("|")]
    assert set(widths) == {6, 7}


def test_of_many_cells_a_reader_sees_the_first_and_a_program_all(run: Run, store: ReleaseStore) -> None:
    before = _current(store)
    after = publish_changed(store, "update marts.indicators set respondent_count = respondent_count + 1")
    for output_format in ("table", "markdown"):
        shown = run("diff", before.release_id, after.release_id, "--format", output_format).stdout
        assert "more cells: --format json" in shown.replace("\\", "")
        assert len(shown.splitlines()) < 300
    told = json.loads(run("diff", before.release_id, after.release_id, "--format", "json").stdout)
    assert len(told["marts"][0]["changes"]) > 500


def test_a_mart_whose_key_was_another_is_compared_by_whole_rows(project_copy: Project, store: ReleaseStore) -> None:
    before = _current(store)
    doubled = publish_changed(
        store, "insert into marts.it_strategy by name select * replace (0 as yes_count) from marts.it_strategy"
    )
    (found,) = compare_releases(project_copy, before, doubled)
    assert (len(found.rows_new), found.rows_gone, found.changes) == (1, [], [])
    assert found.rows_new[0]["yes_count"] == 0


@pytest.mark.parametrize("place", [0, 1])
def test_a_release_that_is_not_there_or_damaged_gets_one_line(
    run: Run, store: ReleaseStore, changed: tuple[str, str], place: int
) -> None:
    unknown = [*changed]
    unknown[place] = "r0009-nothing"
    path = store.folder / f"{changed[place]}.duckdb"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    for asked, said in ((unknown, "found no release r0009-nothing, expected one of"), (changed, "found SHA-256")):
        ended = run("diff", *asked)
        assert (ended.returncode, ended.stdout) == (2, "")
        (line,) = ended.stderr.splitlines()
        assert said in line


def test_a_reason_is_in_the_release_its_sidecar_and_the_list(run: Run, store: ReleaseStore) -> None:
    ended = run("build", "--reason", "correction", "--note", "The maturity of one Member [AP]")
    assert ended.returncode == 0, ended.stdout
    current = _current(store)
    assert (current.reason_code, current.reason_note) == ("correction", "The maturity of one Member [AP]")
    assert described_by(store.folder / current.file)["reason_code"] == "correction"
    with open_release(store.folder / current.file) as release:
        row = release.execute("select reason_code, reason_note from main.release").fetchone()
        names = release.execute("select code from marts.codes where code_list = 'revision_reasons'").fetchall()
    assert row == ("correction", "The maturity of one Member [AP]")
    assert {code for (code,) in names} == set(REASONS)
    listed = " ".join(run("releases").stdout.replace("│", " ").split())
    assert "correction: The" in listed
    assert "routine" in listed
    assert json.loads(run("releases", "--json").stdout)[0]["reason_note"] == "The maturity of one Member [AP]"


def test_the_first_of_the_same_rows_is_routine(store: ReleaseStore) -> None:
    assert (_current(store).reason_code, _current(store).reason_note) == ("routine", "")


def test_a_release_from_before_there_were_reasons_is_read(run: Run, store: ReleaseStore) -> None:
    old = publish_changed(
        store, "alter table main.release drop reason_code", "alter table main.release drop reason_note",
        "update main.release set release_id = 'r0002-changed'",
    )  # fmt: skip
    (store.folder / f"{old.release_id}.json").unlink()
    read = store.current()
    assert read
    assert (read.release_id, read.reason_code) == (old.release_id, "")
    assert old.release_id in run("releases").stdout


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        (Revision("correction"), "--reason correction: found no --note, expected --note TEXT; readers are told it"),
        (Revision("method", "  "), "--reason method: found no --note"),
        (Revision("routine", "two\nlines"), "--note: found 9 characters on 2 lines, expected one line"),
        (Revision("routine", "x" * 301), "--note: found 301 characters on 1 lines, expected one line"),
    ],
)
def test_a_reason_that_tells_readers_nothing_is_refused(revision: Revision, said: str) -> None:
    with pytest.raises(InputError) as told:
        revision.check()
    (line,) = told.value.lines
    assert line.startswith(said)


def test_a_build_without_the_note_stops_before_it_starts(run: Run, store: ReleaseStore) -> None:
    before = store.pointer.read_bytes()
    stopped = run("build", "--reason", "method")
    assert stopped.returncode == 2
    assert "Error: --reason method: found no --note" in stopped.stdout
    assert store.pointer.read_bytes() == before


def test_why_a_disclosure_is_accepted_is_no_reason_of_a_release(run: Run) -> None:
    for option in ("--accepted-because", "--note"):
        stopped = run("build", "--accept-disclosure", "SCS2024", option, "The Members asked for it", "--no-release")
        assert stopped.returncode == (0 if option == "--accepted-because" else 2), stopped.stdout
    refused = run("build", "--accept-disclosure", "SCS2024", "--reason", "The Members asked for it")
    assert refused.returncode == 2
    assert "'The Members asked for it' is not one of 'routine', 'correction', 'method'" in refused.stderr
