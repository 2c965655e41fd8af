"""What a page is: a path, a method, and what answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from bot.console.web.visit import Visit

Handler = Callable[[Visit], Awaitable[Response]]
LONGEST_FORM = 64 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or an act on one: those are POSTs. `name` is unique, `body` the most bytes it accepts."""

    name: str
    path: str
    handler: Handler
    method: str = "GET"
    body: int = LONGEST_FORM


def act(name: str, path: str, handler: Handler, body: int = LONGEST_FORM) -> Page:
    """What changes something."""
    return Page(name, path, handler, "POST", body)
