"""What a build found wrong, each finding in one line that a maintainer can act on."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.building.dbt import DataTest
from pipeline.project import Project
from pipeline.seeds.raw import RawAnswers, RawRow
from pipeline.seeds.reading import read_seed_file
from pipeline.seeds.schema import read_schema

# Most rows at fault of one data test that are told one by one.
MOST_ROWS = 1_000

# Per raw file: its key columns, and the columns of a fault (see macros/raw_faults.sql) that hold them.
_RAW_KEYS = {
    "raw_submissions": {"survey_code": "survey_code", "submission_id": "submission_id"},
    "raw_answers": {
        "survey_code": "survey_code",
        "submission_id": "submission_id",
        "question_code": "question_code",
        "item_code": "item_code",
    },
    "raw_need_codings": {"survey_code": "survey_code", "answer": "item_code"},
}
# How dbt's own tests of a column call the value at fault, and what they expect of it.
_OF_DBT = {
    "unique_field": "a value that stands in one row alone",
    "from_field": "a value of the seed that it refers to",
    "value_field": "one of the values that may stand there",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    check: name of the data test or suite that found it. severity: critical refuses the release, warning does not.
    subject: the file and row, or the mart and what of it. report_section: of an audit's finding; else empty.
    """

    check: str
    severity: str
    subject: str
    found: str
    expected: str
    remedy: str = ""
    report_section: str = ""

    @property
    def line(self) -> str:
        line = f"{self.subject}: found {self.found}, expected {self.expected}"
        return f"{line}; {self.remedy}" if self.remedy else line


def findings_of_tests(
    tests: Iterable[DataTest],
    rows_at_fault: Callable[[DataTest], list[dict[str, Any]]],
    raw: RawAnswers,
    project: Project,
) -> list[Finding]:
    """A finding per row that a failed data test selects; the rows are looked up in the raw files they came from.

    rows_at_fault: gives the rows that a test selects, MOST_ROWS at most; of more, it is told how many there are.
    """
    findings: list[Finding] = []
    for test in tests:
        if test.error:
            findings.append(
                Finding(test.name, "critical", f"data test {test.name}", test.error, "a test that can be evaluated")
            )
            continue
        rows = rows_at_fault(test)
        if test.failure_count > len(rows):
            subject, count = f"data test {test.name}", test.failure_count - len(rows)
            findings.append(Finding(test.name, "critical", subject, f"{count} more rows at fault", "none"))
        if raw_name := test.meta.get("raw_file"):
            remedy = test.meta.get("remedy", "")
            raw.fetch(raw_name, rows, project)
            findings += [_raw_finding(test.name, raw_name, remedy, row, raw) for row in rows]
        else:
            findings += [
                _seed_finding(test, row, project) if test.file.endswith(".csv") else _model_finding(test, row)
                for row in rows
            ]
    return sorted(findings, key=lambda finding: _in_reading_order(finding.subject))


def findings_of_audit(results: Iterable[dict[str, Any]]) -> list[Finding]:
    """A finding per row that an expectation did not expect, or per expectation where it names no rows."""
    findings = []
    for result in results:
        if result["is_passed"]:
            continue
        column = f".{result['column_name']}" if result["column_name"] else ""
        subject = f"{result['mart_name']}{column}"
        details = result["details"] or [{"row": "", "expected": result["expected"], "found": result["found"]}]
        findings += [
            Finding(
                result["suite_name"],
                result["severity"],
                f"{subject}, {detail['row']}" if detail["row"] else subject,
                detail["found"],
                # Where a value was expected, the sentence says what it is about.
                detail["expected"]
                if detail["expected"] == result["expected"]
                else f"{detail['expected']} ({result['expected']})",
                report_section=result["report_section"],
            )
            for detail in details
        ]
    return findings


def _raw_finding(check: str, raw_name: str, remedy: str, fault: dict[str, Any], raw: RawAnswers) -> Finding:
    rows = _raw_rows(raw_name, fault, raw)
    column = fault["column_name"]
    subject = f"{_places(rows) or raw_name}, column {column}"
    return Finding(check, "critical", subject, _quoted(fault["found"]), str(fault["expected"]), remedy)


def _raw_rows(raw_name: str, fault: dict[str, Any], raw: RawAnswers) -> list[RawRow]:
    """The rows that a fault is about: those of its key, and among them those that hold what was found."""
    key = {column: fault[fault_column] for column, fault_column in _RAW_KEYS[raw_name].items()}
    rows = raw.rows_of(raw_name, key) or raw.rows_of(
        raw_name, {column: value for column, value in key.items() if value is not None}
    )
    holding = [row for row in rows if row.row.values.get(fault["column_name"]) == (fault["found"] or "")]
    return holding or rows


def _places(rows: list[RawRow]) -> str:
    """Files with their rows, such as `seeds/raw/raw_answers.csv, rows 17 and 203`."""
    lines_of_file: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        lines_of_file[row.file].append(row.row.line)
    return "; ".join(f"{file}, {_rows(lines)}" for file, lines in lines_of_file.items())


def _rows(lines: list[int]) -> str:
    """Rows of one file, such as `rows 17 and 203`; empty where there are none."""
    return f"row{'s' if len(lines) > 1 else ''} {' and '.join(map(str, lines))}" if lines else ""


def _seed_finding(test: DataTest, fault: dict[str, Any], project: Project) -> Finding:
    """A fault of a codebook or published seed: in the row of the file where a maintainer corrects it."""
    for name, expected in _OF_DBT.items():
        if name in fault:
            fault = {test.column: fault[name], "found": _quoted(fault[name]), "expected": expected}
    said = {name: value for name, value in fault.items() if name not in ("expected", "found", "column_name")}
    lines = _seed_lines(project.root / test.file, said)
    subject = f"{test.file}, {_rows(lines) or ' '.join(f'{name}={_plain(value)}' for name, value in said.items())}"
    if column := fault.get("column_name") or test.column:
        subject += f", column {column}"
    return Finding(
        test.name,
        "critical",
        subject,
        _plain(fault.get("found", "this row")),
        _plain(fault.get("expected", _description(test))),
        "correct the seed",
    )


def _seed_lines(path: Path, said: dict[str, Any]) -> list[int]:
    """The lines of a seed that hold what a fault says of its columns."""
    rows = read_seed_file(path, read_schema(path.with_suffix(".yml")), path.name).rows
    texts = {name: _as_in_csv(value) for name, value in said.items() if rows and name in rows[0].values}
    return [row.line for row in rows if texts and all(row.values[name] == text for name, text in texts.items())]


def _as_in_csv(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _model_finding(test: DataTest, row: dict[str, Any]) -> Finding:
    """A row of a test on models: what it says of expected and found, or the row as it is."""
    shown = {name: value for name, value in row.items() if name not in ("expected", "found")}
    named = " ".join(f"{name}={_plain(value)}" for name, value in shown.items())
    subject = f"{test.file}, data test {test.name}"
    remedy = "mend the model, or the answers it was fed"
    if "expected" in row and "found" in row:
        subject = f"{subject}, {named}" if named else subject
        return Finding(test.name, "critical", subject, _plain(row["found"]), _plain(row["expected"]), remedy)
    return Finding(test.name, "critical", subject, f"the row {named}", _description(test), remedy)


def _description(test: DataTest) -> str:
    return " ".join(test.description.split()).rstrip(".") or "no such row"


def _plain(value: object) -> str:
    return "nothing" if value is None else str(value)


def _quoted(value: object) -> str:
    """A raw value in quotes, with what cannot be seen written out, such as a no-break space."""
    return "nothing" if value is None else repr(str(value))


def _in_reading_order(subject: str) -> tuple[str, int, str]:
    """Files in alphabetical order, their rows in file order."""
    file, _, rest = subject.partition(", row")
    digits = rest.lstrip("s ").split(",")[0].split(" ")[0]
    return (file, int(digits) if digits.isdigit() else 0, rest)
