"""How long the pages of the app take, beside plain pages.

`make bench-app` runs it on the current release; docs/benchmarks.md has its figures. Three measurements, each side by
side in one run: the script of a page beside a page that draws as many charts and tables from constants; a page in the
browser beside an empty one; and many sessions at once.
"""

import asyncio
import json
import logging
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import click
from playwright.sync_api import sync_playwright

from app.language import LANGUAGE_CODES
from app.release import PROJECT_VARIABLE
from app.views import VIEWS
from benchmarks.app import browsing, script
from benchmarks.app.constants import CONSTANTS_VARIABLE, Counts
from benchmarks.app.report import Measured, over_limits, table, together
from benchmarks.app.sessions import Outcome, read_at_once
from benchmarks.document import write
from pipeline.project import Project
from tests.browser.driving import APP, ROOT, SCRIPT, browser_path, launch, serving

HERE = Path(__file__).parent


def measure_scripts(repeats: int, constants: Path) -> dict[str, tuple[Counts, float, float]]:
    """By page: how much it draws, the median seconds of its script and of the floor.

    constants: where to write how much pages draw, for the floor.
    """
    pages = [view.url_path for view in VIEWS]
    session = script.Session(SCRIPT)
    drawn = {page: session.run(page).drawn() for page in pages}
    constants.write_text(json.dumps(drawn), encoding="utf-8")
    os.environ[CONSTANTS_VARIABLE] = str(constants)
    floor = script.Session(HERE / "floor_page.py")
    return {page: (drawn[page], *script.compare(page, session, floor, repeats)) for page in pages}


def measure_drawing(drawn: dict[str, Counts], repeats: int) -> dict[str, tuple[float, float, float]]:
    """By page: the median seconds until it is drawn in a browser, those of an empty page and those of the floor."""
    path = browser_path()
    if path is None:
        raise SystemExit("this machine has no Chromium; on Debian: apt install chromium")
    with (
        serving(APP) as app,
        serving(HERE / "empty_page.py") as empty,
        serving(HERE / "floor_page.py") as floor,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, path)
        page = browser.new_page()
        seconds = {
            view: browsing.compare(
                page,
                [
                    (app.url(view, lang="en"), counts["charts"]),
                    (empty.url("empty"), 0),
                    (floor.url(view), counts["charts"]),
                ],
                repeats,
            )
            for view, counts in drawn.items()
        }
        browser.close()
    return {view: (medians[0], medians[1], medians[2]) for view, medians in seconds.items()}


def measure_together(readers: int, seconds: float) -> Outcome:
    """What readers meet who read at once."""
    pages = [view.url_path for view in VIEWS]
    with serving(APP) as server:
        return asyncio.run(read_at_once(urlsplit(server.address).netloc, pages, LANGUAGE_CODES, readers, seconds))


@click.command()
@click.option("--runs", default=20, show_default=True, help="Runs of each script.")
@click.option("--loads", default=5, show_default=True, help="Loads of each page in the browser.")
@click.option("--readers", default=30, show_default=True, help="Sessions at once.")
@click.option("--seconds", default=60.0, show_default=True, help="How long they read.")
@click.option("--write/--no-write", "writes", default=True, help="Write docs/benchmarks.md.")
def main(runs: int, loads: int, readers: int, seconds: float, writes: bool) -> None:
    """Print a table of ratios; exit 1 where one is over its limit."""
    # Here, Streamlit runs scripts without its server, and says so each time.
    logging.disable(logging.WARNING)
    os.chdir(ROOT)
    os.environ.setdefault(PROJECT_VARIABLE, str(Project.find().root))
    with tempfile.TemporaryDirectory() as folder:
        scripts = measure_scripts(runs, Path(folder) / "constants.json")
        drawing = measure_drawing({page: drawn for page, (drawn, _, _) in scripts.items()}, loads)
    outcome = measure_together(readers, seconds)
    pages = [
        Measured(page, drawn["charts"], drawn["tables"], of_page, of_floor, *drawing[page])
        for page, (drawn, of_page, of_floor) in scripts.items()
    ]
    text = f"{table(pages)}\n\n{together(outcome, readers, seconds)}"
    click.echo(text)
    if writes:
        write(ROOT / "docs" / "benchmarks.md", "bench-app", text)
    faults = over_limits(pages, outcome)
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
