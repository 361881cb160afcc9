"""How long a browser takes until a page is there, and until what a reader chose is."""

import statistics
from collections.abc import Callable, Sequence

from playwright.sync_api import Page

from tests.browser.driving import choose, open_page

# Milliseconds since the navigation at which so many charts are drawn and the script has finished; false until then.
_DRAWN_AT = """charts => {
    const app = document.querySelector('[data-testid=stApp]');
    return app?.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1, h2') !== null
        && document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks').length >= charts
        && performance.now();
}"""
# Notes when the reader clicked last and when the page changed last.
_WATCH = """() => {
    document.addEventListener('click', () => { window.clicked = performance.now(); }, {capture: true});
    new MutationObserver(() => { window.changed = performance.now(); }).observe(
        document.querySelector('[data-testid=stMain]'),
        {subtree: true, childList: true, characterData: true, attributes: true});
}"""
# Milliseconds from the click to the last change, once there was none for a second; false until then.
_ANSWERED_AFTER = """() => window.changed > window.clicked && performance.now() - window.changed > 1000
    && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && window.changed - window.clicked"""


def drawn_after(page: Page, url: str, chart_count: int) -> float:
    """Seconds from the navigation to a page until its last chart is drawn, by the browser's own clock."""
    # What is left of the page before may be as many charts.
    page.goto("about:blank")
    page.goto(url, wait_until="commit")
    return float(page.wait_for_function(_DRAWN_AT, arg=chart_count, timeout=60_000).json_value()) / 1000


def answered_after(page: Page, url: str) -> float:
    """Seconds from the choice of a region until the last change of the page, mean of there and back."""
    open_page(page, url)
    page.evaluate(_WATCH)

    def answered(option: int) -> float:
        choose(page, "region", option)
        return float(page.wait_for_function(_ANSWERED_AFTER, timeout=60_000).json_value()) / 1000

    answered(1)
    return (answered(0) + answered(1)) / 2


def by_turns(measures: Sequence[Callable[[], float]], repeats: int) -> list[float]:
    """The median of each measure, taken by turns, after each was taken once for nothing."""
    for measure in measures:
        measure()
    seconds = [[measure() for measure in measures] for _ in range(repeats)]
    return [statistics.median(of_one) for of_one in zip(*seconds, strict=True)]
