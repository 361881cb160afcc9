"""A whole report: its sections in their order, and the words that the layout itself writes."""

from collections.abc import Callable, Sequence

from app.language import Language
from pipeline.report.content import Document, Section
from pipeline.report.sections.adoption import adoption
from pipeline.report.sections.annex import annex
from pipeline.report.sections.changes import changes
from pipeline.report.sections.flagships import flagships
from pipeline.report.sections.impact import impact
from pipeline.report.sections.method import method
from pipeline.report.sections.opening import abbreviations, introduction
from pipeline.report.sections.participation import participation
from pipeline.report.sections.shares import needs, performance
from pipeline.report.sections.strategy import strategy
from pipeline.report.source import Source
from pipeline.report.writer import Writer

SECTIONS: Sequence[Callable[[Writer], Section]] = (
    abbreviations,
    introduction,
    participation,
    strategy,
    adoption,
    impact,
    performance,
    needs,
    flagships,
    changes,
    method,
    annex,
)
_WORDS = ("author", "contents", "synthetic", "synthetic_cover", "mark", "colon")


def compose(source: Source, language: Language) -> Document:
    """The report of a round in a language. Raises InputError where the release lacks what a report needs."""
    writer = Writer.of(source, language)
    summary = source.row("participation_summary")
    release = source.release
    words = {name: writer.text(f"layout.{name}") for name in _WORDS}
    words["release"] = writer.text("layout.release", release=release.release_id)
    words["built"] = writer.text("layout.built", built_at=language.moment(release.built_at))
    return Document(
        language=language.code,
        title=writer.text("title"),
        subtitle=writer.wording.name(summary, "survey"),
        release_id=release.release_id,
        is_synthetic=summary["origin_code"] == "synthetic",
        texts=words,
        sections=[write(writer) for write in SECTIONS],
    )
