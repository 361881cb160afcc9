"""Driving the app from outside: a Streamlit server of one's own, and a browser in front of it.

The browser tests and benchmarks/app use it.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, Request, Response

from app.release import PROJECT_VARIABLE

ROOT = Path(__file__).parent.parent.parent
APP = ROOT / "app" / "server.py"
WIDTH = 1280
HEIGHT = 900

# Debian's name, Ubuntu's, and the one of Google's own build of it.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_BROWSER_ARGUMENTS = (
    "--no-sandbox",  # root, as CI is, has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SECONDS_TO_START = 60
# Below the address of a page, Streamlit looks for its server before it looks at the root; there is none.
_LOOKING_FOR_THE_SERVER = re.compile(r"(/[^/]+){1,2}/_stcore/(health|host-config)")

# Whether Streamlit is connected, has run the script and drawn all that came of it, every chart and table included.
_IS_DRAWN = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const all = (selector, is) => [...document.querySelectorAll(selector)].every(is);
    return app?.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('h1') !== null
        && document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]') === null
        && all('[data-testid=stVegaLiteChart]', one => one.querySelector('svg.marks')?.clientWidth > 0)
        && all('[data-testid=stDataFrame]', one => one.querySelector('canvas')?.clientWidth > 0)
        && document.fonts.status === 'loaded';
}"""

# Whether nothing sticks out of the window, and each chart is as wide as what holds it.
_FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return main.scrollWidth <= main.clientWidth
        && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(
            one => Math.abs(one.clientWidth - one.querySelector('svg.marks')?.getBoundingClientRect().width) < 2);
}"""


def browser_path() -> str | None:
    """Where the browser of this machine is; None where it has none that we know."""
    return next((path for path in map(shutil.which, _BROWSERS) if path), None)


def launch(playwright: Playwright, path: str) -> Browser:
    """Start the browser, without a window."""
    return playwright.chromium.launch(executable_path=path, args=list(_BROWSER_ARGUMENTS))


@dataclass(frozen=True)
class Server:
    """A running Streamlit server. address: such as http://127.0.0.1:49152, without a slash at the end."""

    address: str
    process_id: int
    _log: Path

    def url(self, page: str = "", **parameters: str) -> str:
        """The address of a page of the app, with the parameters of its URL."""
        return f"{self.address}/{page}" + (f"?{urlencode(parameters)}" if parameters else "")

    def log(self) -> str:
        """What the server has said so far; a traceback of the script is in it."""
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def serving(script: Path = APP, project: Path | None = None, base_path: str = "") -> Iterator[Server]:
    """A Streamlit server in a process of its own, with the settings of the project, on a free port of this machine.

    project: the folder whose releases the app shows; that of the environment where None. base_path: below which it is
    served, as below a shared host name.
    """
    environment = dict(os.environ)
    if project:
        environment[PROJECT_VARIABLE] = str(project)
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    # The app is not edited while it is driven.
    command += ["--server.fileWatcherType", "none", "--server.baseUrlPath", base_path]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        server = Server(f"http://127.0.0.1:{port}/{base_path}".rstrip("/"), process.pid, log)
        try:
            _wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_healthy(server: Server, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        if _is_healthy(server):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log()}")


def _is_healthy(server: Server) -> bool:
    try:
        with urllib.request.urlopen(server.url("_stcore/health"), timeout=5) as response:
            return bool(response.read() == b"ok")
    except OSError:
        return False


@dataclass
class Faults:
    """What a browser said that a reader never should: errors in the console, uncaught ones, failed requests."""

    found: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def watching(self, page: Page) -> Iterator["Faults"]:
        """Note what goes wrong on a page meanwhile."""
        noted = {
            "console": self._console,
            "pageerror": self._uncaught,
            "requestfailed": self._failed,
            "response": self._answered,
        }
        for event, note in noted.items():
            page.on(event, note)
        try:
            yield self
        finally:
            for event, note in noted.items():
                page.remove_listener(event, note)

    def _console(self, message: ConsoleMessage) -> None:
        # An answer that is an error is noted as such.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(f"console: {message.text}")

    def _uncaught(self, error: Error) -> None:
        self.found.append(f"uncaught error: {error}")

    def _failed(self, request: Request) -> None:
        # What a reader stops by going elsewhere has not failed.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"request failed: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        looks = response.status == 404 and _LOOKING_FOR_THE_SERVER.fullmatch(urlsplit(response.url).path)
        if response.status >= 400 and not looks:
            self.found.append(f"answer {response.status}: {response.url}")


def wait_until_drawn(page: Page) -> None:
    """Wait until the page is there as a reader sees it, every chart included."""
    page.wait_for_function(_IS_DRAWN)


def open_page(page: Page, url: str) -> None:
    """Go to an address of the app and wait until it is drawn."""
    page.goto(url)
    wait_until_drawn(page)


def in_theme(page: Page, theme: Literal["light", "dark"]) -> None:
    """Ask for light or dark, as an operating system does; an open page follows."""
    page.emulate_media(color_scheme=theme)
    # Until it follows, it is drawn, and in the other theme.
    page.wait_for_function(
        """theme => {
            const app = document.querySelector('[data-testid=stApp]');
            return app === null || getComputedStyle(app).colorScheme === theme;
        }""",
        arg=theme,
    )


def show_whole(page: Page, width: int = WIDTH) -> None:
    """Make the window so wide, and as high as the page: Streamlit scrolls inside it, and axe looks at what is seen."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    # Charts are drawn again in the new width.
    page.wait_for_function(_FITS)
    height = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(HEIGHT, height)})
    wait_until_drawn(page)


def choose(page: Page, parameter: str, option: int | str) -> None:
    """Choose from a list of the sidebar, by its place or by its name."""
    control, options = page.locator(f".st-key-{parameter}_control input"), page.get_by_role("option")
    for _ in range(20):
        # A page that is still being laid out closes the list again.
        control.press("ArrowDown")
        page.wait_for_timeout(250)
        if options.count():
            break
    (options.nth(option) if isinstance(option, int) else options.filter(has_text=option)).click()
