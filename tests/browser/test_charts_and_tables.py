"""What a reader does with a chart and with a table."""

import csv
import io
import urllib.request

import pytest
from driving import in_theme, open_page, wait_until_drawn
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from app.language import texts

PAGE = "strategy"
LEVELS = ["Initial", "Experimental", "Operational", "Advanced", "Transformational"]
# In a table, from its top left, the second heading; on its right opens a menu.
SECOND_HEADING = {"x": 155, "y": 17}


def test_who_points_at_a_mark_is_told_what_it_shows(tab, server):
    with tab() as page:
        open_page(page, server.url("participation", lang="en"))
        mark = page.locator("svg.marks .mark-rect path[aria-label]").first
        words = mark.get_attribute("aria-label")
        assert words == "East and Southern Africa · 79% · 19 of 24"
        mark.hover()
        expect(page.locator("#vg-tooltip-element")).to_have_text(words)


def test_a_chart_says_in_words_what_it_shows_and_is_taken_along_as_a_picture(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="fr"))
        for chart in page.get_by_test_id("stVegaLiteChart").all():
            assert chart.get_attribute("aria-label").startswith("Diagramme")
        chart.hover()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as PNG").last.click()
        assert download.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_has_the_ink_of_the_page(tab, server, theme):
    with tab() as page:
        in_theme(page, theme)
        open_page(page, server.url(PAGE, lang="en"))
        ink = page.locator("svg.marks text").first.evaluate("text => getComputedStyle(text).fill")
        lightness = sum(int(part) for part in ink.strip("rgb()").split(",")) / 3
        assert lightness < 60 if theme == "light" else lightness > 195


def test_a_click_on_a_heading_sorts_a_table(tab, server):
    with tab() as page:
        open_page(page, server.url(PAGE, lang="en"))
        table = page.get_by_test_id("stDataFrame").nth(1)
        table.scroll_into_view_if_needed()
        # As it stands beside the canvas for who cannot see that.
        names = table.locator("tbody td[aria-colindex='1']")
        expect(names).to_have_text(LEVELS)
        table.locator(".dvn-scroller").click(position=SECOND_HEADING)
        # By the number itself, not by how it is written: 8, 15, 27, 31, 35.
        expect(names).to_have_text(["Transformational", "Initial", "Experimental", "Advanced", "Operational"])


@pytest.mark.parametrize(
    ("address", "choices"),
    [("adoption", {"lang": "fr", "region": "MENA"}), ("participation", {"lang": "en", "survey": "SCS2024"})],
)
def test_the_files_of_a_part_are_those_at_its_address(tab, server, tmp_path, address, choices):
    with tab() as page:
        open_page(page, server.url(address, **choices))
        page.get_by_test_id("stPopover").first.get_by_role("button").click()
        lasting = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
        for kind in ("csv", "semicolon.csv", "xlsx"):
            name = texts(choices["lang"])[f"part.files.{kind}"]
            with page.expect_download() as download:
                page.get_by_test_id("stPopoverBody").get_by_role("button", name=name, exact=True).click()
            path = tmp_path / download.value.suggested_filename
            download.value.save_as(path)
            with urllib.request.urlopen(server.url(lasting.replace(".csv", f".{kind}", 1)), timeout=60) as answer:
                content = answer.read()
            rows, rows_there = _rows(path.read_bytes(), kind), _rows(content, kind)
            assert len(rows) > 2
            assert rows == rows_there
        # The page is still there.
        expect(page.locator("h1")).to_have_count(1)


def _rows(content, kind):
    if kind == "xlsx":
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if kind.startswith("semicolon") else ","))


def test_for_print_tables_are_whole_and_paper_is_white(tab, server):
    with tab() as page:
        in_theme(page, "dark")
        open_page(page, server.url("adoption", lang="en"))
        page.get_by_test_id("stSidebar").get_by_role("radio", name="For print").click()
        page.wait_for_url("**for=print**")
        wait_until_drawn(page)
        expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
        # Nine technologies with four answers each; seven regions; four answers.
        rows = page.get_by_test_id("stTable").evaluate_all(
            "all => all.map(one => one.querySelectorAll('tbody tr').length)"
        )
        assert rows[0] == 36
        assert page.get_by_test_id("stTable").first.evaluate("one => one.scrollHeight <= one.clientHeight + 2")
        page.emulate_media(media="print")
        for hidden in ("stSidebar", "stHeader", "stPopover"):
            expect(page.get_by_test_id(hidden).first).to_be_hidden()
        paper, ink = page.locator("h1").evaluate(
            "title => [getComputedStyle(title).backgroundColor, getComputedStyle(title).color]"
        )
        assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
        assert (
            page.locator("svg.marks text", has_text="Drones").first.evaluate("text => getComputedStyle(text).fill")
            == "rgb(0, 0, 0)"
        )
