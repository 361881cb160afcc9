"""How long the pages of the app take, beside plain pages.

`make bench-app` runs it on the current release; docs/benchmarks.md has its figures. Side by side in one run: a page in
the browser beside an empty one; what a reader chose beside the same elements from constants; many sessions at once,
and more of them the moment a release came; and the memory that sessions leave behind beside those of an empty page.
"""

import asyncio
import json
import os
import tempfile
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click
import psutil
from playwright.sync_api import sync_playwright

from app.language import LANGUAGE_CODES
from app.release import PROJECT_VARIABLE, current_release
from app.views import PAGES
from benchmarks.app.browsing import answered_after, by_turns, drawn_after
from benchmarks.app.constants import CONSTANTS_VARIABLE
from benchmarks.app.report import Measured, Memory, over_limits, remembered, table, together
from benchmarks.app.sessions import Outcome, constants_of, read_at_once, visit
from benchmarks.document import write
from pipeline.project import Project
from pipeline.releases.store import ReleaseStore
from tests.browser.driving import APP, ROOT, Server, browser_path, launch, serving
from tests.support.releases import copy_releases, publish_changed

HERE = Path(__file__).parent
# Streamlit keeps that many sessions for readers who come back, and some more pages fill caches.
_BEFORE = 200


def measure_pages(repeats: int, folder: Path) -> list[Measured]:
    """Each page in a browser, beside an empty one and beside one of constants. folder: for the constants."""
    region = str(current_release().codes("regions").index[0])
    queries = {"all": "lang=en", "region": f"lang=en&region={region}"}
    constants = folder / "constants.json"
    os.environ[CONSTANTS_VARIABLE] = str(constants)
    with serving(APP) as app, serving(HERE / "empty_page.py") as empty:
        content = {
            page.url_path: {name: asyncio.run(constants_of(host(app), page.url_path, q)) for name, q in queries.items()}
            for page in PAGES
        }
        constants.write_text(json.dumps(content), encoding="utf-8")
        with serving(HERE / "constants.py") as floor, sync_playwright() as playwright:
            browser = launch(playwright, str(browser_path()))
            tab = browser.new_page()
            measured = []
            for page in PAGES:
                name = page.url_path
                charts = [kind for kind, _ in content[name]["all"]].count("vega_lite_chart")
                opened = [
                    partial(drawn_after, tab, app.url(name, lang="en"), charts),
                    partial(drawn_after, tab, empty.url("empty"), 0),
                ]
                answered = [partial(answered_after, tab, app.url(name, lang="en"))]
                answered.append(partial(answered_after, tab, floor.url(name)))
                answers = by_turns(answered, repeats) if "region" in page.filters else []
                measured.append(Measured(name, charts, *by_turns(opened, repeats), *answers))
            browser.close()
    return measured


def measure_together(readers: int, seconds: float) -> Outcome:
    """What readers meet who read at once."""
    pages, queries = [page.url_path for page in PAGES], [f"lang={code}" for code in LANGUAGE_CODES]
    with serving(APP) as server:
        return asyncio.run(read_at_once(host(server), pages, queries, readers, seconds))


def measure_at_a_fresh_release(readers: int, seconds: float, folder: Path) -> Outcome:
    """What readers meet who come the moment a new release is current. folder: for a copy of the current one."""
    project = copy_releases(Path(os.environ[PROJECT_VARIABLE]), folder)
    pages, queries = [page.url_path for page in PAGES], [f"lang={code}" for code in LANGUAGE_CODES]
    release = partial(publish_changed, ReleaseStore(project.releases), "comment on table marts.codes is 'Once more.'")
    with serving(APP, project.root) as server:
        return asyncio.run(read_at_once(host(server), pages, queries, readers, seconds, before=release))


def measure_memory(script: Path, pages: list[str], sessions: int) -> Memory:
    """The memory of a server before and after so many sessions, which others came before."""
    visits = [(page, "lang=en") for page in pages]
    with serving(script) as server:
        process = psutil.Process(server.process_id)
        used = []
        for count in (_BEFORE, sessions):
            asyncio.run(visit(host(server), [visits[place % len(visits)] for place in range(count)]))
            used.append(process.memory_info().rss)
    return Memory(*used)


def host(server: Server) -> str:
    """Host and port of a server."""
    return urlsplit(server.address).netloc


@click.command()
@click.option("--loads", default=5, show_default=True, help="Loads of each page in the browser.")
@click.option("--readers", default=30, show_default=True, help="Sessions at once.")
@click.option("--seconds", default=60.0, show_default=True, help="How long they read.")
@click.option("--fresh-readers", default=50, show_default=True, help="Sessions at once at a new release.")
@click.option("--fresh-seconds", default=30.0, show_default=True, help="How long they read.")
@click.option("--sessions", default=500, show_default=True, help="Sessions after which memory is compared.")
@click.option("--write/--no-write", "writes", default=True, help="Write docs/benchmarks.md.")
def main(
    loads: int, readers: int, seconds: float, fresh_readers: int, fresh_seconds: float, sessions: int, writes: bool
) -> None:
    """Print a table of ratios; exit 1 where one is over its limit."""
    if browser_path() is None:
        raise SystemExit("this machine has no Chromium; on Debian: apt install chromium")
    os.chdir(ROOT)
    os.environ.setdefault(PROJECT_VARIABLE, str(Project.find().root))
    with tempfile.TemporaryDirectory() as folder:
        pages = measure_pages(loads, Path(folder))
        fresh = measure_at_a_fresh_release(fresh_readers, fresh_seconds, Path(folder) / "fresh")
    outcome = measure_together(readers, seconds)
    memory = measure_memory(APP, [page.url_path for page in PAGES], sessions)
    empty = measure_memory(HERE / "empty_page.py", ["empty"], sessions)
    text = "\n\n".join(
        (
            table(pages),
            together(outcome, readers, seconds),
            together(fresh, fresh_readers, fresh_seconds, at="at a new release"),
            remembered(memory, empty, sessions),
        )
    )
    click.echo(text)
    if writes:
        write(ROOT / "docs" / "benchmarks.md", "bench-app", text)
    faults = over_limits(pages, [outcome, fresh], memory, empty)
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
