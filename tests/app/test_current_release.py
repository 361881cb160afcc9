"""The app shows the current release or nothing: what a reader sees where it is new, missing, broken or damaged."""

import shutil
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.release import PROJECT_VARIABLE, current_release
from pipeline.files import sha256_of


def _says(app: AppTest, sentence: str, command: str) -> bool:
    """Whether the page is the one sentence and shows no figure and no traceback."""
    assert not app.exception
    assert not app.error
    assert not app.metric
    assert not app.get("vega_lite_chart")
    assert len(app.info) == 1
    return sentence in app.info[0].value and f"`{command}" in app.info[0].value


def _damage(store, release):
    """Change one byte in the middle of the file."""
    path = store.folder / release.file
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("lang", "sentence"), [("en", "There is no release yet"), ("fr", "Aucune version n’a encore été publiée")]
)
def test_without_a_release_the_page_says_what_to_run(open_app, store, lang, sentence):
    shutil.rmtree(store.folder)
    assert _says(open_app("participation", lang=lang), sentence, "make build")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"release_id": "r9999-gone"}'])
@pytest.mark.parametrize(
    ("lang", "sentence"), [("en", "names the current release"), ("fr", "désigne la version en cours")]
)
def test_a_broken_pointer_without_a_good_release_is_told_with_the_remedy(open_app, store, content, lang, sentence):
    _damage(store, store.current())
    store.pointer.write_text(content, encoding="utf-8")
    assert _says(open_app("participation", lang=lang), sentence, "smart-customs rollback ID")


@pytest.mark.parametrize(
    ("lang", "sentence"), [("en", "The current release cannot be read"), ("fr", "La version en cours est illisible")]
)
def test_a_broken_pointer_shows_the_newest_good_release_and_says_so(open_app, store, lang, sentence):
    release = store.current()
    store.pointer.write_text("{", encoding="utf-8")
    app = open_app("participation", lang=lang)
    assert len(app.metric) == 7
    (notice,) = app.error
    assert sentence in notice.value
    assert release.release_id in notice.value
    assert "`make build`" in notice.value
    assert app.code[0].value.startswith("releases/current.json: found no release")


def test_a_damaged_release_shows_the_one_before_until_it_is_mended(open_app, store, publish):
    earlier = store.current()
    damaged = publish("update marts.participation_summary set submission_count = 117")
    content = (store.folder / damaged.file).read_bytes()
    app = open_app("participation", lang="en")
    assert app.title[0].value.startswith("117 of 186")
    assert not app.error
    _damage(store, damaged)
    app.run()
    assert app.title[0].value.startswith("116 of 186")
    assert earlier.release_id in app.error[0].value
    assert "the file was damaged or changed" in app.code[0].value
    (store.folder / damaged.file).write_bytes(content)
    app.run()
    assert app.title[0].value.startswith("117 of 186")
    assert not app.error


@pytest.mark.parametrize(("lang", "sentence"), [("en", "was changed after its build"), ("fr", "a été modifié")])
def test_a_release_that_was_changed_is_not_shown(open_app, store, lang, sentence):
    _damage(store, store.current())
    assert _says(open_app("participation", lang=lang), sentence, "make build")


def test_a_release_that_is_damaged_while_the_page_is_open_is_no_longer_shown(open_app, store):
    app = open_app("participation", lang="en")
    assert app.metric
    path = store.folder / store.current().file
    path.chmod(0o644)
    path.write_bytes(b"")
    assert _says(app.run(), "was changed after its build", "make build")


def test_a_release_whose_file_is_gone_is_told_with_the_remedy(open_app, store):
    (store.folder / store.current().file).unlink()
    assert _says(open_app("participation", lang="en"), "is missing", "smart-customs rollback ID")


def test_a_release_that_duckdb_cannot_open_is_not_shown(open_app, store, publish):
    earlier, release = store.current(), publish()
    path = store.folder / release.file
    path.write_bytes(b"no database" * 1000)
    renewed = replace(release, sha256=sha256_of(path))
    store.add(renewed, {})
    store.make_current(renewed)
    assert earlier.release_id in open_app("participation", lang="en").error[0].value
    _damage(store, earlier)
    assert _says(open_app("participation", lang="en"), "was changed after its build", "make build")


@pytest.mark.parametrize("table", ["participation_summary", "participation_by_region", "codes"])
def test_a_release_that_lacks_a_table_is_told_with_the_remedy(open_app, publish, table):
    publish(f"drop table marts.{table}")
    app = open_app("participation", lang="en")
    assert not app.exception
    assert "lacks a table" in app.info[0].value
    assert table in app.code[0].value


def test_outside_a_project_the_page_says_how_to_start_the_app(open_app, tmp_path, monkeypatch):
    monkeypatch.setenv(PROJECT_VARIABLE, str(tmp_path))
    assert _says(open_app("participation", lang="en"), "No project was found", "make app")


def test_the_detail_for_the_maintainer_names_no_folder_of_the_machine(open_app, store, project_with_release):
    _damage(store, store.current())
    store.pointer.write_text("{", encoding="utf-8")
    detail = open_app("participation", lang="en").code[0].value
    assert detail.startswith("releases/current.json: ")
    assert str(project_with_release.root) not in detail


def test_a_new_release_is_shown_without_a_restart(open_app, publish):
    app = open_app("participation", lang="en")
    assert app.title[0].value.startswith("116 of 186")
    release = publish("update marts.participation_summary set submission_count = 117")
    app.run()
    assert app.title[0].value == "117 of 186 WCO Members answered: 63%"
    assert f"release {release.release_id}" in " ".join(caption.value for caption in app.caption)


def test_going_back_to_an_earlier_release_is_shown_without_a_restart(open_app, store, publish):
    earlier = store.current()
    publish("update marts.participation_summary set submission_count = 117")
    app = open_app("participation", lang="en")
    assert app.title[0].value.startswith("117 of 186")
    store.make_current(earlier)
    assert app.run().title[0].value.startswith("116 of 186")


@pytest.mark.usefixtures("project_with_release")
def test_a_page_that_nobody_touches_notices_another_release(publish):
    """The fragment of the page runs now and then; here it runs once, after a release that came while it was drawn."""

    def page():
        import streamlit

        from app.freshness import keep_fresh
        from app.release import current_release

        shown = current_release()
        streamlit.session_state.setdefault("shown", []).append(shown.release.release_id)
        streamlit.session_state.pop("between", lambda: None)()
        keep_fresh(shown)

    app = AppTest.from_function(page, default_timeout=30)
    first = current_release().release.release_id
    second: list[str] = []
    app.session_state["between"] = lambda: second.append(publish().release_id)
    app.run()
    assert not app.exception
    assert app.session_state["shown"] == [first, *second]
    app.run()
    assert app.session_state["shown"] == [first, *second, *second]


@pytest.mark.usefixtures("project_with_release")
def test_reading_leaves_the_release_as_it_is(open_app, store):
    before = {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()}
    open_app("participation", lang="en")
    assert {path.name: path.stat().st_mtime_ns for path in store.folder.iterdir()} == before


@pytest.mark.usefixtures("project_with_release")
def test_a_mart_of_a_survey_that_there_is_not_has_no_rows():
    rows = current_release().mart("participation_by_region", "' or 1 = 1 --")
    assert rows.empty
    assert "region_code" in rows
