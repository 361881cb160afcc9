"""About: how the figures are made, where they come from, what the codes mean, and how to query the marts."""

from app.content import Page, part
from app.context import PageContext
from app.views.plotted import counted_bars


def page(context: PageContext) -> Page:
    """What the page says."""
    number = context.language.number
    summary, release = context.summary(), context.current.release
    regions = context.ordered(context.mart("participation_by_region"), "region_code")
    codes = context.current.table("marts.codes").sort_values(["code_list", "position"], ignore_index=True)
    members = number(summary["member_count"])
    return Page(
        context.text("about.headline", submissions=number(summary["submission_count"]), release=release.release_id),
        [
            part(
                context,
                "about.frame",
                "participation_by_region",
                regions,
                ["region_name", "member_count"],
                chart=lambda: counted_bars(regions, "region", "member_count", context),
                values={"members": members, "closed_on": context.language.date(summary["closed_on"])},
            ),
            part(
                context,
                "about.codebook",
                "codes",
                codes,
                ["code_list", "code", "name", "definition"],
                values={"count": number(len(codes))},
            ),
        ],
        lead=context.text("about.lead"),
        prose="\n\n".join(
            [
                context.text("about.method"),
                context.text("about.sources"),
                context.text("about.query", release=release.file),
            ]
        ),
    )
