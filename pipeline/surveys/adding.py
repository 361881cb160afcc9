"""Registering a round: its dates and names, with the items and flagship rules of an earlier round."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from pipeline.errors import InputError
from pipeline.files import replace_together
from pipeline.locking import one_at_a_time
from pipeline.project import Project
from pipeline.seeds.codebook import A_DAY, A_NAME, fault_of_length, is_day, is_name
from pipeline.surveys.registry import FLAGSHIP_RULES, SURVEY_ITEMS, SURVEYS, Registry, SeedRow, read_registry

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")


@dataclass(frozen=True)
class SurveyDates:
    """The days of a round as ISO 8601 texts; extended_deadline_on is empty where the deadline was never moved."""

    opened_on: str
    deadline_on: str
    extended_deadline_on: str
    closed_on: str


@dataclass(frozen=True)
class AddedSurvey:
    """What was registered: the row of surveys, how many rows were copied, and the files that were written."""

    survey: SeedRow
    item_count: int
    flagship_rule_count: int
    paths: list[Path]


def add_survey(
    project: Project,
    survey_code: str,
    dates: SurveyDates,
    *,
    like: str,
    name_en: str | None = None,
    name_fr: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> AddedSurvey:
    """Register a round in the codebook, with the survey items and flagship rules of the round `like`.

    A name that is not given is that of `like` with the year in it changed to the year of the opening. Waits for a
    build that is under way, so that none reads half of it. Raises InputError with one line per fault, and then
    nothing is written; neither is it where a file cannot be.
    """
    with one_at_a_time(project, tell, waiting_for="a build"):
        registry = read_registry(project)
        faults = [
            *_faults_of_codes(registry, survey_code, like),
            *_faults_of_dates(dates),
            *_faults_of_names(registry, {"name_en": name_en, "name_fr": name_fr}),
        ]
        if faults:
            raise InputError(*faults)
        model = registry.survey(like)
        survey = {
            **model,
            **vars(dates),
            "survey_code": survey_code,
            "name_en": name_en or _default_name(registry, model, "name_en", survey_code, dates),
            "name_fr": name_fr or _default_name(registry, model, "name_fr", survey_code, dates),
        }
        copied = {
            name: [{**row, "survey_code": survey_code} for row in registry.of_survey(name, like)]
            for name in (SURVEY_ITEMS, FLAGSHIP_RULES)
        }
        contents = registry.extended({SURVEYS: [survey], **copied})
        replace_together(contents)
    return AddedSurvey(survey, len(copied[SURVEY_ITEMS]), len(copied[FLAGSHIP_RULES]), list(contents))


def _faults_of_codes(registry: Registry, survey_code: str, like: str) -> Iterator[str]:
    if not _CODE.fullmatch(survey_code):
        yield (
            f"CODE: found '{survey_code}', expected from 2 to 32 capital letters, digits and underscores, "
            "a letter first, such as SCS2026"
        )
    elif survey_code in registry.survey_codes:
        yield f"CODE: found {survey_code}, which is registered already, expected a new code; choose another"
    else:
        for name in (SURVEY_ITEMS, FLAGSHIP_RULES):
            if registry.of_survey(name, survey_code):
                yield (
                    f"CODE: found rows of {survey_code} in {name}.csv though it is not registered, expected none; "
                    "remove them"
                )
    if like not in registry.survey_codes:
        yield f"--like: found no survey {like}, expected one of {', '.join(registry.survey_codes) or 'none'}"


def _faults_of_dates(dates: SurveyDates) -> Iterator[str]:
    """The order is the one that the data test survey_dates_are_in_order asks for."""
    options = {
        "opened_on": "--opened",
        "deadline_on": "--deadline",
        "extended_deadline_on": "--extended",
        "closed_on": "--closed",
    }
    days: dict[str, date] = {}
    for field in fields(dates):
        text = getattr(dates, field.name)
        if text == "" and field.name == "extended_deadline_on":
            continue
        day = _date(text)
        if day is None:
            yield f"{options[field.name]}: found '{text}', expected a date that exists, such as 2026-04-17"
        elif not is_day(text):
            yield f"{options[field.name]}: found {text}, expected {A_DAY}"
        else:
            days[field.name] = day
    for later, earlier in (
        ("deadline_on", "opened_on"),
        ("extended_deadline_on", "deadline_on"),
        ("closed_on", "extended_deadline_on" if "extended_deadline_on" in days else "deadline_on"),
    ):
        if later in days and earlier in days and days[later] < days[earlier]:
            yield (
                f"{options[later]}: found {days[later]}, expected a day that is not before {options[earlier]}, "
                f"{days[earlier]}"
            )
    if {"opened_on", "closed_on"} <= set(days) and (fault := fault_of_length(dates.opened_on, dates.closed_on)):
        yield f"--closed: {fault}"


def _date(text: str) -> date | None:
    """The date that a text writes as YYYY-MM-DD; no other way of writing it will do in a seed."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _faults_of_names(registry: Registry, names: dict[str, str | None]) -> Iterator[str]:
    for column, name in names.items():
        option = f"--{column.replace('_', '-')}"
        if name is not None and not is_name(name):
            yield f"{option}: found {name[:60]!r}, expected {A_NAME}"
        for survey in registry.rows[SURVEYS]:
            if name == survey[column]:
                yield f"{option}: found {name!r}, the name of {survey['survey_code']}, expected a name of its own"


def _default_name(registry: Registry, model: SeedRow, column: str, survey_code: str, dates: SurveyDates) -> str:
    """The model's name in the year of the new round; with the code where that names no year, or another round."""
    of_model, of_round = model["opened_on"][:4], dates.opened_on[:4]
    name = re.sub(rf"\b{of_model}\b", of_round, model[column])
    taken = {row[column] for row in registry.rows[SURVEYS]}
    return f"{name} ({survey_code})" if name in taken else name
