"""The own account: password, second factor, where one is signed in."""

from dataclasses import replace

import segno
from markupsafe import Markup
from starlette.responses import Response

from bot.console import wording
from bot.console.web.cookies import keep_session
from bot.console.web.page import Page, act
from bot.console.web.visit import Visit
from bot.core.accounts import Account
from bot.service.accounts import AccountError, new_secret, second_factor_address


async def show(visit: Visit, said: str = "", status: int = 200) -> Response:
    """The account and its sessions."""
    async with visit.console.database.read() as unit:
        sessions = await unit.sessions.of(visit.account.id)
    alive = [each for each in sessions if each.alive(visit.now)]
    return visit.show("own.html", status, sessions=alive, said=said, done=wording.OWN_DONE.get(visit.query("done"), ""))


async def password(visit: Visit) -> Response:
    """Another password; every other session ends."""
    old, new, again = [await visit.field(name) for name in ("old", "new", "again")]
    if new != again:
        return await show(visit, wording.NOT_THE_SAME, 409)
    try:
        hashed = await visit.console.accounts.change_password(visit.account, old, new)
    except AccountError as error:
        return await show(visit, str(error), 409)
    return await _secured(visit, replace(visit.account, password=hashed, must_change=False), "password changed")


async def factor(visit: Visit) -> Response:
    """The secret to put into an authenticator."""
    return _factor(visit, new_secret())


async def factor_on(visit: Visit) -> Response:
    """The second factor, once a code has shown that the authenticator works."""
    secret, code = await visit.field("secret"), await visit.field("code")
    try:
        changed = visit.console.accounts.second_factor(visit.account, secret, code)
    except (AccountError, ValueError) as error:
        return _factor(visit, secret if isinstance(error, AccountError) else new_secret(), str(error))
    return await _secured(visit, changed, "second factor on")


async def factor_off(visit: Visit) -> Response:
    """No second factor any more; the password is asked for once more."""
    try:
        await visit.console.accounts.confirm(visit.account, await visit.field("password"))
    except AccountError as error:
        return await show(visit, str(error), 409)
    return await _secured(visit, replace(visit.account, totp=""), "second factor off")


async def end_sessions(visit: Visit) -> Response:
    """Everywhere else one is signed out."""
    return await _secured(visit, visit.account, "sessions ended")


def _factor(visit: Visit, secret: str, said: str = "") -> Response:
    address = second_factor_address(visit.account, secret)
    typed = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    code = Markup(_drawn(address))  # noqa: S704 (made of numbers by the library, nobody's words are in it)
    return visit.show(
        "factor.html", 409 if said else 200, secret=secret, typed=typed, address=address, code=code, said=said
    )


def _drawn(address: str) -> str:
    """The address as a code to scan: dark on light whatever the page's colours, as scanners want it."""
    return segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, dark="#000", light="#fff")


async def _secured(visit: Visit, changed: Account, done: str) -> Response:
    """Keep the change; a new session takes the place of every old one."""
    console = visit.console
    async with console.database.write() as unit:
        await console.accounts.secure(unit, (visit.account, visit.session), changed, done)
        token = await console.sign_in.open(unit, changed, visit.session.agent)
    response = visit.go("own", {"done": done})
    keep_session(response, console.address, token)
    return response


PAGES = (
    Page("own", "/me", show),
    act("own.password", "/me/password", password),
    Page("own.factor", "/me/factor", factor),
    act("own.factor.on", "/me/factor", factor_on),
    act("own.factor.off", "/me/factor/off", factor_off),
    act("own.sessions.end", "/me/sessions/end", end_sessions),
)
