"""Many readers at once: sessions that speak Streamlit's own protocol, go from page to page and switch the language.

As browsers do, they load the charts of a page, and those that they have seen before they do not load again.
"""

import asyncio
import random
import re
import statistics
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import product

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

# Seconds that a reader looks at a page.
THINKING = (1.0, 5.0)
# So long a reader waits for a page at most, in seconds; then it counts as an error.
PATIENCE = 30.0
# The address of a chart in the window of a computer.
_CHART = re.compile(r"<img class='chart' src='([^']*)'")


@dataclass
class Outcome:
    """What readers met. seconds: from each request until its script was finished; charts: how many were loaded.

    errors: one line each.
    """

    seconds: list[float] = field(default_factory=list)
    looks: int = 0
    charts: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def percentile_95(self) -> float:
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]


class Reader:
    """A session: one connection, one page at a time."""

    def __init__(self, address: str, pages: Sequence[str], languages: Sequence[str], seed: int) -> None:
        self._address = address
        self._pages = pages
        self._languages = languages
        self._random = random.Random(seed)
        self._looks: dict[str, float] = {}
        # By address, whether it was loaded.
        self._charts: dict[str, bool] = {}

    async def read(self, seconds: float, outcome: Outcome) -> None:
        """Read for so many seconds."""
        ends = time.monotonic() + seconds
        # Readers do not come all in the same instant.
        await asyncio.sleep(self._random.uniform(0, min(THINKING[1], seconds / 2)))
        try:
            async with connect(
                f"ws://{self._address}/_stcore/stream",
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                open_timeout=PATIENCE,
            ) as connection:
                looked = time.monotonic()
                await self._open(connection, outcome)
                while time.monotonic() < ends:
                    await asyncio.sleep(self._random.uniform(*THINKING))
                    # As a browser does for a part of the page that draws itself again now and then.
                    if self._looks and time.monotonic() - looked >= min(self._looks.values()):
                        looked = time.monotonic()
                        await self._look(connection, outcome)
                    await self._open(connection, outcome)
        except TimeoutError:
            # An OSError too.
            outcome.errors.append(f"no answer within {PATIENCE:.0f} s")
        except (OSError, WebSocketException) as error:
            outcome.errors.append(f"disconnected: {type(error).__name__}: {error}")

    async def _open(self, connection: ClientConnection, outcome: Outcome) -> None:
        page = self._random.choice(self._pages)
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = f"lang={self._random.choice(self._languages)}"
        asked.rerun_script.context_info.url = f"http://{self._address}/{page}"
        asked.rerun_script.context_info.locale = "en-GB"
        started = time.perf_counter()
        await connection.send(asked.SerializeToString())
        await self._until_finished(connection, page, outcome)
        outcome.seconds.append(time.perf_counter() - started)
        addresses = [address for address, is_loaded in self._charts.items() if not is_loaded]
        await asyncio.gather(*(self._load(address, outcome) for address in addresses))

    async def _load(self, address: str, outcome: Outcome) -> None:
        try:
            await asyncio.to_thread(_loaded, f"http://{self._address}/{address}")
            outcome.charts += 1
        except OSError as error:
            outcome.errors.append(f"{address}: {error}")
        self._charts[address] = True

    async def _look(self, connection: ClientConnection, outcome: Outcome) -> None:
        asked = BackMsg()
        asked.rerun_script.fragment_id = next(iter(self._looks))
        asked.rerun_script.is_auto_rerun = True
        await connection.send(asked.SerializeToString())
        await self._until_finished(connection, "a look for a new release", outcome)
        outcome.looks += 1

    async def _until_finished(self, connection: ClientConnection, what: str, outcome: Outcome) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                received = await connection.recv()
                assert isinstance(received, bytes)
                message = ForwardMsg.FromString(received)
                kind = message.WhichOneof("type")
                if kind == "new_session" and not message.metadata.run.fragment_ids:
                    self._looks.clear()
                elif kind == "auto_rerun":
                    self._looks[message.auto_rerun.fragment_id] = message.auto_rerun.interval
                elif kind == "page_not_found":
                    outcome.errors.append(f"{what}: page not found")
                elif kind == "navigation":
                    pages = {page.page_script_hash: page.url_pathname for page in message.navigation.app_pages}
                    if pages[message.navigation.page_script_hash] != what:
                        outcome.errors.append(f"{what}: found {pages[message.navigation.page_script_hash]!r}")
                elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                    outcome.errors.append(f"{what}: {message.delta.new_element.exception.message}")
                elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "html":
                    for address in _CHART.findall(message.delta.new_element.html.body):
                        self._charts.setdefault(unescape(address), False)
                elif kind == "script_finished":
                    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                        outcome.errors.append(f"{what}: does not compile")
                    if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        return


def _loaded(address: str) -> None:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        answer.read()


async def read_at_once(
    address: str, pages: Sequence[str], languages: Sequence[str], readers: int, seconds: float
) -> Outcome:
    """What so many readers met in so many seconds. address: of the server, host and port.

    Somebody has opened each page in each language before, as on a server that is not just started.
    """
    outcome = Outcome()
    for page, language in product(pages, languages):
        await Reader(address, [page], [language], seed=0).read(0, outcome)
    outcome.seconds.clear()
    outcome.charts = 0
    await asyncio.gather(*(Reader(address, pages, languages, seed).read(seconds, outcome) for seed in range(readers)))
    return outcome
