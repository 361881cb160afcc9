"""What a downloaded file says of itself, since it leaves the page that would say it."""

import re
from dataclasses import dataclass

from app.context import PageContext


@dataclass(frozen=True)
class Provenance:
    """title: what the file shows; base and source: what figures rest on, and where they come from.

    note: what else has to be said. origin: that answers are synthetic and what that makes of the figures; empty where
    they were collected. filter: the region or technology that was chosen; empty where none was. file_stem: the name of
    the file, less its ending.
    """

    title: str
    survey: str
    base: str
    note: str
    source: str
    origin: str
    filter: str
    file_stem: str


def provenance(context: PageContext, title: str, base: str, note: str, source: str) -> Provenance:
    """What a part of a page says of itself. source: the table of the release, with its schema."""
    release = context.current.release
    language = context.language
    summary = context.summary()
    chosen = [
        context.code_name(code_list, code)
        for code_list, code in (("regions", context.region_code), ("technologies", context.technology_code))
        if code
    ]
    codes = [code.lower() for code in (context.region_code, context.technology_code) if code]
    name = "_".join(re.findall(r"\w+", source.removeprefix("marts.")))
    return Provenance(
        title=title,
        survey=str(summary[language.column("survey_name")]),
        base=base,
        note=note,
        source=context.text(
            "part.source",
            source=source,
            release=release.release_id,
            built_at=language.moment(release.built_at),
        ),
        origin=context.text("part.synthetic") if summary["origin"] == "synthetic" else "",
        filter=", ".join(chosen),
        file_stem="_".join([name, context.survey_code, *codes, release.release_id, language.code]),
    )
