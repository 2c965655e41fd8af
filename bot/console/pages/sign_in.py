"""Signing in and out."""

from starlette.responses import RedirectResponse, Response

from bot.console import wording
from bot.console.web.cookies import forget_session, keep_device, keep_session
from bot.console.web.guard import own_path
from bot.console.web.page import Page, act
from bot.console.web.visit import SEE_OTHER, Visit
from bot.service.sign_in import Attempt, Refusal

REFUSALS = {Refusal.WRONG: (401, wording.REFUSED), Refusal.TOO_MANY: (429, wording.TOO_MANY)}


async def form(visit: Visit) -> Response:
    """The form; whoever is signed in already goes on."""
    there = own_path(visit.query("next"))
    if visit.account.name:
        return RedirectResponse(there, SEE_OTHER)
    return visit.show("sign_in.html", next=there, name="", said="")


async def sign_in(visit: Visit) -> Response:
    """A session, or the form again."""
    address = visit.console.address
    client, headers = visit.request.client, visit.request.headers
    attempt = Attempt(
        name=await visit.field("name"),
        password=await visit.field("password"),
        code=await visit.field("code"),
        address=client.host if client else "",
        device=visit.request.cookies.get(address.device_cookie, "")[:100],
        agent=headers.get("user-agent", ""),
    )
    there = own_path(await visit.field("next"))
    done = await visit.console.sign_in.attempt(attempt)
    if isinstance(done, Refusal):
        status, said = REFUSALS[done]
        return visit.show("sign_in.html", status, next=there, name=attempt.name, said=said)
    response = RedirectResponse(there, SEE_OTHER)
    keep_session(response, address, done.token)
    keep_device(response, address, done.device)
    return response


async def sign_out(visit: Visit) -> Response:
    """The session ends."""
    async with visit.console.database.write() as unit:
        await unit.sessions.close(visit.session.token)
        await visit.audit(unit, "sign-out", visit.account.id)
    response = visit.go("sign-in")
    forget_session(response, visit.console.address)
    return response


PAGES = (
    Page("sign-in", "/sign-in", form),
    act("sign-in.do", "/sign-in", sign_in),
    act("sign-out", "/sign-out", sign_out),
)
