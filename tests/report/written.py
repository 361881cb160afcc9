"""A report as tests look at it."""

import datetime as dt
from dataclasses import dataclass

from pipeline.report.content import Document

# When its release was built, for whatever a report says of that.
BUILT_AT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Report:
    """A report: its content, and the same as PDF and HTML."""

    document: Document
    pdf: bytes
    html: str
