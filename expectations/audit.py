"""The audit: every suite on the marts of a finished warehouse, in one go.

Run as `python -m expectations.audit` it loads Great Expectations, then waits for one request on its standard input, a
line of JSON, so that it loads while dbt works:

    {"warehouse": path, "results": path, "required_surveys": [code, ...], "validations": folder,
     "released": path or null}

It writes the results, a JSON list of objects with the fields of Result, to the file `results`, and what Great
Expectations itself has to say of each suite into the folder `validations`.
"""

import contextlib
import gc
import json
import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import great_expectations as gx
import pandas as pd
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult, RunIdentifier
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.store import ValidationResultsStore
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)
from great_expectations.datasource.fluent import PandasDatasource

from expectations.suites import certainty, disclosure, ranges, reconciliation, released
from expectations.suites.released import ReleasedSurvey
from expectations.suites.suite import MartSuite

# Enough to see what is wrong; a mart has a few hundred rows at most.
_MOST_DETAILS = 50


@dataclass
class Result:
    """What one expectation found.

    evaluated_row_count and unexpected_row_count are rows of the suite's query. details: per unexpected row
    {"row": what names it, "expected": text, "found": text}.
    """

    suite_name: str
    report_section: str
    severity: str
    mart_name: str
    column_name: str
    expectation_type: str
    expected: str
    found: str
    evaluated_row_count: int
    unexpected_row_count: int
    is_passed: bool
    details: list[dict[str, str]] = field(default_factory=list)


def run_audit(
    warehouse_file: Path,
    required_surveys: Sequence[str] = (),
    validations: Path | None = None,
    released_file: Path | None = None,
) -> list[Result]:
    """Evaluate every suite on a warehouse file. What is fed no rows fails, and so does what cannot be evaluated.

    required_surveys: surveys that the warehouse must have, because the current release has them.
    validations: where to keep Great Expectations' own results, of which expectations.data_docs makes a website.
    released_file: the current release, with which the required surveys are compared.
    """
    context = quiet_context()
    marts = context.data_sources.add_pandas("marts")
    run_id = RunIdentifier(run_name="audit")
    kept = kept_validations(context, validations) if validations else None
    results: list[Result] = []
    with duckdb.connect(str(warehouse_file), read_only=True) as warehouse:
        suites = [
            *ranges.suites(warehouse),
            *certainty.suites(warehouse),
            *reconciliation.suites(warehouse),
            *released.suites(_released(required_surveys, released_file)),
            *disclosure.suites(warehouse),
        ]
        for suite in suites:
            found, validation = _run_suite(marts, suite, _read(warehouse, suite.sql))
            results += found
            if kept:
                validation.meta["run_id"] = run_id
                suite_key = ExpectationSuiteIdentifier(suite.name)
                kept.set(ValidationResultIdentifier(suite_key, run_id, suite.mart_name), validation)
    return results


def _released(required_surveys: Sequence[str], released_file: Path | None) -> list[ReleasedSurvey]:
    """The required surveys as the current release has them. What cannot be read of a damaged one is not compared."""
    rows: dict[str, tuple[str, int]] = {}
    if released_file:
        with (
            contextlib.suppress(duckdb.Error),
            duckdb.connect(str(released_file), read_only=True) as release,
        ):
            rows = {
                survey_code: (origin_code, submission_count)
                for survey_code, origin_code, submission_count in release.execute(
                    # The column was called origin in earlier releases.
                    "select survey_code, columns('^origin(_code)?$'), submission_count from marts.participation_summary"
                ).fetchall()
            }
    return [ReleasedSurvey(survey_code, *rows.get(survey_code, (None, None))) for survey_code in required_surveys]


def quiet_context() -> EphemeralDataContext:
    """A context of Great Expectations that keeps no files, draws no progress bars and tells nobody of its use."""
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    return context


def kept_validations(context: EphemeralDataContext, folder: Path) -> ValidationResultsStore:
    """A folder as the context's store of validation results: what is set there stays as JSON."""
    store = ValidationResultsStore(
        store_backend={"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
    )
    context.stores[context.validation_results_store_name] = store
    return store


def _read(warehouse: duckdb.DuckDBPyConnection, sql: str) -> pd.DataFrame:
    """The rows of a query.

    NaN becomes infinity: pandas takes NaN for a null, and range checks let nulls through. Integers with nulls become
    floats and other nulls None: pandas' own NA is neither equal nor unequal to anything, and Great Expectations cannot
    evaluate that.
    """
    cursor = warehouse.cursor()
    relation = cursor.sql(sql)
    columns = [
        f"case when isnan({name}) then 'infinity'::double else {name} end as {name}"
        if kind in ("DOUBLE", "FLOAT")
        else name
        for name, kind in zip(relation.columns, map(str, relation.types), strict=True)
    ]
    rows = cursor.sql(f"select {', '.join(columns)} from ({sql})").df()
    for name, kind in rows.dtypes.items():
        if pd.api.types.is_extension_array_dtype(kind):
            column = rows[name]
            is_integer = pd.api.types.is_integer_dtype(kind)
            rows[name] = column.astype("float64") if is_integer else column.astype(object).where(column.notna(), None)
    return rows


def _run_suite(
    marts: PandasDatasource, suite: MartSuite, rows: pd.DataFrame
) -> tuple[list[Result], ExpectationSuiteValidationResult]:
    """What the expectations of a suite found in its rows, in our words and in those of Great Expectations."""
    data = marts.add_dataframe_asset(name=suite.name).add_batch_definition_whole_dataframe("all rows")
    gx_suite = gx.ExpectationSuite(name=suite.name, expectations=list(suite.expectations))
    for number, expectation in enumerate(gx_suite.expectations):
        # Great Expectations reads back no results whose expectations have other identifiers.
        expectation.id = str(UUID(int=number))
    batch = data.get_batch(batch_parameters={"dataframe": rows})
    outcome = batch.validate(gx_suite, result_format="BASIC")
    if not outcome.success:
        # Which rows were not as expected takes as long again, and is asked only where there are any.
        in_full = {
            "result_format": "COMPLETE",
            "unexpected_index_column_names": list(suite.key),
            "return_unexpected_index_query": False,
        }
        outcome = batch.validate(gx_suite, result_format=in_full)
    by_id = {result.expectation_config.id: result for result in outcome.results if result.expectation_config}
    found = [
        _as_result(suite, expectation, by_id.get(expectation.id), len(rows)) for expectation in gx_suite.expectations
    ]
    return found, outcome


def _as_result(
    suite: MartSuite, expectation: Any, outcome: ExpectationValidationResult | None, row_count: int
) -> Result:
    result = Result(
        suite_name=suite.name,
        report_section=suite.report_section,
        severity=str(getattr(expectation.severity, "value", expectation.severity)),
        mart_name=suite.mart_name,
        column_name=_column_of(expectation),
        expectation_type=expectation.expectation_type,
        expected=expectation.description,
        found="as expected",
        evaluated_row_count=row_count,
        unexpected_row_count=0,
        is_passed=False,
    )
    if row_count == 0:
        result.found = "no rows to look at"
    elif outcome is None or not outcome.result:
        result.found = "could not be evaluated: " + _exception_of(outcome)
    elif outcome.success:
        result.is_passed = True
    else:
        result.details = _details(suite, expectation, outcome.result)
        result.unexpected_row_count = int(outcome.result.get("unexpected_count") or row_count)
        result.found = _found(outcome.result, result)
    return result


def _column_of(expectation: Any) -> str:
    for name in ("column_B", "column"):
        if column := getattr(expectation, name, None):
            return str(column)
    return ", ".join(getattr(expectation, "column_list", []))


def _found(outcome: dict[str, Any], result: Result) -> str:
    if not result.details:
        return f"{outcome.get('observed_value')}"
    shown = "; ".join(f"{detail['row']}: {detail['found']}" for detail in result.details[:3])
    more = result.unexpected_row_count - min(len(result.details), 3)
    return f"{shown}; {more} more" if more > 0 else shown


def _details(suite: MartSuite, expectation: Any, outcome: dict[str, Any]) -> list[dict[str, str]]:
    details = []
    for row in (outcome.get("unexpected_index_list") or [])[:_MOST_DETAILS]:
        values = {name: _text(value) for name, value in row.items()}
        expected, found = expectation.description, values.get(_column_of(expectation), "")
        if expectation.expectation_type == "expect_column_pair_values_to_be_equal":
            expected = values[expectation.column_A]
        elif expectation.expectation_type == "expect_column_pair_values_a_to_be_greater_than_b":
            expected = f"at most {values[expectation.column_A]} ({expectation.column_A})"
        details.append(
            {
                "row": " ".join(values[name] for name in suite.key if name in values),
                "expected": expected,
                "found": found,
            }
        )
    return details


def _text(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return "nothing"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value)


def _exception_of(outcome: ExpectationValidationResult | None) -> str:
    information = (outcome.exception_info if outcome else None) or {}
    if "exception_message" in information:
        return str(information["exception_message"])
    messages = (str(entry.get("exception_message")) for entry in information.values() if isinstance(entry, dict))
    return next(messages, "Great Expectations gave no result")


def main() -> None:
    """Wait for one request on standard input and answer it; without one, the build that asked has ended."""
    line = sys.stdin.readline()
    if not line:
        return
    # What is left of standard input is its end, which comes when the build that asked has ended: so does the audit.
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    request = json.loads(line)
    # The process ends with its answer: looking for garbage, among all that was loaded, costs more than keeping it.
    gc.disable()
    results = run_audit(
        Path(request["warehouse"]),
        request["required_surveys"],
        Path(request["validations"]),
        Path(request["released"]) if request["released"] else None,
    )
    Path(request["results"]).write_text(json.dumps([asdict(result) for result in results]), encoding="utf-8")


def _end_with_standard_input() -> None:
    # Below Python's own buffer, whose lock would be held when the audit ends first.
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
