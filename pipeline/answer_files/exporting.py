"""The counted answers of each round as labelled SPSS and Stata files and as Parquet, readable by their owner alone."""

import csv
from collections.abc import Sequence
from pathlib import Path

import click
import duckdb
import pandas as pd
import pyreadstat

from pipeline.answer_files.variables import LANGUAGES, Variable, variables_of
from pipeline.errors import InputError
from pipeline.files import readable_by_owner
from pipeline.folders import written_folder
from pipeline.landing.version_control import check_not_versioned
from pipeline.memory import connect
from pipeline.project import Project

# Tells a folder of answers from another one.
MARKER = "confidential.txt"
# What Stata holds: characters of a label, bytes of a text, of which pyreadstat writes one less.
_LABEL_OF_STATA = 80
_TEXT_OF_STATA = 2044

_CONFIDENTIAL = "Confidential: answers of single respondents, readable by you alone, for no publication; docs/inside.md"


def export_answers(project: Project, folder: Path, *, is_replacing: bool) -> None:
    """Write the answers of the warehouse to a folder, whole or not at all, and say that they are confidential.

    Raises InputError where there is no warehouse, or one with answers that are no codes, and for a folder that cannot
    be written, is among the releases, or would be taken up by git.
    """
    check_not_versioned(
        project, folder.resolve().parent, "answers.sav", "name a folder elsewhere, such as data/answers"
    )
    if not project.warehouse.exists():
        raise InputError(
            f"{project.show(project.warehouse)}: found no warehouse, expected one; run `smart-customs build`"
        )
    with (
        readable_by_owner(),
        connect(project.warehouse, read_only=True) as warehouse,
        written_folder(project, folder, MARKER, is_replacing=is_replacing) as temporary,
    ):
        (temporary / MARKER).write_text(f"{_CONFIDENTIAL}\n", encoding="utf-8")
        try:
            lines = [_export(warehouse, *survey, temporary) for survey in _surveys(warehouse)]
        except duckdb.Error as error:
            raise InputError(
                f"{project.show(project.warehouse)}: {' '.join(str(error).split())}; mend the answers, and run "
                "`smart-customs build`"
            ) from error
    for line in (*lines, f"{_CONFIDENTIAL} ({project.show(folder)})"):
        click.echo(line)


def _surveys(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return warehouse.execute("select survey_code, origin_code from core.dim_surveys order by survey_code").fetchall()


def _export(warehouse: duckdb.DuckDBPyConnection, survey_code: str, origin_code: str, folder: Path) -> str:
    variables = variables_of(warehouse, survey_code)
    relation = warehouse.sql(_query(variables), params=[survey_code])
    relation.write_parquet(str(folder / f"{survey_code}_answers.parquet"))
    rows = relation.df()
    for variable in variables:
        if variable.codes:
            rows[variable.name] = rows[variable.name].astype("Int16")
        elif rows[variable.name].dtype.kind == "M":
            rows[variable.name] = rows[variable.name].dt.date
    _write_labelled(rows, variables, f"{survey_code}: {origin_code} answers, confidential", folder, survey_code)
    _write_variables(variables, folder / f"{survey_code}_variables.csv")
    return f"{survey_code} ({origin_code} answers): {len(rows)} submissions, {len(variables)} variables"


def _query(variables: Sequence[Variable]) -> str:
    columns = ", ".join(f"{variable.expression} as {variable.name}" for variable in variables)
    return f"""
        select {columns}
        from core.fct_answers as answers
        inner join core.fct_submissions as submissions using (survey_code, submission_id)
        where survey_code = ? and answers.submission_state = 'counted'
            and answer_state <> 'not_applicable'
        group by submission_id order by submission_id
    """


def _write_labelled(
    rows: pd.DataFrame, variables: Sequence[Variable], title: str, folder: Path, survey_code: str
) -> None:
    texts = [variable.name for variable in variables if variable.question_code and not variable.codes]
    short = rows.assign(**{name: rows[name].map(_cut, na_action="ignore") for name in texts})
    for language in LANGUAGES:
        path = folder / f"{survey_code}_answers_{language}"
        labels: dict[str, str | None] = {variable.name: variable.label(language) for variable in variables}
        values = {variable.name: variable.value_labels(language) for variable in variables if variable.codes}
        pyreadstat.write_sav(rows, f"{path}.sav", file_label=title, column_labels=labels, variable_value_labels=values)
        pyreadstat.write_dta(
            short,
            f"{path}.dta",
            file_label=title,
            column_labels={variable.name: variable.label(language)[:_LABEL_OF_STATA] for variable in variables},
            variable_value_labels=values,
        )


def _cut(text: str) -> str:
    return text.encode("utf-8")[:_TEXT_OF_STATA].decode("utf-8", errors="ignore")


def _write_variables(variables: Sequence[Variable], path: Path) -> None:
    """What each variable and number stands for: one row per variable and code, one for a variable without codes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["variable", "question_code", "item_code", "label_en", "label_fr", "number", "code", "name_en", "name_fr"]
        )
        for variable in variables:
            about = [variable.name, variable.question_code, variable.item_code, variable.en, variable.fr]
            numbers = [[code.number, code.code, code.en, code.fr] for code in variable.codes]
            writer.writerows([*about, *number] for number in numbers or [["", "", "", ""]])
