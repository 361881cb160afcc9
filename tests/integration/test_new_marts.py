"""A public mart is in all its places; one that is not is told of all of them at once. CONTRIBUTING.md lists them."""

import shutil
from pathlib import Path

import pytest

from tests.support.mart_places import missing_places

pytestmark = pytest.mark.quick

# Where the places are.
PARTS = (
    "README.md",
    "CHANGELOG.md",
    "benchmarks/scale",
    "docs/disclosure.md",
    "docs/marts.md",
    "expectations/suites",
    "models",
    "tests/dbt/singular",
    "tests/disclosure",
    "tests/integration",
)
STRATEGY = Path("models") / "marts" / "strategy"
# The places of a mart that no file but its own knows of.
ELSEWHERE = [
    "docs/marts.md, the table of marts, with its grain",
    "README.md, the table of marts",
    "tests/integration/test_release.py, CONTRACT",
    "tests/integration/independent/marts.py, KEYS",
    "benchmarks/scale/comparing.py, MARTS",
    "CHANGELOG.md",
    "tests/integration/independent/marts.py, OF_SURVEY",
    "benchmarks/scale/floor, the mart in SQL",
    "benchmarks/scale/with_pandas.py, the mart by pandas",
]
DESCRIBED = """
models:
  - name: visitors
    description: Visitors. One row per survey.
    config:
      meta: {grain: [survey_code], report_section: II}
    constraints:
      - {type: primary_key, columns: [survey_code]}
    data_tests: [a_test]
    columns:
      - {name: survey_code, data_type: string, description: The survey.}
      - {name: survey_name_en, data_type: string, description: Its English name.}
      - {name: survey_name_fr, data_type: string, description: Its French name.}
"""


def test_every_public_mart_is_in_all_its_places(root: Path) -> None:
    missing = missing_places(root)
    assert missing == [], "\n".join(missing)


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A copy of the files that the places are in, to change."""
    for part in PARTS:
        source, copy = root / part, tmp_path / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, copy)
    return tmp_path


def _add_mart(tree: Path, described: str | None, sql: str = "-- One row per survey: visitors.\n") -> None:
    (tree / STRATEGY / "visitors.sql").write_text(sql, encoding="utf-8")
    if described is not None:
        (tree / STRATEGY / "visitors.yml").write_text(described, encoding="utf-8")


def test_a_mart_that_was_only_written_is_told_of_every_place(tree: Path) -> None:
    _add_mart(
        tree,
        "models: [{name: visitors, columns: [{name: visitor_code}, {name: is_suppressed, data_type: boolean},"
        " {name: respondent_count}, {name: respondent_count_basis, data_type: string}]}]",
        sql="select 1 as visitor_code",
    )
    beside = STRATEGY / "visitors.yml"
    assert missing_places(tree) == [
        f"visitors: {place}"
        for place in (
            f"{STRATEGY / 'visitors.sql'}, first what one row is",
            f"{beside}, a description that says what one row is",
            f"{beside}, a primary key",
            f"{beside}, its grain: the columns of the primary key",
            f"{beside}, its report section",
            f"{beside}, a data type of visitor_code",
            f"{beside}, a description of visitor_code",
            f"{beside}, a description of is_suppressed",
            f"{beside}, a data type of respondent_count",
            f"{beside}, a description of respondent_count",
            f"{beside}, a description of respondent_count_basis",
            f"{beside}, survey_code",
            f"{beside}, visitor_name_en",
            f"{beside}, visitor_name_fr",
            f"{beside}, a unit test",
            f"{beside} or tests/dbt/singular, a data test",
            *ELSEWHERE,
            "tests/dbt/singular/marts/figures_rest_on_what_their_survey_rests_on.sql",
            "tests/dbt/singular/marts/no_mart_has_more_respondents_than_submissions.sql",
            "docs/disclosure.md, what a release holds by region",
            "tests/integration/test_checks_can_fail.py, REGIONAL_MARTS",
            "tests/disclosure/attack.py, what it makes of respondent_count, visitor_code",
        )
    ]


def test_a_mart_without_yaml_is_told_of_it(tree: Path) -> None:
    _add_mart(tree, None)
    missing = missing_places(tree)
    assert f"visitors: {STRATEGY / 'visitors.yml'}, a primary key" in missing
    assert {f"visitors: {place}" for place in ELSEWHERE} <= set(missing)


def test_a_mart_without_numbers_says_which_word_to_change(tree: Path) -> None:
    _add_mart(tree, f"{DESCRIBED}unit_tests: [{{name: visitors_come, model: visitors}}]")
    assert missing_places(tree) == [
        f"visitors: {place}"
        for place in (
            *ELSEWHERE,
            "expectations/suites/ranges.py, REPORT_SECTIONS",
            "tests/integration/test_second_survey.py, WORDS, because it has no number",
        )
    ]


def test_a_grain_that_is_not_the_key_is_named(tree: Path) -> None:
    path = tree / STRATEGY / "it_strategy.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("grain: [survey_code]", "grain: [yes_count]"), "utf-8")
    assert missing_places(tree) == [
        f"it_strategy: {STRATEGY / 'it_strategy.yml'}, its grain: the columns of the primary key",
        "it_strategy: docs/marts.md, the table of marts, with its grain",
    ]


def test_a_mart_that_went_is_named_wherever_it_stayed(tree: Path) -> None:
    for suffix in (".sql", ".yml"):
        (tree / STRATEGY / f"it_strategy{suffix}").unlink()
    assert [line.removeprefix("it_strategy: is no public mart, but is in ") for line in missing_places(tree)] == [
        "docs/marts.md",
        *ELSEWHERE[1:5],
        "tests/disclosure/attack.py",
    ]


def test_a_number_that_went_is_named(tree: Path) -> None:
    path = tree / STRATEGY / "it_strategy.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: yes_share", "name: yes_portion", 1), "utf-8")
    assert missing_places(tree) == [
        "it_strategy: tests/disclosure/attack.py, what it makes of yes_portion",
        "it_strategy: tests/disclosure/attack.py, which has yes_share, and the mart has not",
    ]
