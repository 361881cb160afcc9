"""Gives files at addresses of their own, such as files/adoption/technologies.csv?region=MENA.

What is there depends on no session: a link in a mail or in a script gives it too.
"""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.context import FILTERS, PageContext
from app.files.kinds import KINDS, file_name
from app.language import LANGUAGE_CODES, Language
from app.release import CurrentRelease, ReleaseUnavailableError, current_release, kept_release
from app.tables import TABLES, rows_of

# Parts that had another name once.
_RENAMED = {("impact", "quadrants"): "technologies"}


class _NotHereError(Exception):
    """What cannot be given: the HTTP status, and the key and values of the text that says why."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def file_routes(base_path: str) -> list[BaseRoute]:
    """The route of files. base_path: what stands before addresses; Streamlit adds it to its own alone."""
    below = f"/{base_path.strip('/')}".rstrip("/")
    return [Route(f"{below}/files/{{page}}/{{file}}", _answer)]


def _answer(request: Request) -> Response:
    """Give a file, or one sentence and 404, 410 or 503."""
    parameters = request.query_params
    language = Language(next((code for code in LANGUAGE_CODES if code == parameters.get("lang")), "en"))
    try:
        return _file(request.path_params["page"], request.path_params["file"], parameters, language)
    except ReleaseUnavailableError as error:
        return PlainTextResponse(language.text(error.problem), 503)
    except _NotHereError as error:
        return PlainTextResponse(language.text(error.key, **error.values), error.status)


def _file(page: str, file: str, parameters: Mapping[str, str], language: Language) -> Response:
    part, _, kind = file.partition(".")
    parts: dict[str, list[str]] = {}
    for name in TABLES:
        parts.setdefault(name.split(".")[0].replace("_", "-"), []).append(name.split(".")[1])
    _one_of(list(parts), page, "files.no_page", "page")
    part = _RENAMED.get((page, part), part)
    _one_of(parts[page], part, "files.no_part", "part")
    key = f"{page.replace('-', '_')}.{part}"
    _one_of(list(KINDS), kind, "files.no_kind", "kind")
    for name, applies in (("region", TABLES[key].follows_region), ("technology", TABLES[key].follows_technology)):
        if name in parameters and not applies:
            raise _NotHereError(404, "files.no_filter", name=name, part=part)
    context = _context(parameters, language)
    return Response(
        KINDS[kind].make(rows_of(key, context), context, key),
        media_type=KINDS[kind].media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(file_name(key, kind, context))}",
            # Another release may be current when it is asked for again.
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _context(parameters: Mapping[str, str], language: Language) -> PageContext:
    """What is asked about: the current release, its latest survey and no filter where nothing else is asked for."""
    current = _release(parameters.get("release"))
    surveys = [str(code) for code in current.surveys().index]
    survey = _known("survey", surveys, parameters) or surveys[0]
    region, technology = (_known(name, [*current.codes(of).index], parameters) for name, of in FILTERS.items())
    return PageContext(current, survey, language, region, technology)


def _release(asked: str | None) -> CurrentRelease:
    """The release of an id or of the beginning of a content hash, as long as it is kept; else the current one."""
    current = current_release()
    if asked is None:
        return current
    found = kept_release(asked, current)
    if found is None:
        raise _NotHereError(410, "files.other_release", asked=asked, release=current.release.release_id)
    return found


def _one_of(known: list[str], asked: str, key: str, what: str) -> None:
    """Raises _NotHereError with the text of this key where there is nothing of this name; what: its name there."""
    if asked not in known:
        raise _NotHereError(404, key, **{what: asked, f"{what}s": ", ".join(known)})


def _known(name: str, options: list[str], parameters: Mapping[str, str]) -> str | None:
    """What a parameter asks for, None where nothing. A file of something else would pass for what was asked for."""
    asked = parameters.get(name)
    if asked is not None and asked not in options:
        raise _NotHereError(404, "files.no_option", name=name, asked=asked, options=", ".join(options))
    return asked
