"""The pages, in the order of the navigation. A new page is a module, an entry here, and its texts."""

from collections.abc import Callable
from dataclasses import dataclass

from app.context import PageContext
from app.views import participation


@dataclass(frozen=True)
class View:
    """A page: its address, which is a promise to whoever keeps a link; the key of its title; what draws it."""

    url_path: str
    title: str
    page: Callable[[PageContext], None]


VIEWS = [
    View("participation", "participation.title", participation.page),
]
