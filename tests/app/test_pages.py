"""What pages say, in both languages, read back from what Streamlit drew."""

import csv
import re
from pathlib import Path

import pytest

from app.language import LANGUAGE_CODES, Language
from app.tables import TABLES
from app.views import PAGES
from tests.support.sampling import by_turns

NARROW = "\u202f"
# Of the shipped round: page, and its headline in both languages. What they say of figures is what the report printed.
with Path(__file__).with_name("headlines.csv").open(encoding="utf-8", newline="") as file:
    HEADLINES = {row["page"]: (row["en"], row["fr"]) for row in csv.DictReader(file)}
# What these say is about the release, not about the round.
OF_THE_RELEASE = {"quality", "about", "explore"}
REGIONS_IN_RANK_ORDER = {
    "en": [
        "East and Southern Africa",
        "Asia/Pacific",
        "West and Central Africa",
        "Americas and the Caribbean",
        "Europe",
        "North of Africa, Near and Middle East",
    ],
    "fr": [
        "Afrique orientale et australe",
        "Asie/Pacifique",
        "Afrique occidentale et centrale",
        "Amériques et Caraïbes",
        "Europe",
        "Afrique du Nord, Proche et Moyen-Orient",
    ],
}
_SHARE = ["submission_count", "respondent_count", "share", "share_low", "share_high"]
# Marts of answers by region, and what is null in them where disclosure control suppresses a row.
REGIONAL = {
    **{
        mart: [*_SHARE, "share_rank", "rank_from", "rank_to"]
        for mart in ("maturity_by_region", "capacity_building_needs_by_region", "performance_contribution_by_region")
    },
    "technology_adoption_by_region": _SHARE,
    "impact_difficulty_by_region": [
        f"{measure}_{what}"
        for measure in ("impact", "difficulty")
        for what in ("mean", "mean_low", "mean_high", "respondent_count", "rank", "rank_from", "rank_to")
    ],
    "it_strategy_by_region": ["yes_count", "respondent_count", "yes_share", "yes_share_low", "yes_share_high"],
}
# Of the same rows in the long marts.
LONG = {
    "indicators": [
        *("submission_count", "respondent_count", "item_response_rate", "member_response_rate", "value", "value_low"),
        *("value_high", "value_lowest_possible", "value_highest_possible", "value_standard_error", "value_rank"),
        *("rank_from", "rank_to", "rank_best_possible", "rank_worst_possible"),
    ],
}
SUPPRESSING = [
    f"update marts.{mart} set is_suppressed = true, {', '.join(f'{name} = null' for name in columns)} "
    "where region_code = 'MENA'"
    for mart, columns in (REGIONAL | LONG).items()
]
WITHHELD = {lang: Language(lang).text("part.suppressed") for lang in LANGUAGE_CODES}
SURVEY = "SCS2024"
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url_path)
both_languages = pytest.mark.parametrize("lang", LANGUAGE_CODES)


def _hidden(part):
    """The rows of a table that disclosure control suppresses."""
    word = {"suppressed", "non divulgué"}
    return [cells for cells in part.cells if word & set(cells)]


def _values(part):
    """What a chart draws under each name."""
    return [(row.get("name"), row.get("group"), row.get("value")) for row in part.rows]


# --- every page


def test_every_page_on_answers_has_a_headline_here():
    assert HEADLINES.keys() | OF_THE_RELEASE == {page.url_path for page in PAGES}


@pytest.mark.quick
@pytest.mark.parametrize("url_path", HEADLINES)
def test_the_headline_is_one_sentence_with_the_figures_of_the_report(page_of, url_path):
    assert tuple(page_of(url_path, lang).headline for lang in LANGUAGE_CODES) == HEADLINES[url_path]


def test_every_table_of_the_app_is_on_its_page(page_of):
    drawn = {
        f"{page.url_path}.{part.name}".replace("-", "_")
        for page in PAGES
        for part in page_of(page.url_path).parts
        # The releases lie beside this one, and readings are of whichever indicator a reader chose.
        if part.name not in ("history", "readings")
    }
    assert drawn == TABLES.keys()


@pytest.mark.quick
@both_languages
@every_page
def test_each_part_names_its_base_its_source_and_its_release(page_of, shipped, page, lang):
    drawn = page_of(page.url_path, lang)
    for part in drawn.parts:
        last = [text for text in part.said if text.startswith("Base")]
        assert len(last) == 1
        assert part.cells
        if part.name != "history":
            assert re.search(r"\b(marts|audit)\.", last[0])
            assert shipped.release.release_id in last[0]
            assert "UTC" in last[0]
        if part.spec:
            assert len(part.alternative) > 30
    if page.url_path != "explore":
        assert drawn.parts


@every_page
def test_a_part_says_what_its_figures_rest_on_and_its_table_which_where_they_differ(page_of, page):
    for part in page_of(page.url_path).parts:
        badges = [badge.partition("[")[2].rstrip("]") for badge in part.badges if "gray" not in badge]
        rests_on_answers = not re.search("marts.(codes|frame_members|reconciliation|report)", " ".join(part.said))
        assert badges or part.name in ("frame", "audit", "history", "map", "readings") or not rests_on_answers
        if len(badges) > 1:
            written = {cell for cells in part.cells for cell in cells}
            assert set(badges) <= written


@pytest.mark.parametrize(("page", "lang"), by_turns(PAGES, LANGUAGE_CODES))
def test_a_survey_that_asked_nothing_has_its_pages_all_the_same(page_of, changed, page, lang):
    """A later survey that is in the mart about itself alone."""
    later = changed(
        """
        insert into marts.participation_summary by name
        select * replace ('SCS2027' as survey_code, date '2027-04-17' as opened_on) from marts.participation_summary
        """
    )
    drawn = page_of(page.url_path, lang, current=later)
    assert drawn.headline
    for part in drawn.parts:
        if re.search(r"audit\.|marts\.(codes|participation_summary)", " ".join(part.said)) or part.name == "history":
            continue
        assert part.cells == []
        assert part.spec == {}
        assert part.said[0] == Language(lang).text("part.not_asked")


@pytest.mark.parametrize(
    ("filtered", "lang"),
    by_turns([(page, region) for page in PAGES if page.filters for region in ("", "MENA")], LANGUAGE_CODES),
)
def test_what_disclosure_control_suppresses_is_a_word_in_tables_and_not_drawn(page_of, changed, filtered, lang):
    page, region = filtered
    chosen = {"region": region} if region else {}
    drawn = page_of(page.url_path, lang, current=changed(*SUPPRESSING), **chosen)
    parts = [part for part in drawn.parts if _hidden(part)]
    # Of all Members nothing is suppressed here, and changes are told of two figures that are shown.
    assert parts or (not region and page.url_path in ("performance", "certainty")) or page.url_path == "changes"
    name = REGIONS_IN_RANK_ORDER[lang][-1]
    for part in parts:
        assert not any(re.search(r"\d", cell) for cells in _hidden(part) for cell in cells)
        # Of one region alone nothing is drawn; the other charts name it in each row.
        if len(_hidden(part)) == len(part.cells):
            assert part.spec == {}
            assert part.said[0] == WITHHELD[lang]
            continue
        of_region = [value for one, group, value in _values(part) if name in (one, group)]
        # A dot that is not there is counted beside the name.
        assert of_region or any(re.search("(suppressed|non divulgué): 1", str(row.get("missing"))) for row in part.rows)
        assert all(value is None or value != value for value in of_region)


def test_a_headline_says_that_the_answers_of_a_region_are_withheld_not_that_there_are_none(page_of, changed):
    current = changed(*SUPPRESSING)
    said = {
        url_path: page_of(url_path, "en", region="MENA", current=current).headline
        for url_path in ("strategy", "adoption", "impact", "capacity-building")
    }
    for headline in said.values():
        assert "n the North of Africa, Near and Middle East region, figures are suppressed to protect" in headline
    assert said["strategy"].startswith("92% of the 116 Members that answered have an IT strategy; ")


@pytest.mark.parametrize("url_path", ["strategy", "adoption", "impact", "capacity-building"])
def test_a_region_that_is_not_suppressed_is_shown_beside_one_that_is(page_of, changed, url_path):
    drawn, undisturbed = (
        page_of(url_path, "en", region="EUR", **given) for given in ({"current": changed(*SUPPRESSING)}, {})
    )
    assert drawn.headline == undisturbed.headline
    assert WITHHELD["en"] not in {text for part in drawn.parts for text in part.said}


def test_each_filter_changes_what_its_page_shows_and_other_parts_say_that_they_do_not_follow(page_of):
    for page in PAGES:
        everything = page_of(page.url_path)
        for name in page.filters:
            drawn = page_of(page.url_path, **{name: {"region": "EUR", "technology": "drones"}[name]})
            before = {part.name: part.cells for part in everything.parts}
            changed = {part.name for part in drawn.parts if part.cells != before[part.name]}
            assert changed
            unreached = {part.name for part in drawn.parts if any(":gray-badge" in badge for badge in part.badges)}
            assert unreached == before.keys() - changed


TIES = {
    "strategy": (
        "update marts.maturity_distribution set share_rank = 1, submission_count = 40 where maturity_level in (3, 4)",
        "(Operational and Advanced|Opérationnel et Avancé)(,|$)",
    ),
    "adoption": (
        """
        update marts.technology_adoption set submission_count = 50, respondent_count = respondent_count + position
        from marts.codes
        where status_code = 'adopted' and code = technology_code and code_list = 'technologies' and position <= 2
        """,
        r": (AI|IA) / .+ (and|et) (Big data|Mégadonnées).+ \(50 (of the|des) \d+ (to|à) \d+ ",
    ),
    "potential": (
        "update marts.development_potential set potential_rank = 1, potential_count = 58 where potential_rank <= 2",
        r": (AI|IA) / .+ (and|et) (Big data|Mégadonnées).+ \(.+58",
    ),
    "impact": (
        "update marts.impact_difficulty set impact_rank = 1 where impact_rank <= 2",
        r": (AI|IA) / .+ (and|et) (Big data|Mégadonnées).+ \(",
    ),
    "performance": (
        "update marts.performance_contribution set share_rank = 1 where share_rank <= 2",
        r": (Enforcement|Lutte|Application).+ (and Trade|et Facilitation).+ \(",
    ),
    "capacity-building": (
        "update marts.capacity_building_needs set share_rank = 1 where share_rank <= 2",
        r": (Cybersecurity.+ and Technical skills|.+ cybersécurité et Compétences techniques) \(",
    ),
}


@pytest.mark.parametrize("url_path", TIES)
def test_what_is_equally_first_is_named_together(page_of, changed, url_path):
    statement, expected = TIES[url_path]
    for lang in LANGUAGE_CODES:
        headline = page_of(url_path, lang, current=changed(statement)).headline
        assert re.search(expected, headline.replace("\u00a0", " ").replace(NARROW, " ")), headline


NOBODY_ANSWERED = [
    *(
        f"update marts.it_strategy{of} set yes_count = 0, respondent_count = 0, yes_share = null"
        for of in ("", "_by_region")
    ),
    *(
        f"update marts.{mart}{of} set submission_count = 0, respondent_count = 0, share = null, share_rank = null"
        for mart in ("maturity", "capacity_building_needs", "performance_contribution")
        for of in (("_distribution" if mart == "maturity" else ""), "_by_region")
    ),
    *(
        f"update marts.technology_adoption{of} set submission_count = 0, respondent_count = 0, share = null"
        for of in ("", "_by_region")
    ),
    "update marts.technology_status_totals set selection_count = 0, all_selection_count = 0, selection_share = null",
    "update marts.development_potential set respondent_count = 0, adopted_count = 0, in_development_count = 0, "
    "under_consideration_count = 0, potential_count = 0",
    *(
        f"update marts.impact_difficulty{of} set "
        + ", ".join(f"{name}_mean = null, {name}_respondent_count = 0, {name}_rank = null" for name in measures)
        for of in ("", "_by_region")
        for measures in [("impact", "difficulty")]
    ),
    "update marts.flagship_selection set citation_count = 0, citation_respondent_count = 0, citation_rank = null, "
    "potential_count = 0",
    "update marts.case_study_offers set submission_count = 0, respondent_count = 0",
]


@pytest.mark.parametrize(
    ("filtered", "lang"),
    by_turns(
        [
            (url_path, region)
            for url_path in (
                "overview",
                "strategy",
                "adoption",
                "potential",
                "impact",
                "performance",
                "capacity-building",
            )
            for region in ("", "EUR")
        ],
        LANGUAGE_CODES,
    ),
)
def test_questions_that_nobody_answered_name_nothing_and_draw_nothing(page_of, changed, filtered, lang):
    url_path, region = filtered
    chosen = {"region": region} if region else {}
    drawn = page_of(url_path, lang, current=changed(*NOBODY_ANSWERED), **chosen)
    nobody = Language(lang).text("part.unanswered")
    counted = [part for part in drawn.parts if "capacity_building_needs_other" not in " ".join(part.said)]
    assert {part.said[0] for part in counted} == {nobody}
    assert not any(part.spec for part in counted)
    if url_path != "overview":
        nothing = Language(lang).text(f"{url_path.replace('-', '_')}.nothing", region="")
        assert drawn.headline.lower().endswith(nothing.lower())


@both_languages
def test_flagships_that_nobody_cited_are_not_named(page_of, changed, lang):
    drawn = page_of("flagships", lang, current=changed(*NOBODY_ANSWERED))
    assert drawn.headline == Language(lang).text("flagships.nothing")


@both_languages
def test_a_survey_without_rules_names_citations_alone_and_speaks_of_no_rule(page_of, changed, lang):
    without = changed("update marts.flagship_selection set is_selected = null, overlaps_other_work = null")
    drawn = page_of("flagships", lang, current=without)
    assert re.match("(Most cited by Members: Big data|Technologies les plus citées\u00a0: Méga)", drawn.headline)
    assert Language(lang).text("flagships.rule") not in " ".join(drawn.lead)
    assert drawn.part("steps").alternative.endswith("–.")


# --- participation


@both_languages
def test_the_figures_of_participation_are_those_of_the_report(page_of, lang):
    figures = page_of("participation", lang).figures
    percent = {"en": "62%", "fr": f"62{NARROW}%"}[lang]
    assert [value for _, value, _ in figures] == [percent, "116", "186", "90", "73", "8", "6"]
    bases = " ".join(base for _, _, base in figures).replace(NARROW, "")
    assert "78%" in bases
    assert "63%" in bases


@both_languages
def test_the_table_lists_the_regions_by_rank_and_the_bars_follow_it(page_of, lang):
    part = page_of("participation", lang).part("regions")
    sign = {"en": "%", "fr": f"{NARROW}%"}[lang]
    assert [row[0] for row in part.cells] == REGIONS_IN_RANK_ORDER[lang]
    assert [row[1] for row in part.cells] == ["19", "25", "14", "19", "30", "9"]
    assert [row[2] for row in part.cells] == ["24", "35", "24", "33", "52", "18"]
    assert [row[3] for row in part.cells] == [f"{percent}{sign}" for percent in (79, 71, 58, 58, 58, 50)]
    assert [row[4] for row in part.cells] == ["1", "2", "3", "3", "3", "6"]
    assert part.spec["layer"][0]["encoding"]["y"]["sort"] == REGIONS_IN_RANK_ORDER[lang]
    assert part.rows[0]["label"] == {"en": "79% · 19 of 24", "fr": f"79{NARROW}% · 19 sur 24"}[lang]


def test_the_bars_show_counts_where_the_reader_wants_counts(page_of):
    part = page_of("participation", show="count").part("regions")
    assert [row["value"] for row in part.rows] == [19, 25, 14, 19, 30, 9]
    assert part.rows[0]["label"] == "19 of 24 · 79%"


@both_languages
def test_the_map_says_in_words_what_it_shows_and_that_borders_imply_nothing(page_of, lang):
    part = page_of("participation", lang).part("map")
    alternative = part.alternative.replace(NARROW, "")
    assert all(region in alternative for region in REGIONS_IN_RANK_ORDER[lang])
    assert all(percent in alternative for percent in ("79%", "71%", "58%", "50%"))
    assert Language(lang).text("participation.map.note") in " ".join(part.said)


def test_the_timeline_marks_the_opening_and_the_end_of_each_phase(page_of):
    axis = page_of("participation", "fr").part("timeline").spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == ["2024-04-17", "2024-05-06", "2024-05-15", "2024-06-24"]
    for written in ("17 avr.", "6 mai", "15 mai", "24 juin"):
        assert f'"{written}"' in axis["labelExpr"]


BY_WEEK = """
    create or replace table marts.participation_timeline as
    select * replace (7 as day_count, submission_count + 6 as submission_count)
    from marts.participation_timeline where submitted_on in ('2024-04-23', '2024-05-06', '2024-05-15', '2024-06-24')
"""


@pytest.mark.parametrize(
    ("lang", "by_day", "by_week"), [("en", "by day", "by week"), ("fr", "par jour", "par semaine")]
)
def test_a_timeline_by_week_says_so_and_how_many_days_each_row_covers(page_of, changed, lang, by_day, by_week):
    language = Language(lang)
    daily, weekly = (page_of("participation", lang, *current).part("timeline") for current in ([], [changed(BY_WEEK)]))
    for part, by in ((daily, by_day), (weekly, by_week)):
        assert by in part.alternative
        assert any(by in said for said in part.said)
    note = language.text("participation.timeline.note_by_week")
    assert note in " ".join(weekly.said)
    assert note not in " ".join(daily.said)
    assert list(weekly.values["day_count"]) == [7] * 4
    assert "day_count" not in daily.values
    assert weekly.spec["layer"][0]["encoding"]["x"]["axis"]["values"] == [
        "2024-04-23", "2024-05-06", "2024-05-15", "2024-06-24",
    ]  # fmt: skip
    assert {"en": "in 7 days", "fr": "en 7 jours"}[lang] in str(weekly.rows)
    assert {"en": "on the day", "fr": "ce jour"}[lang] in str(daily.rows)


def test_a_release_of_before_tells_each_day(page_of, changed):
    earlier = changed("alter table marts.participation_timeline drop day_count")
    assert "by day" in page_of("participation", "en", earlier).part("timeline").alternative


def test_collected_answers_are_said_to_be_collected(page_of, changed, shipped):
    marts = ("participation_summary", "participation_by_region", "participation_timeline", "partner_agencies")
    collected = changed(
        "update marts.participation_summary set origin_code = 'collected'",
        *(
            f"update marts.{mart} set {column} = 'collected'"
            for mart in marts
            for column in shipped.mart(mart, SURVEY)
            if column.endswith("_basis")
        ),
    )
    drawn = page_of("participation", current=collected)
    assert {badge for part in drawn.parts for badge in part.badges} == {":green-badge[Collected]"}
    assert not drawn.app.expander


@pytest.mark.parametrize(("lang", "claim"), [("en", "are synthetic"), ("fr", "sont synthétiques")])
def test_the_banner_says_that_the_answers_are_synthetic_and_what_that_makes_of_the_figures(page_of, lang, claim):
    banner = page_of("participation", lang).app.expander[0]
    assert claim in banner.label
    assert ":blue-badge[" in banner.markdown[0].value
    assert ":orange-badge[" in banner.markdown[0].value


def test_a_survey_that_nobody_answered_shows_dashes_for_the_missing_shares(page_of, changed):
    unanswered = changed(
        """
        update marts.participation_summary
        set submission_count = 0, participation_rate = 0, details_count = 0, details_share = null,
            willing_count = 0, willing_respondent_count = 0, willing_share = null
        """,
        "update marts.participation_by_region set submission_count = 0, participation_rate = 0",
        "update marts.participation_timeline set submission_count = 0, cumulative_submission_count = 0",
    )
    drawn = page_of("participation", current=unanswered)
    assert drawn.headline == "0 of 186 WCO Members answered: 0%"
    assert drawn.figures[3][2] == "– of 0 submissions"


def test_a_survey_without_an_extension_has_no_extended_deadline(page_of, changed):
    without = changed(
        "update marts.participation_summary set extended_deadline_on = null",
        """
        update marts.participation_timeline set phase_code = 'late', phase_name_en = 'Late', phase_name_fr = 'Tardive'
        where phase_code = 'extension'
        """,
    )
    axis = page_of("participation", current=without).part("timeline").spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == ["2024-04-17", "2024-05-06", "2024-06-24"]


# --- other pages


def test_a_rank_within_a_region_is_not_called_a_rank_of_regions(page_of):
    drawn = page_of("capacity-building")
    assert drawn.part("by_region").headings["share_rank"] == "Rank, within the region"
    assert drawn.part("needs").headings["share_rank"] == "Rank"
    assert page_of("participation").part("regions").headings["participation_rank"] == "Rank"


@pytest.mark.parametrize("url_path", ["adoption", "impact"])
def test_a_technology_that_was_chosen_comes_first(page_of, url_path):
    drawn = page_of(url_path, technology="drones")
    assert drawn.parts[0].name == "by_region"
    assert "Drones" in drawn.parts[0].title


def test_two_regions_or_a_region_and_all_members_stand_side_by_side(page_of):
    two = page_of("adoption", region="EUR", compare="MENA")
    titles = [part.title for part in two.parts if part.name == "technologies"]
    assert titles == [
        "Status of each technology: Europe",
        "Status of each technology: North of Africa, Near and Middle East",
    ]
    national = page_of("adoption", region="EUR", compare="ALL")
    assert [part.title for part in national.parts][:2] == [
        "Status of each technology: Europe",
        "Status of each technology",
    ]
    first, second = two.parts[:2]
    assert first.cells != second.cells


def test_a_round_without_a_report_counts_no_printed_figures(page_of, changed):
    without = changed("delete from marts.reconciliation_figures", "delete from marts.reconciliation_rankings")
    drawn = page_of("quality", current=without)
    assert len(drawn.figures) == 2
    assert "figures of the report" not in drawn.headline


# --- explore


def test_explore_shows_what_its_own_sql_gives(page_of, shipped):
    drawn = page_of("explore", indicator="capacity_building_needs", regions="EUR,MENA")
    (sql,) = [code.value for code in drawn.app.code]
    rows = shipped.opened.query(sql).df()
    assert set(rows["region_code"]) == {"EUR", "MENA"}
    (shown,) = drawn.app.dataframe
    assert sorted(shown.value["value"]) == sorted(rows["value"])


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_explore_draws_every_indicator(page_of, shipped, lang):
    for code in shipped.codes("indicators").index:
        drawn = page_of("explore", lang, indicator=code)
        assert drawn.app.dataframe[0].value["value"].notna().any()
        assert drawn.app.get("vega_lite_chart"), code


def test_explore_compares_rounds(page_of, changed):
    two = changed(
        "insert into marts.participation_summary by name select * replace ('SCS2027' as survey_code, "
        "date '2027-04-17' as opened_on, 'Survey 2027' as survey_name_en) from marts.participation_summary",
        "insert into marts.indicators by name select * replace ('SCS2027' as survey_code, "
        "'Survey 2027' as survey_name_en, value / 2 as value) from marts.indicators",
    )
    drawn = page_of("explore", indicator="maturity", rounds="SCS2024,SCS2027", current=two)
    shown = drawn.app.dataframe[0].value
    assert set(shown["survey_name_en"]) == {"Survey 2027", "WCO Smart Customs Survey 2024"}


def test_explore_says_that_too_many_groups_are_too_many_and_shows_the_table(page_of):
    drawn = page_of("explore", indicator="technology_status", by="region", regions="EUR,MENA")
    assert not drawn.app.get("vega_lite_chart")
    assert "9 groups cannot be distinguished" in drawn.app.info[0].value
    assert len(drawn.app.dataframe[0].value) == 18


def test_for_print_tables_are_whole(page_of):
    drawn = page_of("adoption", **{"for": "print"})
    assert not drawn.app.dataframe
    assert len(drawn.app.table[0].value) == 36


# Marts of all Members, and what is null in them where few answered on the internet of things.
OF_ALL_MEMBERS = {
    "technology_adoption": ["submission_count", "respondent_count", "share"],
    "development_potential": ["respondent_count", "adopted_count", "in_development_count", "under_consideration_count",
                              "potential_count", "potential_rank"],
    "impact_difficulty": ["impact_mean", "impact_respondent_count", "impact_rank"],
    "flagship_selection": ["potential_count", "potential_rank", "group_rank"],
    "technology_profile": ["status_respondent_count", "adopted_count", "potential_count", "impact_mean"],
}  # fmt: skip


@pytest.mark.parametrize("url_path", [page.url_path for page in PAGES])
def test_pages_are_drawn_where_few_members_answered(page_of, changed, url_path):
    current = changed(
        *[
            f"update marts.{mart} set {', '.join(f'{name} = null' for name in columns)} where technology_code = 'iot'"
            for mart, columns in OF_ALL_MEMBERS.items()
        ],
        "update marts.technology_status_totals set selection_count = null, all_selection_count = null,"
        " selection_share = null",
        "update marts.participation_summary set details_count = null, details_share = null, willing_count = null,"
        " willing_respondent_count = null, willing_share = null",
        "update marts.capacity_building_needs_other set submission_count = null",
    )
    page = page_of(url_path, "en", current)
    said = [page.headline, *page.lead, *(text for part in page.parts for text in part.said)]
    assert not [text for text in said if re.search(r"\b(nan|None|NaT|<NA>)\b", text)]


ACCEPTED = (
    "update main.release set accepted_disclosures = "
    """'[{"survey_code": "SCS2024", "reason": "Asked for by *the* Council"},"""
    """ {"survey_code": "X", "reason": "Other"}]'"""
)


@pytest.mark.parametrize(("lang", "said"), [("en", "accepted for this reason"), ("fr", "accepté pour cette raison")])
def test_what_was_accepted_stands_above_every_page_with_its_reason(page_of, changed, lang, said):
    (warning,) = page_of("strategy", lang, changed(ACCEPTED)).app.warning
    assert said in warning.value
    assert r"Asked for by \*the\* Council" in warning.value
    assert not page_of("strategy", lang).app.warning


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_threshold_of_the_survey_stands_on_the_page_about(page_of, changed, lang):
    def said(current):
        return " ".join(markdown.value for markdown in page_of("about", lang, *current).app.markdown)

    assert {"en": "no threshold of respondents", "fr": "aucun seuil de répondants"}[lang] in said([])
    current = changed("update main.release set disclosure_threshold = {'collected': 5, 'synthetic': 7}")
    assert {"en": "fewer than 7 respondents", "fr": "moins de 7 répondants"}[lang] in said([current])
    # A release of before has none to tell.
    earlier = changed(
        "alter table main.release drop disclosure_threshold", "alter table main.release drop accepted_disclosures"
    )
    assert {"en": "threshold", "fr": "seuil"}[lang] not in said([earlier])


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_page_about_says_where_one_answer_of_everybody_is_suppressed(page_of, changed, lang):
    def said(*statements):
        return " ".join(markdown.value for markdown in page_of("about", lang, changed(*statements)).app.markdown)

    everybody = {"en": "everybody in it gave one answer", "fr": "tous y ont donné la même réponse"}[lang]
    collected = "update marts.participation_summary set origin_code = 'collected'"
    assert everybody in said(collected)
    assert everybody not in said("select 1")
    assert everybody not in said(collected, "update main.release set suppresses_unanimous = false")
    # A release of before has nothing to tell.
    assert everybody not in said(collected, "alter table main.release drop suppresses_unanimous")
