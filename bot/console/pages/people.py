"""The accounts, for administrators."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.web.page import Page, act
from bot.console.web.visit import Visit
from bot.core.accounts import Role
from bot.service.accounts import Handed


async def everybody(visit: Visit) -> Response:
    """The list, and the form for one more."""
    return visit.show("people.html", people=await visit.console.accounts.all(), departments=_departments(visit))


async def add(visit: Visit) -> Response:
    """One more."""
    name, display = await visit.field("name"), await visit.field("display")
    role, departments = await _assigned(visit)
    return _handed(visit, await visit.console.accounts.add(visit.account.id, name, display, role, departments))


async def person(visit: Visit) -> Response:
    """One of them."""
    async with visit.console.database.read() as unit:
        found = await unit.accounts.named(visit.path("name"))
        sessions = await unit.sessions.of(found.id) if found else []
    if found is None:
        raise HTTPException(404)
    alive = [each for each in sessions if each.alive(visit.now)]
    return visit.show("person.html", person=found, sessions=alive, departments=_departments(visit))


async def assign(visit: Visit) -> Response:
    """Another role or scope."""
    role, departments = await _assigned(visit)
    await visit.console.accounts.assign(visit.account.id, visit.path("name"), role, departments)
    return visit.go("person", name=visit.path("name"))


async def disable(visit: Visit) -> Response:
    """Nobody can sign in with it any more."""
    await visit.console.accounts.disable(visit.account.id, visit.path("name"))
    return visit.go("person", name=visit.path("name"))


async def enable(visit: Visit) -> Response:
    """It can be used again."""
    await visit.console.accounts.enable(visit.account.id, visit.path("name"))
    return visit.go("person", name=visit.path("name"))


async def reset(visit: Visit) -> Response:
    """A new password to hand over."""
    return _handed(visit, await visit.console.accounts.reset(visit.account.id, visit.path("name")))


async def sign_out(visit: Visit) -> Response:
    """Signed out everywhere."""
    await visit.console.accounts.sign_out(visit.account.id, visit.path("name"))
    return visit.go("person", name=visit.path("name"))


def _handed(visit: Visit, handed: Handed) -> Response:
    return visit.show("handed.html", person=handed.account, password=handed.password)


def _departments(visit: Visit) -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in visit.console.snapshot.current.corpus.departments]


async def _assigned(visit: Visit) -> tuple[Role, tuple[str, ...]]:
    form = await visit.form()
    known = {department for department, _ in _departments(visit)}
    chosen = tuple(str(each) for each in form.getlist("department") if each)
    role = str(form.get("role"))
    if role not in set(Role) or not known.issuperset(chosen):
        raise HTTPException(400)
    return Role(role), chosen


PAGES = (
    Page("people", "/people", everybody),
    act("people.add", "/people", add),
    Page("person", "/people/{name}", person),
    act("person.assign", "/people/{name}/role", assign),
    act("person.disable", "/people/{name}/disable", disable),
    act("person.enable", "/people/{name}/enable", enable),
    act("person.reset", "/people/{name}/reset", reset),
    act("person.sign-out", "/people/{name}/sign-out", sign_out),
)
