"""Gives readers the files that they take along, each at an address of its own.

app/downloads/links.py writes the addresses. A file is worked out for whoever asks, and depends on no session: a link in
a mail or in a script gives it too.
"""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.context import PageContext
from app.controls import FILTERS
from app.downloads.kinds import kinds_of
from app.language import LANGUAGE_CODES, Language
from app.pages import worked_out
from app.release import CurrentRelease, ReleaseUnavailableError, current_release
from app.views import VIEWS, View


class _NotHereError(Exception):
    """A file that cannot be given: the HTTP status, and the key and values of the text that says why."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def file_routes(base_path: str) -> list[BaseRoute]:
    """The routes of files. base_path: what stands before the address of a page; Streamlit adds it to its own alone."""
    below = f"/{base_path.strip('/')}".rstrip("/")
    return [Route(f"{below}/files/{{page}}/{{part}}.{{ending}}", _give_file)]


def _give_file(request: Request) -> Response:
    """Answer a request for a file of a part of a page: the file, or one sentence and 404, 410 or 503."""
    language = _language(request.query_params)
    try:
        return _file(request, language)
    except ReleaseUnavailableError as error:
        return PlainTextResponse(language.text(error.problem), 503)
    except _NotHereError as error:
        return PlainTextResponse(language.text(error.key, **error.values), error.status)


def _file(request: Request, language: Language) -> Response:
    asked = request.path_params
    view = next((view for view in VIEWS if view.url_path == asked["page"]), None)
    if view is None:
        raise _NotHereError(404, "files.no_page", page=asked["page"], pages=", ".join(view.url_path for view in VIEWS))
    context = _context(view, request.query_params, language)
    parts = {part.name: part for part in worked_out(view, context).parts}
    if asked["part"] not in parts:
        raise _NotHereError(404, "files.no_part", part=asked["part"], parts=", ".join(parts))
    part = parts[asked["part"]]
    kinds = kinds_of(part)
    if asked["ending"] not in kinds:
        raise _NotHereError(404, "files.no_kind", kind=asked["ending"], kinds=", ".join(kinds) or "–")
    kind = kinds[asked["ending"]]
    name = f"{part.known.file_stem}.{asked['ending']}"
    return Response(
        kind.make(part, language),
        media_type=kind.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
            # Another release may be current when it is asked for again.
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _language(parameters: Mapping[str, str]) -> Language:
    asked = parameters.get("lang")
    return Language(next((code for code in LANGUAGE_CODES if code == asked), "en"))


def _context(view: View, parameters: Mapping[str, str], language: Language) -> PageContext:
    """What the file is about: the current release, its latest survey and no filter where nothing else is asked for."""
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
