"""Gives readers the files that they take along, and pages their charts, each at an address of its own.

app/downloads/links.py and app/markup/charts.py write the addresses. What is there is worked out for whoever asks, and
depends on no session: a link in a mail or in a script gives it too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.charts.theme import WIDTHS
from app.content import Part
from app.context import PageContext
from app.controls import FILTERS
from app.downloads.kinds import KINDS, kinds_of
from app.language import LANGUAGE_CODES, Language
from app.pages import worked_out
from app.release import CurrentRelease, ReleaseUnavailableError, current_release
from app.views import VIEWS, View

_AN_HOUR = 3600
_Thing = TypeVar("_Thing")


class _NotHereError(Exception):
    """What cannot be given: the HTTP status, and the key and values of the text that says why."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def file_routes(base_path: str) -> list[BaseRoute]:
    """The routes of files and charts. base_path: what stands before addresses; Streamlit adds it to its own alone."""
    below = f"/{base_path.strip('/')}".rstrip("/")
    return [
        Route(f"{below}/files/{{page}}/{{part}}.{{ending}}", partial(_answer, _file)),
        Route(f"{below}/charts/{{page}}/{{part}}.{{ending}}", partial(_answer, _chart)),
    ]


@dataclass(frozen=True)
class _Asked:
    """What is asked for: a part of a page, with what it depends on, and the ending of a file."""

    context: PageContext
    part: Part
    ending: str


def _answer(give: Callable[[_Asked, Mapping[str, str]], Response], request: Request) -> Response:
    """Answer a request for something of a part of a page: give it, or one sentence and 404, 410 or 503."""
    language = _language(request.query_params)
    try:
        return give(_asked(request, language), request.query_params)
    except ReleaseUnavailableError as error:
        return PlainTextResponse(language.text(error.problem), 503)
    except _NotHereError as error:
        return PlainTextResponse(language.text(error.key, **error.values), error.status)


def _file(asked: _Asked, _: Mapping[str, str]) -> Response:
    """A file to take along."""
    kind = _one_of(kinds_of(asked.part), asked.ending, "files.no_kind", "kind")
    name = f"{asked.part.known.file_stem}.{asked.ending}"
    return Response(
        kind.make(asked.part, asked.context.language),
        media_type=kind.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
            # Another release may be current when it is asked for again.
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _chart(asked: _Asked, parameters: Mapping[str, str]) -> Response:
    """A chart as its page shows it."""
    picture = _one_of({"svg": asked.part.picture} if asked.part.picture else {}, asked.ending, "files.no_kind", "kind")
    widths = {str(width): width for width in WIDTHS}
    width = _one_of(widths, parameters.get("width", str(WIDTHS[0])), "files.no_width", "width")
    return Response(
        picture.drawn(width).svg,
        media_type=KINDS["svg"].media_type,
        headers={
            # Of a release that is named, it stays as it is while the app does.
            "Cache-Control": f"private, max-age={_AN_HOUR}" if "release" in parameters else "no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _asked(request: Request, language: Language) -> _Asked:
    path = request.path_params
    view = _one_of({view.url_path: view for view in VIEWS}, path["page"], "files.no_page", "page")
    context = _context(view, request.query_params, language)
    parts = {part.name: part for part in worked_out(view, context).parts}
    return _Asked(context, _one_of(parts, path["part"], "files.no_part", "part"), path["ending"])


def _one_of(known: Mapping[str, _Thing], asked: str, key: str, what: str) -> _Thing:
    """What is asked for of what there is. Raises _NotHereError with the text of this key; what: its name there."""
    if asked not in known:
        raise _NotHereError(404, key, **{what: asked, f"{what}s": ", ".join(known) or "–"})
    return known[asked]


def _language(parameters: Mapping[str, str]) -> Language:
    asked = parameters.get("lang")
    return Language(next((code for code in LANGUAGE_CODES if code == asked), "en"))


def _context(view: View, parameters: Mapping[str, str], language: Language) -> PageContext:
    """What is asked about: the current release, its latest survey and no filter where nothing else is asked for."""
    current = current_release()
    shown = current.release.release_id
    if parameters.get("release", shown) != shown:
        raise _NotHereError(410, "files.other_release", asked=parameters["release"], release=shown)
    surveys = [str(code) for code in current.surveys().index]
    survey = _known("survey", surveys, parameters) or surveys[0]
    return PageContext(current, survey, language, **_filters(view, current, parameters))


def _filters(view: View, current: CurrentRelease, parameters: Mapping[str, str]) -> dict[str, str | None]:
    return {
        f"{name}_code": _known(name, [*current.codes(FILTERS[name]).index], parameters)
        if name in view.filters
        else None
        for name in FILTERS
    }


def _known(name: str, options: list[str], parameters: Mapping[str, str]) -> str | None:
    """What a parameter asks for, None where nothing. A file of something else would pass for what was asked for."""
    asked = parameters.get(name)
    if asked is not None and asked not in options:
        raise _NotHereError(404, "files.no_option", name=name, asked=asked, options=", ".join(options))
    return asked
