"""Before any page: is this somebody who may, and does the request come from one of our own pages?"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import wording
from bot.console.console import Console
from bot.console.permissions import PERMISSIONS, PUBLIC
from bot.console.web.page import Page
from bot.console.web.received import check_address, read_form
from bot.console.web.shield import comes_from_here
from bot.console.web.visit import SEE_OTHER, Visit
from bot.core.accounts import Account, Right, Session
from bot.service.accounts import AccountError

CHANGING_PASSWORD = frozenset({"own", "own.password", "sign-out"})
"""What somebody can do who still has the password that was handed over."""
WRITING = frozenset({Right.REVIEW, Right.CONSULT, Right.EDIT, Right.APPROVE})
"""Rights to acts that carry words for citizens or colleagues."""


def guarded(page: Page, console: Console) -> Callable[[Request], Awaitable[Response]]:
    """The page behind its permission."""
    right = PERMISSIONS[page.name]

    async def endpoint(request: Request) -> Response:
        check_address(request)
        if page.method == "POST" and not comes_from_here(request, console.address):
            raise HTTPException(403, "foreign")
        who = await console.sign_in.recognise(request.cookies.get(console.address.cookie, ""))
        request.state.who = who or ()  # whoever is refused still sees where else to go
        if right is PUBLIC:
            return await page.handler(Visit(request, console, *(who or ())))
        if who is None:
            return await _to_sign_in(request, page, console)
        if not who[0].may(right):
            raise HTTPException(403)
        if who[0].must_change and page.name not in CHANGING_PASSWORD:
            return RedirectResponse(request.app.url_path_for("own"), SEE_OTHER)
        return await _answered(page, request, console, who)

    return endpoint


async def _answered(page: Page, request: Request, console: Console, who: tuple[Account, Session]) -> Response:
    visit = Visit(request, console, *who)
    try:
        return await page.handler(visit)
    except AccountError as error:
        return visit.show("error.html", 409, said=str(error))


async def _to_sign_in(request: Request, page: Page, console: Console) -> Response:
    """To the sign-in, and back here afterwards; an act is not repeated, and the words sent with it are given back."""
    if page.method == "POST" and (words := await _words(request, page)):
        return Visit(request, console).show("error.html", 401, said=wording.ERRORS[401], words=words)
    if page.method != "GET" or request.headers.get("accept", "").startswith("text/event-stream"):
        raise HTTPException(401)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(str(request.app.url_path_for("sign-in")) + f"?{_query(here)}", SEE_OTHER)


async def _words(request: Request, page: Page) -> list[str]:
    """What somebody wrote, of all that a form sends; no password is among it."""
    typed = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    if not typed or PERMISSIONS[page.name] not in WRITING:
        return []
    values = (each for _, each in (await read_form(request)).multi_items())
    return [each for each in values if isinstance(each, str) and not each.isascii()]


def _query(here: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"next": here}) if here != "/" else ""


def own_path(address: str) -> str:
    """`address` when it is a path of this console, else the first page: nobody is sent elsewhere."""
    parts = urlsplit(address)
    plain = address.isprintable() and "\\" not in address and not address.startswith("//")
    return address if plain and address.startswith("/") and not parts.scheme and not parts.netloc else "/"
