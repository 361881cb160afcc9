"""The report of the shipped round in both languages, written once; and what tests look for in one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.language import LANGUAGE_CODES, Language, LanguageCode
from pipeline.project import Project
from pipeline.releases.read import OpenRelease, open_current
from pipeline.releases.store import ReleaseStore
from pipeline.report.document import compose
from pipeline.report.source import Source
from pipeline.report.typesetting import typeset
from tests.report.written import BUILT_AT, Report


@pytest.fixture(scope="session")
def opened(released_project: Path) -> Iterator[OpenRelease]:
    """The release of the project as shipped."""
    with open_current(ReleaseStore(Project(released_project).releases)) as release:
        yield release


@pytest.fixture(scope="session")
def reports(opened: OpenRelease) -> dict[LanguageCode, Report]:
    """The report of the shipped round by language."""
    documents = {code: compose(Source(opened, "SCS2024"), Language(code)) for code in LANGUAGE_CODES}
    return {
        code: Report(
            document,
            typeset(document, "pdf", BUILT_AT).content,
            typeset(document, "html", BUILT_AT).content.decode("utf-8"),
        )
        for code, document in documents.items()
    }


@pytest.fixture(params=LANGUAGE_CODES)
def report(request: pytest.FixtureRequest, reports: dict[LanguageCode, Report]) -> Report:
    """The report of the shipped round in each language."""
    return reports[request.param]
