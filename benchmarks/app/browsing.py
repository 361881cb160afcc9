"""How long a browser takes from navigation until the last chart is drawn."""

import statistics
from collections.abc import Sequence

from playwright.sync_api import Page

# Milliseconds since the navigation at which so many charts are drawn and the script has finished; false until then.
_DRAWN_AT = """charts => {
    const app = document.querySelector('[data-testid=stApp]');
    const marks = document.querySelectorAll('[data-testid=stVegaLiteChart] :is(svg, canvas).marks').length;
    const images = [...document.querySelectorAll('img.chart')].filter(one => one.complete && one.naturalWidth > 0);
    const drawn = marks + images.length;
    return app?.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1, [data-testid=stVegaLiteChart]')?.innerText !== ''
        && drawn === charts
        && performance.now();
}"""


def drawn_after(page: Page, url: str, chart_count: int) -> float:
    """Seconds from the navigation to a page until it has its title and all its charts, by the browser's own clock."""
    # What is left of the page before may be as many charts.
    page.goto("about:blank")
    page.goto(url, wait_until="commit")
    return float(page.wait_for_function(_DRAWN_AT, arg=chart_count, timeout=60_000).json_value()) / 1000


def compare(page: Page, addresses: Sequence[tuple[str, int]], repeats: int) -> list[float]:
    """The median seconds of each address, by turns; the browser has loaded all before.

    addresses: each with the number of its charts.
    """
    for address, chart_count in addresses:
        drawn_after(page, address, chart_count)
    seconds = [[drawn_after(page, address, chart_count) for address, chart_count in addresses] for _ in range(repeats)]
    return [statistics.median(of_address) for of_address in zip(*seconds, strict=True)]
