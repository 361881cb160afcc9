"""Overview: the survey in one sentence, four figures and three charts."""

from app.certainty import apart
from app.context import PageContext
from app.drawn import count_of_base, first
from app.parts import figures, headline
from app.views.adoption import most_adopted
from app.views.capacity_building import needs
from app.views.potential import technologies
from app.views.strategy import distribution


def page(context: PageContext) -> None:
    """Draw the page."""
    summary, it_strategy = context.summary(), context.row("it_strategy")
    number, percent = context.language.number, context.language.percent
    submissions, members = summary["submission_count"], summary["member_count"]
    headline(
        context.text(
            "overview.headline",
            submissions=number(submissions),
            members=number(members),
            percent=percent(submissions, members),
        ),
        _lead(context),
    )
    counted = {
        "participation": (submissions, members, None),
        "details": (summary["details_count"], submissions, context.text("participation.figures.details_help")),
        "it_strategy": (it_strategy["yes_count"], it_strategy["respondent_count"], None),
        "willing": (
            summary["willing_count"],
            summary["willing_respondent_count"],
            context.text("participation.figures.willing_help"),
        ),
    }
    figures(
        [
            (context.text(f"overview.figures.{name}"), percent(count, base), count_of_base(count, base, context), help)
            for name, (count, base, help) in counted.items()
        ]
    )
    distribution(context, "overview.maturity")
    technologies(context, "overview.technologies")
    needs(context, "overview.needs")


def _lead(context: PageContext) -> str:
    adopted = most_adopted(context, "adoption.technologies", "overview.adopted")
    rows = context.mart("development_potential")
    names, best = first(rows, "potential_rank", "technology", context, "potential_count")
    if best is None:
        return adopted
    count = context.language.number(best["potential_count"])
    also = apart(rows, "potential_rank", "technology", context)
    return f"{adopted} {context.text('overview.potential', technologies=names, count=count, also=also)}"
