"""ODK Central, Briefcase and Aggregate: names with `-`, `.`, `/` or `:` between groups, KEY and SubmissionDate.

They are in English always: `SubmissionDate` first, then the form, then `KEY` and what the server knows, as written by
`lib/data/briefcase.js` of getodk/central-backend.
"""

from pipeline.exports.export import Tool
from pipeline.exports.tables import Table
from pipeline.exports.tools.recognised import Reader, Recognised
from pipeline.exports.tools.xform import read_form

_IDENTIFIERS = ("KEY", "meta-instanceID", "meta:instanceID", "meta/instanceID", "meta.instanceID", "instanceID")


def recognise(table: Table, *, is_told: bool) -> Recognised | None:
    """By an identifier of a form and the time at which it was submitted."""
    headings = {heading for (heading,) in table.columns(1)}
    if not is_told and not (headings.intersection(_IDENTIFIERS) and headings & {"SubmissionDate", "SubmitterID"}):
        return None
    return read_form(table, "odk", _IDENTIFIERS, 1)


READER = Reader(
    Tool.ODK, "one row of headings with KEY or meta-instanceID, and SubmissionDate or SubmitterID", recognise
)
