"""What shuts readers out of a page: axe's findings, texts on top of each other, what no key reaches."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What Streamlit brings to any page: the rule of axe, and what the HTML of the place has.
OF_STREAMLIT = {
    # Between the list of a navigation in groups and its entries stand elements of their own.
    "list": 'data-testid="stSidebarNavItems"',
    "listitem": "<li class=",
}
# So often a key is pressed at most; no page has as many places to stop at.
_MOST_STOPS = 300
_FOCUSED = """() => {
    const focused = document.activeElement;
    return focused === document.body ? null : [
        focused.closest('[class*="st-key-"]')?.className.match(/st-key-(\\S+)/)[1] ?? '',
        focused.dataset.testid ?? '',
        focused.getAttribute('href') ?? '',
    ];
}"""
# Pairs of texts of one chart whose boxes share more than two pixels each way.
# The map writes each of its numbers twice in one place, with a halo below.
_OVERLAPS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks')].flatMap(chart => {
    const texts = [...chart.querySelectorAll('text')]
        .filter(text => text.textContent.trim() && getComputedStyle(text).opacity > 0)
        .map(text => ({words: text.textContent, box: text.getBoundingClientRect()}));
    const onOneAnother = ({words, box}, other) => words !== other.words
        && Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 2
        && Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 2;
    return texts.flatMap((one, place) => texts.slice(place + 1)
        .filter(other => onOneAnother(one, other)).map(other => `${one.words} is on ${other.words}`));
})"""


def accessibility_findings(page: Page) -> list[str]:
    """What axe finds on a page, one line per rule: how bad, how many places, and the first; without `OF_STREAMLIT`."""
    found = []
    for rule in Axe().run(page).response["violations"]:
        of_streamlit = OF_STREAMLIT.get(rule["id"])
        places = [node["html"] for node in rule["nodes"] if not (of_streamlit and of_streamlit in node["html"])]
        if places:
            found.append(f"{rule['impact']}: {rule['id']} ({rule['help']}), {len(places)} places: {places[0][:160]}")
    return found


def overlaps(page: Page) -> list[str]:
    """Texts of charts that stand on one another, one line each."""
    found: list[str] = page.evaluate(_OVERLAPS)
    return found


def reached_by_tab(page: Page) -> list[tuple[str, str, str]]:
    """Where the focus stops as Tab is pressed from the top of the page: key of the widget, test id and link of each."""
    page.evaluate("document.activeElement.blur()")
    stops: list[tuple[str, str, str]] = []
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None:
            return stops
        stops.append(tuple(focused))
    raise AssertionError(f"Tab was pressed {_MOST_STOPS} times and did not leave the page: {stops[-3:]}")
