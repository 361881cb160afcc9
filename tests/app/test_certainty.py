"""What pages say of how certain figures and ranks are is what the marts say, and no more."""

import pandas as pd
import pytest

from app.certainty import apart, with_ranges, written_range
from app.context import PageContext
from app.language import LANGUAGE_CODES, NO_VALUE, Language

SURVEY = "SCS2024"
NARROW = "\u202f"
# A ranking of five: two may be first, and a third one may be second.
RANKED = pd.DataFrame(
    {
        "need_name_en": ["A", "B", "C", "D", "E"],
        "need_name_fr": ["A", "B", "C", "D", "E"],
        "share_rank": [1, 2, 3, 4, 5],
        "rank_from": [1, 1, 2, 4, 4],
        "rank_to": [2, 3, 3, 5, 5],
        "share": [0.8, 0.7, 0.6, 0.2, None],
        "share_low": [0.75, 0.65, 0.6, 0.155, None],
        "share_high": [0.85, 0.75, 0.6, 0.245, None],
    }
)
# Pages with the part that shows a ranking, the mart and its figure.
RANKINGS = [
    ("strategy", "distribution", "maturity_distribution", "share"),
    ("performance", "dimensions", "performance_contribution", "share"),
    ("capacity-building", "needs", "capacity_building_needs", "share"),
    ("impact", "technologies", "impact_difficulty", "impact_mean"),
]


@pytest.fixture(params=LANGUAGE_CODES)
def context(shipped, request):
    return PageContext(shipped, SURVEY, Language(request.param))


def test_who_may_be_first_as_well_is_named(context):
    assert apart(RANKED, "share_rank", "need", context).endswith(" B")
    assert apart(RANKED.assign(rank_from=[1, 2, 3, 4, 5]), "share_rank", "need", context) == ""


def test_what_is_first_with_another_is_not_told_apart_from_itself(context):
    tied = RANKED.assign(share_rank=[1, 1, 3, 4, 5], rank_from=[1, 1, 3, 4, 4])
    assert apart(tied, "share_rank", "need", context) == ""


def test_of_several_first_ones_those_that_may_be_among_them_are_named(context):
    named = apart(RANKED, "share_rank", "need", context, places=2)
    assert named.endswith(" C")


def test_of_many_some_are_named_and_the_others_counted(context):
    named = apart(RANKED.assign(rank_from=1), "share_rank", "need", context)
    assert named.endswith({"en": "B, C and 2 others", "fr": "B, C et 2 autres"}[context.language.code])


def test_a_rank_that_is_named_has_a_range_of_its_name(context):
    several = RANKED.assign(impact_rank=RANKED["share_rank"], impact_rank_from=1, impact_rank_to=5)
    assert set(with_ranges(several, ["impact_rank"], context)["impact_rank_range"]) == {"1–5"}


@pytest.mark.parametrize(
    ("figure", "low", "high", "english", "french"),
    [
        ("share", 0.787, 0.876, "79–88%", f"79–88{NARROW}%"),
        ("share", 0.787, 0.788, "79%", f"79{NARROW}%"),
        ("impact_mean", 4.281, 4.483, "4.28–4.48", "4,28–4,48"),
        ("share_rank", 1, 3, "1–3", "1–3"),
        ("share_rank", 2, 2, "2", "2"),
        ("share", None, None, NO_VALUE, NO_VALUE),
    ],
)
def test_a_range_is_written_as_the_language_does(context, figure, low, high, english, french):
    written = written_range(figure, low, high, context)
    assert written == {"en": english, "fr": french}[context.language.code]


@pytest.mark.parametrize(("url_path", "name", "mart", "figure"), RANKINGS)
def test_each_ranking_has_the_ranges_of_its_mart(page_of, shipped, url_path, name, mart, figure):
    part = page_of(url_path).part(name)
    rows = shipped.mart(mart, SURVEY)
    low, high = rows[f"{figure}_low"], rows[f"{figure}_high"]
    drawn = {(row["low"], row["high"]) for row in part.rows if "low" in row}
    assert drawn >= set(zip(low, high, strict=True))
    assert f"{figure}_range" in part.values
    assert any("95%" in text for text in part.said)


def test_counts_have_no_range(page_of):
    part = page_of("capacity-building", show="count").part("needs")
    assert not any("low" in row for row in part.rows)
    assert not any("95%" in text for text in part.said)


def test_a_headline_claims_no_order_that_cannot_be_told(page_of, changed):
    assert "not statistically distinct" in page_of("capacity-building").headline
    apart = changed("update marts.capacity_building_needs set rank_from = share_rank, rank_to = share_rank")
    assert "not statistically distinct" not in page_of("capacity-building", current=apart).headline


@pytest.mark.parametrize("region", ["", "EUR"])
@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_three_readings_are_those_of_the_long_mart(page_of, shipped, lang, region):
    page = page_of("certainty", lang, **({"region": region} if region else {}))
    rows = shipped.mart("indicators", SURVEY)
    rows = rows[(rows["indicator_code"] == "capacity_building_needs") & (rows["region_code"] == (region or "ALL"))]
    first = rows.sort_values(["value_rank", "item_code"]).iloc[0]
    share = Language(lang).share
    counted, random, possible = (metric.value for metric in page.app.metric)
    assert counted == share(first["value"])
    for shown, low, high in ((random, "low", "high"), (possible, "lowest_possible", "highest_possible")):
        assert shown.startswith(share(first[f"value_{low}"]).rstrip(f"%{NARROW}"))
        assert shown.endswith(f"–{share(first[f'value_{high}'])}")
    drawn = page.part("readings").rows
    assert {row["lowest"] for row in drawn} == set(rows["value_lowest_possible"])


def test_a_grid_is_ranked_by_one_answer_at_a_time(page_of):
    page = page_of("certainty", ranking="technology_status", answer="not_planned")
    assert page.part("readings").title.endswith("Not planned")
    assert len(page.part("readings").cells) == 9


def test_what_is_suppressed_has_no_reading(page_of, changed):
    numbers = ", ".join(f"{name} = null" for name in ("value", "value_low", "value_high", "value_rank"))
    hidden = changed(
        f"update marts.indicators set is_suppressed = true, {numbers}, submission_count = null, respondent_count = null"
        " where region_code = 'MENA'"
    )
    page = page_of("certainty", current=hidden, region="MENA")
    assert not page.app.metric
    part = page.part("readings")
    assert part.said[0] == Language("en").text("part.suppressed")
    assert part.spec == {}
    assert {cells[1] for cells in part.cells} == {"suppressed"}
