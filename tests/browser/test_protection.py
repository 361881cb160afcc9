"""The app's server as somebody else meets it: who sends it files, opens sessions from another page, or frames it."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest
from driving import Server, serving

MEGABYTE = 1024**2


@pytest.fixture(scope="module")
def server(released_project) -> Iterator[Server]:
    with serving(project=released_project) as server:
        yield server


def ask(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse()


def session(server: Server, **headers: str) -> int:
    """The status that opening a session gives: 101 is one."""
    handshake = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    handshake["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
    return ask(server, "GET", "/_stcore/stream", **handshake, **headers).status


def test_nothing_can_be_uploaded(server: Server) -> None:
    """Files that Streamlit takes stay in its memory, whether or not a session asked for them."""
    process = psutil.Process(server.process_id)
    before = process.memory_info().rss
    for number in range(3):
        path = f"/_stcore/upload_file/session/{number}"
        try:
            assert ask(server, "PUT", path, b"x" * 100 * MEGABYTE).status == 405
        except (BrokenPipeError, ConnectionResetError):
            # Refused before all of it was sent.
            continue
    assert process.memory_info().rss - before < 50 * MEGABYTE


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent(server: Server, method: str) -> None:
    answer = ask(server, method, "/")
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD, OPTIONS")


def test_nobody_reads_the_metrics(server: Server) -> None:
    assert ask(server, "GET", "/_stcore/metrics").status == 404


@pytest.mark.parametrize("path", ["/", "/strategy", "/files/strategy/distribution.csv", "/nowhere"])
def test_browsers_are_told_to_guess_no_types_and_to_frame_nothing_elsewhere(server: Server, path: str) -> None:
    answer = ask(server, "GET", path)
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert "frame-ancestors 'self'" in (answer.getheader("Content-Security-Policy") or "")


def test_a_session_is_opened_by_the_apps_own_pages_alone(server: Server) -> None:
    assert session(server) == 101
    assert session(server, Origin=server.address) == 101
    for foreign in ("http://localhost:1", "http://127.0.0.1:1", "https://elsewhere.example", "null"):
        assert session(server, Origin=foreign) == 403, foreign


def test_behind_a_proxy_the_host_that_it_passes_on_counts(server: Server) -> None:
    assert session(server, Origin="https://statistics.example", Host="statistics.example") == 101
    assert session(server, Origin="https://statistics.example", Host="127.0.0.1:8501") == 403
