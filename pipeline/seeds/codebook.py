"""The codebook, looked at before it is loaded: files as they should be, and values that every reader can take.

Codes stand in addresses, file names and SQL, names in headings, dates in timelines with a row per day. What depends on
other rows, such as that an item is one of its question's, is for dbt's data tests.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from pipeline.errors import InputError
from pipeline.project import Project
from pipeline.seeds.reading import Row, rows_of_seed
from pipeline.seeds.schema import SeedSchema, read_schema

FIRST_YEAR, LAST_YEAR = 1950, 2100
# A round may begin in one year and end in the next but one.
MOST_DAYS_OF_A_ROUND = 2 * 366
MOST_LETTERS_OF_A_NAME = 200

_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_UNFIT_FOR_A_NAME = re.compile(r"^\s|\s$|[\x00-\x1f\x7f\u2028\u2029]")

# Whether a value is as expected, and what is.
Rule = tuple[Callable[[str], bool], str]


def is_code(text: str) -> bool:
    """Whether a text can be a code: up to 40 letters, digits, underscores and hyphens of ASCII."""
    return bool(_CODE.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether a text can be a name: one line of up to 200 characters, without a space before or after it."""
    return bool(text) and len(text) <= MOST_LETTERS_OF_A_NAME and not _UNFIT_FOR_A_NAME.search(text)


def is_day(text: str) -> bool:
    """Whether a date as ISO 8601 is one that a survey or a Member can have."""
    return FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR


A_CODE = "up to 40 letters, digits, _ and -"
A_NAME = f"a name in one line, of up to {MOST_LETTERS_OF_A_NAME} characters, without a space before or after it"
A_DAY = f"a day from {FIRST_YEAR} to {LAST_YEAR}"


def check_codebook(project: Project) -> None:
    """Raise InputError with one line per fault of a codebook or published seed that cannot be loaded."""
    faults: list[str] = []
    files = [path for folder in ("codebook", "published") for path in (project.seeds / folder).glob("*.*")]
    for seed in sorted({path.with_suffix("") for path in files if path.suffix in (".csv", ".yml")}):
        seed_csv, seed_yaml = seed.with_suffix(".csv"), seed.with_suffix(".yml")
        shown = project.show(seed_csv)
        if not seed_yaml.exists():
            faults.append(
                f"{project.show(seed_yaml)}: found no such file, expected the columns of {seed_csv.name}; restore it"
            )
            continue
        of_file: list[str] = []
        schema = read_schema(seed_yaml)
        rows = list(rows_of_seed(seed_csv, schema, shown, of_file))
        if not of_file and seed.parent.name == "codebook":
            of_file += _faults_of_values(schema, rows, shown)
            if schema.name in _FAULTS_OF_ROWS:
                of_file += _FAULTS_OF_ROWS[schema.name](rows, shown)
        faults += of_file
    if faults:
        raise InputError(*faults)


def _rules(schema: SeedSchema) -> dict[str, Rule]:
    """The rules of a seed's columns, by what the columns are called and of which type they are."""
    rules: dict[str, Rule] = {}
    for column, type_name in schema.column_types.items():
        if column.endswith("_code"):
            rules[column] = (is_code, A_CODE)
        elif column in ("name_en", "name_fr"):
            rules[column] = (is_name, A_NAME)
        elif column == "position":
            rules[column] = (lambda text: int(text) > 0, "a place, from 1")
        elif column == "kept_count":
            rules[column] = (lambda text: int(text) > 0, "how many groups are kept, 1 or more")
        elif type_name == "date":
            rules[column] = (is_day, A_DAY)
    return rules


def _faults_of_values(schema: SeedSchema, rows: list[Row], shown: str) -> Iterator[str]:
    for column, (is_valid, expected) in _rules(schema).items():
        for row in rows:
            value = row.values[column]
            # What may be empty is for the data test no_gaps; a name never is.
            if (value or column.startswith("name_")) and not is_valid(value):
                yield (
                    f"{shown}, row {row.line}, column {column}: found {value[:60]!r}, expected {expected}; "
                    "correct the value"
                )


def _faults_of_surveys(rows: list[Row], shown: str) -> Iterator[str]:
    for column in ("name_en", "name_fr"):
        first: dict[str, int] = {}
        for row in rows:
            name = row.values[column]
            if (other := first.setdefault(name, row.line)) != row.line:
                yield (
                    f"{shown}, row {row.line}, column {column}: found {name[:60]!r}, the name of the survey in row "
                    f"{other}, expected a name of its own; name one of them otherwise"
                )
    for row in rows:
        opened, closed = row.values["opened_on"], row.values["closed_on"]
        if opened and closed and (fault := fault_of_length(opened, closed)):
            yield f"{shown}, row {row.line}, column closed_on: {fault}"


def _faults_of_variants(rows: list[Row], shown: str) -> Iterator[str]:
    """The report has one rule, and two variants that do the same would count twice."""
    of_report = [row.line for row in rows if row.values["is_report_rule"] == "true"]
    if not of_report:
        yield f"{shown}, column is_report_rule: found no variant, expected true in one row; mark the rule of the report"
    for line in of_report[1:]:
        yield (
            f"{shown}, row {line}, column is_report_rule: found 'true', as in row {of_report[0]}, "
            "expected the report's rule once; correct one of the two"
        )
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        rule = tuple(row.values[column] for column in _RULE_OF_A_VARIANT)
        if (other := first.setdefault(rule, row.line)) != row.line:
            yield (
                f"{shown}, row {row.line}, column {_RULE_OF_A_VARIANT[0]}: found the rule of row {other}, "
                "expected a variant that differs; take out one of the two"
            )


def fault_of_length(opened_on: str, closed_on: str) -> str:
    """What is wrong with the length of a round, such as a year mistyped; empty where nothing is."""
    days = (date.fromisoformat(closed_on) - date.fromisoformat(opened_on)).days
    if days <= MOST_DAYS_OF_A_ROUND:
        return ""
    return (
        f"found {closed_on}, {days:,} days after the opening, expected two years at most; correct one of the two days"
    )


_RULE_OF_A_VARIANT = ("ranked_by_code", "is_folded", "is_overlap_left_out", "kept_count")
# What is looked at beside each value alone, by seed.
_FAULTS_OF_ROWS: dict[str, Callable[[list[Row], str], Iterator[str]]] = {
    "surveys": _faults_of_surveys,
    "flagship_rule_variants": _faults_of_variants,
}
