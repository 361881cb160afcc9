"""Overview: the survey in one sentence, four figures and three charts, each with the page that tells more."""

from app.content import Figure, Page
from app.context import PageContext
from app.views import capacity_building, potential, strategy
from app.views.adoption import most_adopted
from app.views.plotted import first


def page(context: PageContext) -> Page:
    """What the page says."""
    summary, it_strategy = context.summary(), context.row("it_strategy")
    number, percent = context.language.number, context.language.percent
    figures = [
        Figure(
            context.text("overview.figures.participation"),
            percent(summary["submission_count"], summary["member_count"]),
            _count(context, summary["submission_count"], summary["member_count"]),
        ),
        Figure(
            context.text("overview.figures.details"),
            percent(summary["details_count"], summary["submission_count"]),
            _count(context, summary["details_count"], summary["submission_count"]),
            context.text("participation.figures.details_help"),
        ),
        Figure(
            context.text("overview.figures.it_strategy"),
            percent(it_strategy["yes_count"], it_strategy["respondent_count"]),
            _count(context, it_strategy["yes_count"], it_strategy["respondent_count"]),
        ),
        Figure(
            context.text("overview.figures.willing"),
            percent(summary["willing_count"], summary["willing_respondent_count"]),
            _count(context, summary["willing_count"], summary["willing_respondent_count"]),
            context.text("participation.figures.willing_help"),
        ),
    ]
    return Page(
        context.text(
            "overview.headline",
            submissions=number(summary["submission_count"]),
            members=number(summary["member_count"]),
            percent=percent(summary["submission_count"], summary["member_count"]),
        ),
        [
            strategy.distribution(context, "overview.maturity", more="strategy"),
            potential.technologies(context, "overview.technologies", more="potential"),
            capacity_building.needs(context, "overview.needs", more="capacity-building"),
        ],
        lead=_lead(context),
        figures=figures,
    )


def _lead(context: PageContext) -> str:
    adopted = most_adopted(context, context.mart("technology_adoption"), "overview.adopted", "adoption.nothing")
    names, best = first(
        context.mart("development_potential"), "potential_rank", "technology", context, "potential_count"
    )
    if best is None:
        return adopted
    count = context.language.number(best["potential_count"])
    return f"{adopted} {context.text('overview.potential', technologies=names, count=count)}"


def _count(context: PageContext, count: object, base: object) -> str:
    number = context.language.number
    return context.text("part.count_of_base", count=number(count), base=number(base))
