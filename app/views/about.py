"""About: how the figures are made, where they come from, what the codes mean, and how to query the marts."""

import streamlit as st

from app.charts.bars import labelled_bars
from app.context import PageContext
from app.drawn import counted
from app.parts import headline, part
from app.tables import rows_of


def page(context: PageContext) -> None:
    """Draw the page."""
    number, summary = context.language.number, context.summary()
    headline(
        context.text("about.headline", submissions=number(summary["submission_count"])),
        context.text("about.lead"),
    )
    regions = context.ordered(rows_of("about.frame", context), "region_code")
    part(
        context,
        "about.frame",
        regions,
        ["region_name", "member_count"],
        chart=lambda: labelled_bars(counted(regions, "region", "member_count", context), context.language),
        values={
            "members": number(summary["member_count"]),
            "closed_on": context.language.date(summary["closed_on"]),
        },
    )
    codes = rows_of("about.codebook", context).sort_values(["code_list", "position"], ignore_index=True)
    part(
        context,
        "about.codebook",
        codes,
        ["code_list", "code", "name", "definition"],
        values={"count": number(len(codes))},
    )
    st.markdown(context.text("about.method"))
    # Earlier releases had no such columns.
    release = context.current.table("main.release").iloc[0]
    threshold = (release.get("disclosure_threshold") or {}).get(summary["origin_code"])
    if threshold is not None:
        key = "about.threshold" if threshold else "about.no_threshold"
        st.markdown(context.text(key, threshold=number(threshold)))
    if release.get("suppresses_unanimous") and summary["origin_code"] == "collected":
        st.markdown(context.text("about.unanimous"))
    st.markdown(context.text("about.sources"))
    st.markdown(context.text("about.query", release=context.current.release.file))
