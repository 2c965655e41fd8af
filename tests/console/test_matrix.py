"""Every page × every role × every state of a session: who gets in, and who does not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import httpx

from bot.console.pages import PAGES
from bot.console.permissions import PERMISSIONS, PUBLIC
from bot.console.web.page import Page
from bot.core.accounts import LONGEST_SESSION, Right, Role
from tests.console.office import Office

RANK = [Role.READER, Role.REVIEWER, Role.EDITOR, Role.APPROVER, Role.ADMIN]
LOWEST = {
    Right.OWN: Role.READER,
    Right.READ: Role.READER,
    Right.REVIEW: Role.REVIEWER,
    Right.CONSULT: Role.REVIEWER,
    Right.EDIT: Role.EDITOR,
    Right.APPROVE: Role.APPROVER,
    Right.MANAGE: Role.ADMIN,
}
"""Said once more here, so that a slip in the roles' rights is noticed."""
BEFORE_CHOOSING = {"own", "own.password", "sign-out"}


@dataclass(frozen=True)
class Who:
    """A kind of visitor."""

    role: Role | None
    state: str = "valid"


VISITORS = [
    Who(None),
    *(Who(role) for role in RANK),
    *(Who(Role.ADMIN, state) for state in ("disabled", "expired", "ended", "forged", "handed")),
]


BY_NAME = {page.name: page for page in PAGES}


def expected(page: Page, who: Who) -> str:
    """What has to happen: let in, forbidden, to the sign-in, or to the change of the password."""
    right = PERMISSIONS[page.name]
    if right is PUBLIC:
        return "in"
    if who.role is None or who.state in ("disabled", "expired", "ended", "forged"):
        return "sign-in"
    if RANK.index(who.role) < RANK.index(LOWEST[right]):
        return "forbidden"
    return "change" if who.state == "handed" and page.name not in BEFORE_CHOOSING else "in"


def happened(page: Page, who: Who, response: httpx.Response) -> str:
    """The same, as seen."""
    there = response.headers.get("location", "")
    if response.status_code == 401 and page.name != "sign-in.do":
        return "sign-in"
    if response.status_code == 303 and there.startswith("/sign-in") and page.name != "sign-out":
        return "sign-in"
    if response.status_code == 403:
        return "forbidden"
    if response.status_code == 303 and there == "/me" and who.state == "handed" and page.name not in BEFORE_CHOOSING:
        return "change"
    return "in" if response.status_code < 500 else f"broken: {response.status_code}"


@asynccontextmanager
async def browser_of(office: Office, who: Who) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in the visitor's situation, made anew after what may end a session."""
    if who.role is None:
        async with office.browser() as browser:
            yield browser
        return
    async with office.database.write() as unit:
        account = await unit.accounts.named(f"{who.role}-visitor")
        assert account is not None
        changed = replace(account, disabled=who.state == "disabled", must_change=who.state == "handed")
        await unit.accounts.save(changed)
        token = await office.sign_in.open(unit, changed, "test")
        if who.state == "ended":
            await unit.sessions.close_all(account.id)
    before = office.clock.at
    if who.state == "expired":
        office.clock.move(LONGEST_SESSION)
    async with office.browser("forged" + token[6:] if who.state == "forged" else token) as browser:
        yield browser
    office.clock.at = before
    async with office.database.write() as unit:
        await unit.accounts.save(account)


async def ask(browser: httpx.AsyncClient, page: Page) -> httpx.Response:
    """The page with ids that do not exist: nothing is changed by being let in."""
    path = page.path.format(name="nobody", id="nothing", seq="0", kind="none", version="0")
    return await browser.request(page.method, path, data={} if page.method == "POST" else None)


async def test_every_page_lets_in_whom_it_should_and_nobody_else(office: Office) -> None:
    """All cells of the table, by default closed."""
    for role in RANK:
        await office.account(f"{role}-visitor", role)
    ending = [[page] for page in PAGES if page.method == "POST" and PERMISSIONS[page.name] is Right.OWN]
    others = [page for page in PAGES if [page] not in ending]
    seen: dict[tuple[str, Who], str] = {}
    for who in VISITORS:
        for pages in (others, *ending):
            async with browser_of(office, who) as browser:
                seen |= {(page.name, who): happened(page, who, await ask(browser, page)) for page in pages}

    assert {cell: each for cell, each in seen.items() if each != expected(BY_NAME[cell[0]], cell[1])} == {}
    assert len(seen) == len(PAGES) * len(VISITORS)
