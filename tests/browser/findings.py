"""What shuts people out of a page: axe's findings, headings out of order, what no key reaches."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# So often a key is pressed at most; no page has as many places to stop at.
_MOST_STOPS = 400
_FOCUSED = """() => {
    const focused = document.activeElement;
    return focused === document.body ? null : [
        focused.closest('[class*="st-key-"]')?.className.match(/st-key-(\\S+)/)[1] ?? '',
        focused.dataset.testid ?? '',
        focused.getAttribute('href') ?? '',
    ];
}"""


def accessibility_findings(page: Page) -> list[str]:
    """What axe finds on a page, one line each: how bad, which rule, how many places, and the first of them."""
    findings = Axe().run(page).response["violations"]
    return [
        f"{finding['impact']}: {finding['id']} ({finding['help']}), {len(finding['nodes'])} places, "
        f"the first is {finding['nodes'][0]['html'][:160]}"
        for finding in findings
    ]


def heading_faults(page: Page) -> list[str]:
    """What is wrong with the order of headings: they start with the only one of level 1 and skip no level."""
    headings = page.locator("[data-testid=stMain]").locator("h1, h2, h3, h4, h5, h6")
    found = headings.evaluate_all("all => all.map(one => [Number(one.tagName[1]), one.innerText])")
    levels = [level for level, _ in found]
    faults = [] if levels[:1] == [1] and levels.count(1) == 1 else [f"found {found}, expected one of level 1, first"]
    faults += [
        f"{text!r} is of level {level} below level {before}"
        for before, (level, text) in zip(levels, found[1:], strict=False)
        if level > before + 1
    ]
    return faults


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
