"""What the server refuses and tells browsers, beyond what Streamlit has settings for.

Readers only ever ask: nothing is uploaded, no other site opens a session or frames a page, nobody reads the metrics.
"""

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

_ASKING = {"GET", "HEAD", "OPTIONS"}
_METRICS = "/_stcore/metrics"
# Streamlit's pages need inline styles and Vega's charts compile expressions, so scripts and styles stay as they are.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'",
    "Referrer-Policy": "same-origin",
}


class Protection:
    """ASGI middleware around Streamlit's server and the routes of files."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _is_own_page(Headers(scope=scope)):
            await WebSocketClose(code=1008, reason="another site's page")(scope, receive, send)
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] not in _ASKING:
            refusal = PlainTextResponse("Nothing can be sent here.\n", 405, {"Allow": ", ".join(sorted(_ASKING))})
            await refusal(scope, receive, _with_headers(send))
        elif scope["path"].endswith(_METRICS):
            await PlainTextResponse("There is nothing here.\n", 404)(scope, receive, _with_headers(send))
        else:
            await self._app(scope, receive, _with_headers(send))


def _is_own_page(headers: Headers) -> bool:
    """Whether a page of this server opens a session, or a program that is no browser.

    Streamlit by itself takes pages of any port of localhost, such as those of another tool on the same machine.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == headers.get("host") or origin in st.get_option("server.corsAllowedOrigins")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
