"""The participation page as a reader sees it, in both languages."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("project_with_release")

HEADLINES = {
    "en": "116 of 186 WCO Members answered: 62%",
    "fr": "116 Membres de l'OMD sur 186 ont répondu, soit 62\u202f%",
}
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
both_languages = pytest.mark.parametrize("lang", ["en", "fr"])


def _charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def _badges(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown if "-badge[" in element.value]


@both_languages
def test_the_headline_is_computed_from_the_release(open_app, lang):
    app = open_app(lang=lang)
    assert not app.exception
    assert app.title[0].value == HEADLINES[lang]


@both_languages
def test_the_key_figures_are_those_of_the_report(open_app, lang):
    sign = {"en": "%", "fr": "\u202f%"}[lang]
    values = [metric.value for metric in open_app(lang=lang).metric]
    assert values == [f"62{sign}", "116", "186", "90", "73", "8", "6"]


@both_languages
def test_details_and_willingness_stand_beside_their_share(open_app, lang):
    captions = " ".join(caption.value for caption in open_app(lang=lang).caption).replace("\u202f", "")
    assert "78%" in captions
    assert "63%" in captions


@both_languages
def test_the_table_lists_the_regions_by_rank_and_then_all_members(open_app, lang):
    rows = open_app(lang=lang).table[0].value
    assert rows.iloc[:-1, 1].tolist() == REGIONS_IN_RANK_ORDER[lang]
    assert rows.iloc[:-1, 0].tolist() == [1, 2, 3, 3, 3, 6]
    assert rows.iloc[:, 2].tolist() == [19, 25, 14, 19, 30, 9, 116]
    assert rows.iloc[:, 3].tolist() == [24, 35, 24, 33, 52, 18, 186]
    assert rows.iloc[:, 4].tolist() == [79, 71, 58, 58, 58, 50, 62]


@both_languages
def test_the_bars_are_in_the_order_of_the_table_and_labelled_with_rate_and_count(open_app, lang):
    chart = _charts(open_app(lang=lang))[0]
    assert chart["layer"][0]["encoding"]["y"]["sort"] == REGIONS_IN_RANK_ORDER[lang]
    assert any(
        layer["mark"]["type"] == "text" and layer["encoding"]["text"] == {"field": "label", "type": "nominal"}
        for layer in chart["layer"]
    )


@both_languages
def test_the_map_says_in_words_what_it_shows_and_that_borders_imply_nothing(open_app, lang):
    app = open_app(lang=lang)
    alternative = app.get("vega_lite_chart")[1].proto.alt
    assert all(region in alternative for region in REGIONS_IN_RANK_ORDER[lang])
    assert all(percent in alternative.replace("\u202f", "") for percent in ("79%", "71%", "58%", "50%"))
    note = {"en": "imply no opinion on the legal status", "fr": "n'impliquent aucune prise de position"}[lang]
    assert any(note in caption.value for caption in app.caption)


def test_the_timeline_marks_the_opening_and_the_end_of_each_phase(open_app):
    axis = _charts(open_app(lang="fr"))[-1]["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == ["2024-04-17", "2024-05-06", "2024-05-15", "2024-06-24"]
    for written in ("17 avr.", "6 mai", "15 mai", "24 juin"):
        assert f'"{written}"' in axis["labelExpr"]


@both_languages
def test_every_chart_has_a_text_for_whoever_cannot_see_it(open_app, lang):
    charts = open_app(lang=lang).get("vega_lite_chart")
    assert len(charts) == 3
    assert all(chart.proto.alt for chart in charts)


@pytest.mark.parametrize(("lang", "claim"), [("en", "are synthetic"), ("fr", "sont synthétiques")])
def test_the_banner_says_that_the_answers_are_synthetic_and_what_that_makes_of_the_figures(open_app, lang, claim):
    banner = open_app(lang=lang).warning[0].value
    assert claim in banner
    assert ":blue-badge[" in banner
    assert ":orange-badge[" in banner


def test_each_part_says_whether_its_figures_were_published_or_are_illustrative(open_app):
    assert _badges(open_app(lang="en")) == [
        ":blue-badge[Published]",
        ":blue-badge[Published]",
        ":blue-badge[Published]",
        ":orange-badge[Illustrative]",
    ]


def test_each_part_names_its_base_its_mart_and_its_release(open_app, store):
    sources = [caption.value for caption in open_app(lang="en").caption if "Source:" in caption.value]
    marts = ["participation_summary", "participation_by_region", "frame_members", "participation_timeline"]
    assert len(sources) == len(marts)
    for source, mart in zip(sources, marts, strict=True):
        assert source.startswith("Base:")
        assert f"marts.{mart}, release {store.current().release_id}, built" in source
        assert "UTC" in source


def test_each_part_has_its_rows_to_download(open_app):
    keys = [button.key for button in open_app(lang="en").download_button]
    assert keys == [
        "download_participation_summary",
        "download_participation_by_region",
        "download_frame_members",
        "download_participation_timeline",
    ]


def test_collected_answers_get_no_banner_and_say_that_they_were_collected(open_app, publish):
    publish(
        "update marts.participation_summary set origin = 'collected', figure_basis = 'collected'",
        "update marts.participation_by_region set figure_basis = 'collected'",
        "update marts.participation_timeline set figure_basis = 'collected'",
    )
    app = open_app(lang="en")
    assert not app.exception
    assert not app.warning
    assert set(_badges(app)) == {":green-badge[Collected]"}


def test_a_survey_that_nobody_answered_shows_dashes_for_the_missing_shares(open_app, publish):
    publish(
        """
        update marts.participation_summary
        set submission_count = 0, participation_rate = 0, details_count = 0, details_share = null,
            willing_count = 0, willing_respondent_count = 0, willing_share = null
        """,
        "update marts.participation_by_region set submission_count = 0, participation_rate = 0",
        "update marts.participation_timeline set submission_count = 0, cumulative_submission_count = 0",
    )
    app = open_app(lang="en")
    assert not app.exception
    assert app.title[0].value == "0 of 186 WCO Members answered: 0%"
    assert "–" in " ".join(caption.value for caption in app.caption)


def test_a_survey_without_an_extension_has_no_extended_deadline(open_app, publish):
    publish(
        "update marts.participation_summary set extended_deadline_on = null",
        """
        update marts.participation_timeline set phase = 'late', phase_name_en = 'Late', phase_name_fr = 'Tardive'
        where phase = 'extension'
        """,
    )
    app = open_app(lang="en")
    assert not app.exception
    axis = _charts(app)[-1]["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == ["2024-04-17", "2024-05-06", "2024-06-24"]
