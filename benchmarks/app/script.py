"""Runs of a page's script, without a server and a browser: Streamlit's own ScriptRunner, in this process."""

import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState

from benchmarks.app.constants import Counts

WARM_UPS = 3


@dataclass(frozen=True)
class Run:
    """One run of a script. seconds: from its start until it is finished; messages: what the browser would be sent."""

    seconds: float
    messages: list[ForwardMsg]

    @property
    def page(self) -> str:
        """The address of the page that was drawn; empty where the script did not get that far."""
        for message in self.messages:
            if message.WhichOneof("type") == "navigation":
                pages = {page.page_script_hash: page.url_pathname for page in message.navigation.app_pages}
                return pages[message.navigation.page_script_hash]
        return ""

    @property
    def exceptions(self) -> list[str]:
        """The exceptions that the page shows."""
        return [element.exception.message for element in self._elements() if element.WhichOneof("type") == "exception"]

    def drawn(self) -> Counts:
        """How many charts and tables it drew."""
        elements = [(element, element.WhichOneof("type")) for element in self._elements()]
        kinds = [kind for _, kind in elements]
        html = "".join(element.html.body for element, kind in elements if kind == "html")
        return Counts(
            charts=kinds.count("vega_lite_chart") + html.count("<picture"),
            tables=kinds.count("table") + html.count("<table"),
        )

    def _elements(self) -> list[Any]:
        return [
            message.delta.new_element
            for message in self.messages
            if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element"
        ]


class Session:
    """One reader of a script."""

    def __init__(self, script: Path) -> None:
        if not Runtime.exists():
            Runtime(_runtime(script))
        self._script = str(script)
        self._state = SessionState()
        self._fragments = MemoryFragmentStorage()
        self._cache = ScriptCache()
        self._pages = PagesManager(self._script, self._cache, setup_watcher=False)

    def run(self, page: str, query: str = "") -> Run:
        """Run the script for a page, by its address. Raises RuntimeError where it draws another, or an exception."""
        context = ContextInfo(url=f"http://127.0.0.1:8501/{page}", locale="en-GB", timezone="UTC")
        asked = RerunData(query_string=query, page_name=page, context_info=context)
        messages: list[ForwardMsg] = []
        started = finished = 0.0
        loop = asyncio.new_event_loop()
        runner = ScriptRunner(
            "benchmark",
            self._script,
            self._state,
            MemoryUploadedFileManager("/uploaded"),
            self._cache,
            asked,
            {},
            self._fragments,
            self._pages,
            loop,
        )

        def note(_: object, event: ScriptRunnerEvent, **told: Any) -> None:
            nonlocal started, finished
            if event == ScriptRunnerEvent.SCRIPT_STARTED:
                started = time.perf_counter()
            elif event == ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS:
                finished = time.perf_counter()
            elif event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
                messages.append(told["forward_msg"])

        runner.on_event.connect(note, weak=False)
        runner.start()
        thread = runner._script_thread
        assert thread
        thread.join()
        loop.close()
        run = Run(finished - started, messages)
        if run.exceptions or run.page != page:
            raise RuntimeError(f"asked for {page!r}, found {run.page!r} {run.exceptions}")
        return run


def compare(page: str, session: Session, floor: Session, repeats: int) -> tuple[float, float]:
    """The median seconds of a page and of its floor, warm, run by turns."""
    for _ in range(WARM_UPS):
        session.run(page)
        floor.run(page)
    runs = [(session.run(page).seconds, floor.run(page).seconds) for _ in range(repeats)]
    of_page, of_floor = zip(*runs, strict=True)
    return statistics.median(of_page), statistics.median(of_floor)


def _runtime(script: Path) -> RuntimeConfig:
    return RuntimeConfig(
        script_path=str(script),
        media_file_storage=MemoryMediaFileStorage("/media"),
        uploaded_file_manager=MemoryUploadedFileManager("/uploaded"),
        cache_storage_manager=MemoryCacheStorageManager(),
    )


def _specification(chart: Any) -> dict[str, Any]:
    """The specification as it was given to Streamlit, which takes the rows out of it."""
    specification: dict[str, Any] = json.loads(chart.spec)
    if chart.HasField("data"):
        specification["data"] = {"values": _rows(chart.data.data)}
    for dataset in chart.datasets:
        specification.setdefault("datasets", {})[dataset.name] = _rows(dataset.data.data)
    return specification


def _rows(arrow: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.ipc.open_stream(arrow).read_all().to_pylist()
    return rows


def _texts(arrow: bytes) -> dict[str, list[str]]:
    columns = pa.ipc.open_stream(arrow).read_all().to_pydict()
    return {name: ["" if value is None else str(value) for value in values] for name, values in columns.items()}
