"""Language, survey and filters: from the URL first, switched by a control that writes the URL."""

from urllib.parse import parse_qsl

import pytest

from app.views import PAGES

pytestmark = pytest.mark.usefixtures("project_with_release")

# A second round in the release: later, and collected.
SECOND_SURVEY = [
    f"""
    insert into marts.{mart} by name
    select * replace (
        'SCS2027' as survey_code, 'Survey 2027' as survey_name_en, 'Enquête 2027' as survey_name_fr {more}
    )
    from marts.{mart}
    """
    for mart, more in [
        (
            "participation_summary",
            ", date '2027-04-17' as opened_on, 'collected' as origin_code, 117 as submission_count",
        ),
        ("participation_by_region", ""),
        ("frame_members", ""),
        ("participation_timeline", ""),
    ]
]


def _is_french(app):
    assert not app.exception
    return "ont répondu" in app.title[0].value


def test_the_url_decides_on_the_language_before_the_browser(open_app):
    assert _is_french(open_app("participation", browser="en-GB", lang="fr"))
    assert not _is_french(open_app("participation", browser="fr-FR", lang="en"))


@pytest.mark.parametrize(("browser", "french"), [("fr-CA", True), ("fr", True), ("en-US", False), ("de-DE", False)])
def test_without_a_language_in_the_url_the_browser_decides(open_app, browser, french):
    assert _is_french(open_app("participation", browser=browser)) is french


def test_without_any_language_the_page_is_in_english(open_app):
    assert not _is_french(open_app("participation"))


def test_a_language_that_there_is_not_falls_back_to_the_browser(open_app):
    assert _is_french(open_app("participation", browser="fr-FR", lang="tlh"))


def test_the_control_switches_the_language_and_writes_it_into_the_url(open_app):
    app = open_app("participation", lang="en")
    app.segmented_control[0].set_value("fr").run()
    assert _is_french(app)
    assert app.query_params["lang"] == "fr"


def test_another_page_keeps_what_was_chosen(open_app, go_to):
    app = go_to(open_app("strategy", browser="en-GB", lang="fr"), "participation")
    assert _is_french(app)
    assert app.query_params == {"lang": "fr"}


def test_the_back_button_is_not_held_by_what_was_chosen(open_app):
    app = open_app("participation", browser="en-GB", lang="fr")
    del app.query_params["lang"]
    app.run()
    assert not _is_french(app)
    assert "lang" not in app.query_params


def test_one_survey_needs_no_control(open_app):
    assert not [box.key for box in open_app("participation", lang="en").selectbox]


def test_with_several_surveys_the_latest_is_shown_and_the_url_names_another(open_app, publish):
    publish(*SECOND_SURVEY)
    latest = open_app("participation", lang="en")
    assert latest.selectbox(key="survey_control").value == "SCS2027"
    assert latest.title[0].value.startswith("117 of 186")
    assert not latest.expander
    earlier = open_app("participation", lang="en", survey="SCS2024")
    assert earlier.title[0].value.startswith("116 of 186")
    assert earlier.expander


def test_the_control_switches_the_survey_and_writes_it_into_the_url(open_app, publish):
    publish(*SECOND_SURVEY)
    app = open_app("participation", lang="en")
    app.selectbox(key="survey_control").select("SCS2024").run()
    assert not app.exception
    assert app.title[0].value.startswith("116 of 186")
    assert app.query_params["survey"] == "SCS2024"


@pytest.mark.parametrize("survey", ["SCS1999", "' or 1 = 1 --", "*"])
def test_a_survey_that_there_is_not_shows_the_latest_and_says_so(open_app, survey):
    app = open_app("participation", lang="en", survey=survey)
    assert not app.exception
    assert app.title[0].value.startswith("116 of 186")
    (warning,) = app.warning
    assert warning.value.startswith(f"Survey: `{survey}` in the address of this page is unknown.")
    assert "WCO Smart Customs Survey 2024" in warning.value


@pytest.mark.parametrize(("parameter", "shown"), [("region", "All Members"), ("technology", "All technologies")])
def test_a_filter_that_there_is_not_is_named_with_what_is_shown_instead(open_app, parameter, shown):
    app = open_app("adoption", lang="en", **{parameter: "<b>`x"})
    assert not app.exception
    (warning,) = app.warning
    assert "`<b>x`" in warning.value
    assert warning.value.endswith(f"{shown}.")


def test_comparing_a_region_with_itself_compares_nothing(open_app):
    app = open_app("strategy", lang="en", region="EUR", compare="EUR")
    assert not app.exception
    assert len(app.header) == 3


# --- filters


def test_the_url_chooses_a_filter_and_another_page_keeps_it(open_app, go_to):
    app = open_app("strategy", lang="en", region="ESA")
    assert app.title[0].value.startswith(
        "92% of the 116 Members that answered have an IT strategy; in the East and Southern Africa region, "
    )
    app = go_to(app, "capacity-building")
    assert not app.exception
    assert app.query_params == {"lang": "en", "region": "ESA"}
    assert app.selectbox(key="region_control").value == "ESA"


def test_the_control_of_a_filter_writes_the_url_and_takes_it_out_again(open_app):
    app = open_app("impact", lang="en")
    app.selectbox(key="technology_control").select("drones").run()
    assert app.query_params == {"lang": "en", "technology": "drones"}
    assert "Drones" in " ".join(header.value for header in app.header)
    app.selectbox(key="technology_control").select("").run()
    assert app.query_params == {"lang": "en"}
    assert "Drones" not in " ".join(header.value for header in app.header)


def test_a_filter_that_was_taken_out_does_not_come_back_on_another_page(open_app, go_to):
    app = open_app("impact", lang="en", region="ESA")
    app.selectbox(key="region_control").select("").run()
    assert go_to(app, "strategy").query_params == {"lang": "en"}


# --- links


def _permalink(app):
    """The parameters of the permanent link of a page; it is relative, and so names no page."""
    (link,) = [text.value for text in app.markdown if "(?lang=" in text.value]
    return dict(parse_qsl(link.partition("(?")[2].rstrip(")")))


def _shown(app):
    return (
        [title.value for title in app.title],
        [header.value for header in app.header],
        [caption.value for caption in app.caption],
        {box.key: box.value for box in app.selectbox},
    )


@pytest.mark.parametrize("view", PAGES, ids=lambda view: view.url_path)
def test_the_permalink_opens_the_same_page_in_any_browser(open_app, publish, view):
    publish(*SECOND_SURVEY)
    filters = {name: {"region": "ESA", "technology": "drones"}[name] for name in view.filters}
    app = open_app(view.url_path, browser="fr-FR", survey="SCS2024", **filters)
    parameters = _permalink(app)
    assert parameters == {"lang": "fr", "survey": "SCS2024", **filters}
    again = open_app(view.url_path, browser="en-GB", **parameters)
    assert not again.exception
    assert _shown(again) == _shown(app)
