"""What pages say, in both languages, before anything is drawn."""

import re
from html import escape, unescape

import pandas as pd
import pytest

from app.columns import label
from app.content import Page, Part
from app.language import LANGUAGE_CODES, Language
from app.release import current_release
from app.views import VIEWS

NARROW = "\u202f"
# Of the shipped round. What they say of figures is what the report printed.
HEADLINES = {
    "overview": (
        "116 of 186 WCO Members (62%) told how far they are with technology",
        f"116 Membres de l'OMD sur 186 (62{NARROW}%) ont dit où ils en sont avec la technologie",
    ),
    "participation": (
        "116 of 186 WCO Members answered: 62%",
        f"116 Membres de l'OMD sur 186 ont répondu, soit 62{NARROW}%",
    ),
    "strategy": (
        "92% of 116 Members have an IT strategy; Members most often say that they are Operational",
        f"92{NARROW}% de 116 Membres ont une stratégie informatique{NARROW}; les Membres se situent le plus souvent au "
        "niveau Opérationnel",
    ),
    "adoption": (
        "Members have adopted Big data and analytics most: 23 of the 92 that answered",
        "Les Membres ont surtout adopté\u00a0: Mégadonnées et analyse des données (23 des 92 qui ont répondu)",
    ),
    "potential": (
        "Members develop or consider AI / machine learning most: 58 of the 91 that answered",
        "Les Membres développent ou étudient surtout\u00a0: IA / apprentissage automatique (58 des 91 qui ont répondu)",
    ),
    "impact": (
        "Members expect the highest impact from AI / machine learning (4.38 of 5), and find Blockchain hardest to "
        "adopt (3.93 of 5)",
        f"Impact attendu le plus fort\u00a0: IA / apprentissage automatique (4,38 sur 5){NARROW}; adoption la plus "
        "difficile\u00a0: Chaîne de blocs (3,93 sur 5)",
    ),
    "performance": (
        "Technology contributes most to Trade facilitation and economic competitiveness, say 88% of the Members that "
        "answered",
        "La technologie contribue surtout à\u00a0: Facilitation des échanges et compétitivité économique, selon "
        f"88{NARROW}% des Membres ayant répondu",
    ),
    "capacity-building": (
        "Members need Technical skills most: 84% of those that answered",
        f"Les Membres ont surtout besoin de\u00a0: Compétences techniques (84{NARROW}% de ceux qui ont répondu)",
    ),
    "flagships": (
        "The rule selects AI / machine learning, Big data and analytics, Blockchain and Cloud computing; Members cite "
        "Big data and analytics, AI / machine learning and Blockchain most",
        "La règle retient IA / apprentissage automatique, Mégadonnées et analyse des données, Chaîne de blocs et "
        f"Informatique en nuage{NARROW}; les Membres citent le plus Mégadonnées et analyse des données, IA / "
        "apprentissage automatique et Chaîne de blocs",
    ),
}
# What these say is about the release, not about the round.
OF_THE_RELEASE = {"quality", "about"}
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
# Marts of answers by region, and what is null in them where disclosure control suppresses a row.
REGIONAL = {
    "maturity_by_region": ["submission_count", "respondent_count", "share", "share_rank"],
    "technology_adoption_by_region": ["submission_count", "respondent_count", "share"],
    "impact_difficulty_by_region": [
        f"{measure}_{what}" for measure in ("impact", "difficulty") for what in ("mean", "respondent_count", "rank")
    ],
    "capacity_building_needs_by_region": ["submission_count", "respondent_count", "share", "share_rank"],
}
SUPPRESSING = [
    f"update marts.{mart} set is_suppressed = true, {', '.join(f'{name} = null' for name in columns)} "
    "where region_code = 'MENA'"
    for mart, columns in REGIONAL.items()
]
WITHHELD = {
    "en": "Too few Members answered for their answers to be shown.",
    "fr": "Trop peu de Membres ont répondu pour que leurs réponses soient montrées.",
}
SURVEY = "SCS2024"
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.url_path)
both_languages = pytest.mark.parametrize("lang", LANGUAGE_CODES)


def _part(page: Page, name: str) -> Part:
    (part,) = [part for part in page.parts if part.name == name]
    return part


def _cells(part: Part) -> list[list[str]]:
    """The rows of the table of a part, as they are read, without its headings."""
    rows = re.findall(r"<tr>(.*?)</tr>", part.table.split("<tbody>")[1])
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def _bases_in(rows: pd.DataFrame, table: str = "") -> set[str]:
    """What figures rest on: those of a table alone, where there is one."""
    figures = [column for column in rows if f"{column}_basis" in rows]
    headings = table.split("<tbody>")[0]
    shown = [figure for figure in figures if not table or f">{escape(label(figure, Language('en')))}<" in headings]
    return {code for figure in shown for code in rows[f"{figure}_basis"].dropna().unique()}


# --- every page


def test_every_page_on_answers_has_a_headline_here():
    assert HEADLINES.keys() | OF_THE_RELEASE == {view.url_path for view in VIEWS}


@pytest.mark.parametrize("url_path", HEADLINES)
def test_the_headline_is_one_sentence_with_the_figures_of_the_report(page_of, url_path):
    assert tuple(page_of(url_path, lang).headline for lang in LANGUAGE_CODES) == HEADLINES[url_path]


@both_languages
@every_view
def test_each_part_names_its_base_its_source_and_its_release(page_of, shipped, view, lang):
    page = page_of(view.url_path, lang)
    assert page.parts
    for part in page.parts:
        assert part.known.base.startswith("Base")
        assert re.search(r"\b(marts|audit|releases)[./]", part.known.source)
        assert shipped.release.release_id in part.known.source
        assert "UTC" in part.known.source


@both_languages
@every_view
def test_each_part_shows_its_rows_and_says_its_chart_in_words(page_of, view, lang):
    page = page_of(view.url_path, lang)
    for part in page.parts:
        assert len(_cells(part)) == len(part.rows) > 0
        if part.picture:
            assert part.picture.title
            assert len(part.picture.alternative) > 30
    assert sum(part.picture is not None for part in page.parts) <= 3


@every_view
def test_a_part_says_what_its_figures_rest_on_and_its_table_which_where_they_differ(page_of, shipped, view):
    for part in page_of(view.url_path, "en").parts:
        present = _bases_in(part.rows, part.table)
        # The map is drawn from the participation of the regions; its rows are the Members, which are a fact.
        drawn = _bases_in(shipped.mart("participation_by_region", SURVEY)) if part.name == "map" else set()
        assert {basis.code for basis in part.bases} == present | drawn
        # How many Members a region has rests on no answers.
        rests_on_answers = re.search("marts.(?!codes|frame_members|reconciliation|report)", part.known.source)
        assert part.bases or part.name == "frame" or not rests_on_answers
        if len(present) > 1:
            assert all(any(basis.name in cells for cells in _cells(part)) for basis in part.bases)


@both_languages
@every_view
def test_a_survey_that_asked_nothing_has_its_pages_all_the_same(page_of, changed, view, lang):
    """A later survey that is in the mart about itself alone."""
    later = changed(
        """
        insert into marts.participation_summary by name
        select * replace ('SCS2027' as survey_code, date '2027-04-17' as opened_on) from marts.participation_summary
        """
    )
    page = page_of(view.url_path, lang, current=later)
    assert page.headline
    for part in page.parts:
        if re.search(r"audit\.|releases/|marts\.(codes|participation_summary)", part.known.source):
            continue
        assert part.rows.empty
        assert part.table == ""
        assert part.picture is None
        assert part.reading in ("This survey did not ask about it.", "Cette enquête n'a pas posé la question.")


@both_languages
@pytest.mark.parametrize("region", [None, "MENA"])
@pytest.mark.parametrize("view", [view for view in VIEWS if view.filters], ids=lambda view: view.url_path)
def test_what_disclosure_control_suppresses_is_a_word_in_tables_and_not_drawn(page_of, changed, view, region, lang):
    word = {"en": "suppressed", "fr": "non divulgué"}[lang]
    page = page_of(view.url_path, lang, region=region, current=changed(*SUPPRESSING))
    parts = [part for part in page.parts if "is_suppressed" in part.rows and part.rows["is_suppressed"].any()]
    assert parts
    for part in parts:
        hidden = [cells for cells, is_hidden in zip(_cells(part), part.rows["is_suppressed"], strict=True) if is_hidden]
        assert all(word in cells for cells in hidden)
        assert not any(re.search(r"\d", cell) for cells in hidden for cell in cells)
        # Of one region alone nothing is drawn; the other charts name it in each row.
        name = REGIONS_IN_RANK_ORDER[lang][-1]
        if part.rows["region_code"].nunique() == 1:
            assert part.picture is None
            assert part.reading == WITHHELD[lang]
            continue
        drawn = [row for rows in part.picture.spec["datasets"].values() for row in rows]
        of_region = [row for row in drawn if name in (row.get("name"), row.get("group"))]
        assert [row for row in of_region if row.get("value") is not None] == []


def test_a_headline_says_that_the_answers_of_a_region_are_withheld_not_that_there_are_none(page_of, changed):
    current = changed(*SUPPRESSING)
    said = {
        url_path: page_of(url_path, "en", region="MENA", current=current).headline
        for url_path in ("strategy", "adoption", "impact", "capacity-building")
    }
    region = "in the region North of Africa, Near and Middle East, "
    withheld = "too few Members answered for their answers to be shown"
    assert said == {
        "strategy": f"92% of 116 Members have an IT strategy; {region}{withheld}",
        "adoption": f"I{region[1:]}{withheld}",
        "impact": f"I{region[1:]}{withheld}",
        "capacity-building": f"I{region[1:]}{withheld}",
    }
    level = page_of("strategy", "fr", region="MENA", current=current).figures[1]
    assert level.value == "non divulgué"


@pytest.mark.parametrize("url_path", ["strategy", "adoption", "impact", "capacity-building"])
def test_a_region_that_is_not_suppressed_is_shown_beside_one_that_is(page_of, changed, url_path):
    page, undisturbed = (
        page_of(url_path, "en", region="EUR", **given) for given in ({"current": changed(*SUPPRESSING)}, {})
    )
    assert page.headline == undisturbed.headline
    assert WITHHELD["en"] not in {part.reading for part in page.parts}


TIES = {
    "strategy": (
        "update marts.maturity_distribution set share_rank = 1, submission_count = 40 where maturity_level in (3, 4)",
        "Members most often say that they are Operational and Advanced",
        "au niveau Opérationnel et Avancé",
    ),
    "adoption": (
        """
        update marts.technology_adoption set submission_count = 50, respondent_count = respondent_count + position
        from marts.codes
        where status_code = 'adopted' and code = technology_code and code_list = 'technologies' and position <= 2
        """,
        r"adopted AI / machine learning and Big data and analytics most: 50 of the \d+ to \d+ that answered",
        r"adopté : IA / apprentissage automatique et Mégadonnées et analyse des données \(50 des \d+ à \d+ qui",
    ),
    "potential": (
        "update marts.development_potential set potential_rank = 1, potential_count = 58 where potential_rank <= 2",
        "develop or consider AI / machine learning and .+ most: 58 of",
        "étudient surtout : IA / apprentissage automatique et .+ \\(58 des",
    ),
    "impact": (
        "update marts.impact_difficulty set impact_rank = 1 where impact_rank <= 2",
        "the highest impact from .+ and .+ \\(",
        "le plus fort : .+ et .+ \\(",
    ),
    "performance": (
        "update marts.performance_contribution set share_rank = 1 where share_rank <= 2",
        "contributes most to .+ and .+, say",
        "contribue surtout à : .+ et .+, selon",
    ),
    "capacity-building": (
        "update marts.capacity_building_needs set share_rank = 1 where share_rank <= 2",
        "Members need .+ and .+ most: ",
        "surtout besoin de : .+ et .+ \\(",
    ),
}


@pytest.mark.parametrize("url_path", TIES)
def test_what_is_equally_first_is_named_together(page_of, changed, url_path):
    statement, english, french = TIES[url_path]
    for lang, expected in (("en", english), ("fr", french)):
        headline = page_of(url_path, lang, current=changed(statement)).headline
        assert re.search(expected, headline.replace("\u00a0", " ").replace(NARROW, " ")), headline


NOBODY_ANSWERED = [
    "update marts.it_strategy set yes_count = 0, respondent_count = 0, yes_share = null",
    *(
        f"update marts.{mart}{of} set submission_count = 0, respondent_count = 0, share = null, share_rank = null"
        for mart in ("maturity", "capacity_building_needs")
        for of in (("_distribution" if mart == "maturity" else ""), "_by_region")
    ),
    "update marts.performance_contribution "
    "set submission_count = 0, respondent_count = 0, share = null, share_rank = null",
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


@both_languages
@pytest.mark.parametrize("region", [None, "EUR"])
@pytest.mark.parametrize(
    "url_path", ["overview", "strategy", "adoption", "potential", "impact", "performance", "capacity-building"]
)
def test_questions_that_nobody_answered_name_nothing_and_draw_nothing(page_of, changed, url_path, region, lang):
    page = page_of(url_path, lang, region=region, current=changed(*NOBODY_ANSWERED))
    nobody = {"en": "Nobody answered.", "fr": "Personne n'a répondu."}[lang]
    counted = [part for part in page.parts if "capacity_building_needs_other" not in part.known.source]
    assert {part.reading for part in counted} == {nobody}
    assert not any(part.picture for part in counted)
    if url_path != "overview":
        assert re.search({"en": r"\bno\b", "fr": r"\baucun|pas connus"}[lang], page.headline, re.IGNORECASE)


@both_languages
def test_flagships_that_nobody_cited_are_not_named(page_of, changed, lang):
    page = page_of("flagships", lang, current=changed(*NOBODY_ANSWERED))
    assert page.headline == {"en": "No citation is known", "fr": "Aucune citation n'est connue"}[lang]


@both_languages
def test_a_survey_without_rules_names_citations_alone_and_speaks_of_no_rule(page_of, changed, lang):
    without = changed("update marts.flagship_selection set is_selected = null, overlaps_other_work = null")
    page = page_of("flagships", lang, current=without)
    assert page.headline.startswith({"en": "Members cite Big data", "fr": "Les Membres citent le plus Méga"}[lang])
    assert not re.search("rule|règle", page.headline + page.lead)
    assert _part(page, "steps").picture.alternative.endswith("–.")


# --- participation


@both_languages
def test_the_figures_of_participation_are_those_of_the_report(page_of, lang):
    page = page_of("participation", lang)
    percent = {"en": "62%", "fr": f"62{NARROW}%"}[lang]
    assert [figure.value for figure in page.figures] == [percent, "116", "186", "90", "73", "8", "6"]
    bases = " ".join(figure.base for figure in page.figures).replace(NARROW, "")
    assert "78%" in bases
    assert "63%" in bases


@both_languages
def test_the_table_lists_the_regions_by_rank(page_of, lang):
    cells = _cells(_part(page_of("participation", lang), "regions"))
    sign = {"en": "%", "fr": f"{NARROW}%"}[lang]
    assert [row[0] for row in cells] == REGIONS_IN_RANK_ORDER[lang]
    assert [row[1] for row in cells] == ["19", "25", "14", "19", "30", "9"]
    assert [row[2] for row in cells] == ["24", "35", "24", "33", "52", "18"]
    assert [row[3] for row in cells] == [f"{percent}{sign}" for percent in (79, 71, 58, 58, 58, 50)]
    assert [row[4] for row in cells] == ["1", "2", "3", "3", "3", "6"]


@both_languages
def test_the_bars_are_in_the_order_of_the_table_and_labelled_with_rate_and_count(page_of, lang):
    picture = _part(page_of("participation", lang), "regions").picture
    layers = picture.spec["layer"]
    assert layers[0]["encoding"]["y"]["sort"] == REGIONS_IN_RANK_ORDER[lang]
    assert any(
        layer["mark"]["type"] == "text" and layer["encoding"]["text"] == {"field": "label", "type": "nominal"}
        for layer in layers
    )
    (drawn,) = picture.spec["datasets"].values()
    assert drawn[0]["label"] == {"en": "79% · 19 of 24", "fr": f"79{NARROW}% · 19 sur 24"}[lang]


@both_languages
def test_the_map_says_in_words_what_it_shows_and_that_borders_imply_nothing(page_of, lang):
    part = _part(page_of("participation", lang), "map")
    assert all(region in part.picture.alternative for region in REGIONS_IN_RANK_ORDER[lang])
    alternative = part.picture.alternative.replace(NARROW, "")
    assert all(percent in alternative for percent in ("79%", "71%", "58%", "50%"))
    note = {"en": "imply no opinion on the legal status", "fr": "n'impliquent aucune prise de position"}[lang]
    assert note in part.known.note


def test_the_timeline_marks_the_opening_and_the_end_of_each_phase(page_of):
    axis = _part(page_of("participation", "fr"), "timeline").picture.spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == ["2024-04-17", "2024-05-06", "2024-05-15", "2024-06-24"]
    for written in ("17 avr.", "6 mai", "15 mai", "24 juin"):
        assert f'"{written}"' in axis["labelExpr"]


def test_collected_answers_are_said_to_be_collected(page_of, open_app, publish, shipped):
    publish(
        "update marts.participation_summary set origin_code = 'collected'",
        *(
            f"update marts.{mart} set {column} = 'collected'"
            for mart in (
                "participation_summary",
                "participation_by_region",
                "participation_timeline",
                "partner_agencies",
            )
            for column in shipped.mart(mart, SURVEY)
            if column.endswith("_basis")
        ),
    )
    page = page_of("participation", "en", current=current_release())
    assert {basis.code for part in page.parts for basis in part.bases} == {"collected"}
    assert not any(part.known.origin for part in page.parts)
    app = open_app("participation", lang="en")
    assert not app.exception
    assert not app.warning


@pytest.mark.parametrize(("lang", "claim"), [("en", "are synthetic"), ("fr", "sont synthétiques")])
@pytest.mark.usefixtures("project_with_release")
def test_the_banner_says_that_the_answers_are_synthetic_and_what_that_makes_of_the_figures(open_app, lang, claim):
    banner = open_app("participation", lang=lang).warning[0].value
    assert claim in banner
    assert ":blue-badge[" in banner
    assert ":orange-badge[" in banner


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
    page = page_of("participation", "en", current=unanswered)
    assert page.headline == "0 of 186 WCO Members answered: 0%"
    assert page.figures[3].base == "– of 0 submissions"
    assert page.lead == ""


def test_a_survey_without_an_extension_has_no_extended_deadline(page_of, changed):
    without = changed(
        "update marts.participation_summary set extended_deadline_on = null",
        """
        update marts.participation_timeline set phase_code = 'late', phase_name_en = 'Late', phase_name_fr = 'Tardive'
        where phase_code = 'extension'
        """,
    )
    part = _part(page_of("participation", "en", current=without), "timeline")
    axis = part.picture.spec["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == ["2024-04-17", "2024-05-06", "2024-06-24"]
