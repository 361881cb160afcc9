"""What a downloaded file says of itself, since it leaves the page that would say it."""

import re
from dataclasses import dataclass

import pandas as pd

from app.context import PageContext


@dataclass(frozen=True)
class Provenance:
    """title: what the file shows; base and source: what figures rest on, and where they come from.

    note: what else has to be said. origin: that answers are synthetic and what that makes of the figures; empty where
    they were collected. filter: the one region or technology that it is about; empty where it is about all. file_stem:
    the name of the file, less its ending.
    """

    title: str
    survey: str
    base: str
    note: str
    source: str
    origin: str
    filter: str
    file_stem: str


def provenance(context: PageContext, title: str, base: str, note: str, source: str, rows: pd.DataFrame) -> Provenance:
    """What a part of a page says of itself. source: the table of the release, with its schema; rows: those shown."""
    release = context.current.release
    language = context.language
    summary = context.summary()
    # What all rows have in common was chosen, by the reader or by the page.
    chosen = {
        code_list: str(rows[column].iloc[0])
        for column, code_list in (("region_code", "regions"), ("technology_code", "technologies"))
        if column in rows and rows[column].nunique() == 1
    }
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
        origin=context.text("part.synthetic") if summary["origin_code"] == "synthetic" else "",
        filter=", ".join(context.code_name(code_list, code) for code_list, code in chosen.items()),
        file_stem="_".join(
            [name, context.survey_code, *map(str.lower, chosen.values()), release.release_id, language.code]
        ),
    )
