"""Sessions that speak Streamlit's own protocol, as browsers do: what a page is made of, many readers, many visits."""

import asyncio
import json
import random
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

# Seconds that a reader looks at a page.
THINKING = (1.0, 5.0)
# So long a reader waits for a page at most, in seconds; then it counts as an error.
PATIENCE = 30.0


@dataclass
class Outcome:
    """What readers met. seconds: from each request until its script was finished; errors: one line each."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def percentile_95(self) -> float:
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]


@dataclass
class Session:
    """One connection to a server. address: host and port."""

    address: str
    connection: ClientConnection

    async def open(self, page: str, query: str = "") -> list[Any]:
        """The elements of a page. Raises RuntimeError for an exception or another page."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.context_info.url = f"http://{self.address}/{page}"
        asked.rerun_script.context_info.locale = "en-GB"
        await self.connection.send(asked.SerializeToString())
        elements = []
        async with asyncio.timeout(PATIENCE):
            while True:
                received = await self.connection.recv()
                assert isinstance(received, bytes)
                message = ForwardMsg.FromString(received)
                kind = message.WhichOneof("type")
                if kind == "page_not_found":
                    raise RuntimeError(f"{page}: page not found")
                if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                    elements.append(message.delta.new_element)
                    if elements[-1].WhichOneof("type") == "exception":
                        raise RuntimeError(f"{page}: {elements[-1].exception.message}")
                if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return elements


@asynccontextmanager
async def session(address: str) -> AsyncIterator[Session]:
    """A session of one's own, until it is left."""
    async with connect(
        f"ws://{address}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=PATIENCE,
    ) as connection:
        yield Session(address, connection)


async def read_at_once(
    address: str,
    pages: Sequence[str],
    queries: Sequence[str],
    readers: int,
    seconds: float,
    before: Callable[[], object] = lambda: None,
) -> Outcome:
    """What so many readers met in so many seconds who go from page to page. address: of the server, host and port.

    Somebody has opened each page, as on a server that is not just started; then comes `before`, then the readers.
    """
    outcome = Outcome()

    async def read(seed: int) -> None:
        chance = random.Random(seed)
        ends = time.monotonic() + seconds
        # Readers do not come all in the same instant.
        await asyncio.sleep(chance.uniform(0, min(THINKING[1], seconds / 2)))
        try:
            async with session(address) as own:
                while time.monotonic() < ends:
                    started = time.perf_counter()
                    await own.open(chance.choice(pages), chance.choice(queries))
                    outcome.seconds.append(time.perf_counter() - started)
                    await asyncio.sleep(chance.uniform(*THINKING))
        except (OSError, WebSocketException, RuntimeError) as error:
            outcome.errors.append(f"{type(error).__name__}: {error}")

    try:
        await visit(address, [(page, query) for page in pages for query in queries])
    except (OSError, WebSocketException, RuntimeError) as error:
        outcome.errors.append(f"{type(error).__name__}: {error}")
    else:
        before()
        await asyncio.gather(*map(read, range(readers)))
    return outcome


async def visit(address: str, visits: Sequence[tuple[str, str]]) -> None:
    """Open each page and query in a session of its own that ends, one after the other."""
    for page, query in visits:
        async with session(address) as own:
            await own.open(page, query)


async def constants_of(address: str, page: str, query: str) -> list[tuple[str, Any]]:
    """The elements of a page that benchmarks/app/constants.py draws again, each its kind and its content."""
    async with session(address) as own:
        elements = await own.open(page, query)
    contents = {
        "heading": lambda one: one.body,
        "markdown": lambda one: one.body,
        "metric": lambda one: one.body,
        "vega_lite_chart": _specification,
        "dataframe": lambda one: _rows(one.arrow_data.data),
        "download_button": lambda one: one.label,
    }
    kinds = [(kind, element) for element in elements if (kind := element.WhichOneof("type")) in contents]
    return [(kind, contents[kind](getattr(element, kind))) for kind, element in kinds]


def _specification(chart: Any) -> dict[str, Any]:
    """The specification as it was given to Streamlit, which takes the rows out of it."""
    specification: dict[str, Any] = json.loads(chart.spec)
    if chart.HasField("data"):
        specification["data"] = {"values": _rows(chart.data.data)}
    for dataset in chart.datasets:
        specification.setdefault("datasets", {})[dataset.name] = _rows(dataset.data.data)
    return specification


def _rows(arrow: bytes) -> list[dict[str, Any]]:
    table = pa.ipc.open_stream(arrow).read_all()
    rows: list[dict[str, Any]] = json.loads(table.to_pandas().to_json(orient="records", date_format="iso"))
    return rows
