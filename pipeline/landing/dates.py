"""The order of day and month in an export: as told, as its dates show, or as the round does; else it is asked for."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.errors import InputError
from pipeline.exports.export import Export, Tool
from pipeline.exports.reading import open_export


def open_in_order(
    path: Path, tool: Tool | None, encoding: str, is_day_first: bool | None, survey: Mapping[str, str]
) -> Export:
    """The export with its dates in an order that is known.

    survey: its row of surveys.csv. Raises InputError where neither a date nor the round shows the order.
    """
    export = open_export(path, tool, encoding, is_day_first=is_day_first)
    if not export.undecided_date:
        return export
    others = (open_export(path, tool, encoding, is_day_first=told) for told in (True, False))
    in_round = [other for other in others if _is_in_round(other, survey)]
    if len(in_round) == 1:
        order = in_round[0].details["dates"].replace("as told", "as all dates are then in the round")
        return replace(in_round[0], details={**export.details, "dates": order})
    raise InputError(
        f"{path.name}: found '{export.undecided_date}' and neither a date nor the round shows whether day or month "
        f"comes first, expected one of them to ({export.details['dates']}); say --date-order day-first or month-first"
    )


def _is_in_round(export: Export, survey: Mapping[str, str]) -> bool:
    days = {response.submitted_at.date().isoformat() for response in export.responses() if response.submitted_at}
    return all(survey["opened_on"] <= day <= survey["closed_on"] for day in days)
