"""How long a browser takes from navigation until the last chart is drawn."""

import statistics

from playwright.sync_api import Page

from tests.browser.driving import Server

# Milliseconds since the navigation at which so many charts are drawn and the script has finished; false until then.
_DRAWN_AT = """charts => {
    const app = document.querySelector('[data-testid=stApp]');
    const drawn = document.querySelectorAll('[data-testid=stVegaLiteChart] :is(svg, canvas).marks').length;
    return app?.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1')?.innerText
        && drawn === charts
        && performance.now();
}"""


def drawn_after(page: Page, url: str, chart_count: int) -> float:
    """Seconds from the navigation to a page until it has its title and all its charts, by the browser's own clock."""
    # What is left of the page before may be as many charts.
    page.goto("about:blank")
    page.goto(url, wait_until="commit")
    return float(page.wait_for_function(_DRAWN_AT, arg=chart_count, timeout=60_000).json_value()) / 1000


def compare(page: Page, app: Server, empty: Server, view: str, chart_count: int, repeats: int) -> tuple[float, float]:
    """The median seconds of a page of the app and of an empty one, by turns; the browser has loaded both before."""
    address, nothing = app.url(view, lang="en"), empty.url()
    drawn_after(page, address, chart_count)
    drawn_after(page, nothing, 0)
    seconds = [(drawn_after(page, address, chart_count), drawn_after(page, nothing, 0)) for _ in range(repeats)]
    of_page, of_empty = zip(*seconds, strict=True)
    return statistics.median(of_page), statistics.median(of_empty)
