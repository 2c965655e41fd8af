"""The audit trail, for administrators."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console import wording
from bot.console.web.page import Page
from bot.console.web.visit import Visit
from bot.core.accounts import Account
from bot.core.audit import AuditRecord
from bot.service.audit import broken_among, verify
from corpus.change import Kind

SHOWN = 100
SHORT = 8
"""Characters of a question's or case's number that are shown."""
QUESTION = frozenset({"verdict", "verdict taken back", "linked", "answer written"})
VERSION = frozenset({"published", "rolled back", "rollback proposed"})


async def show(visit: Visit) -> Response:
    """The newest acts, of one person or one kind; whether those shown fit each other, or the whole chain where asked for."""
    who, what = visit.query("who"), visit.query("act")
    async with visit.console.database.read() as unit:
        people = {each.id: each for each in await unit.accounts.all()}
        actor = next((each.id for each in people.values() if each.name == who), None)
        act = what if what in wording.ACTS else None
        records = await unit.audit.page(visit.number("before"), SHOWN + 1, actor, act)
        checked = await verify(unit) if visit.query("check") else None
    picked = {name: value for name, value in (("who", who if actor else ""), ("act", act or "")) if value}
    broken = checked.broken if checked else broken_among(records) if not picked else None
    return visit.show(
        "audit.html", records=records[:SHOWN], more=len(records) > SHOWN, people=people, checked=checked,
        broken=broken, places=[_place(visit, each, people) for each in records[:SHOWN]], picked=picked,
        called=visit.console.consult.name,
    )  # fmt: skip


def _place(visit: Visit, record: AuditRecord, people: Mapping[str, Account]) -> tuple[str, str]:
    """What an act was done to, as people call it, and the page that shows it; no page is an empty address."""
    subject, (kind, _, name) = record.subject, record.subject.partition(":")
    if subject in people:
        return people[subject].display, visit.link("person", name=people[subject].name)
    if record.act in QUESTION:
        return wording.QUESTION.format(id=subject[:SHORT]), visit.link("entry", id=subject)
    if record.act in VERSION:
        return wording.VERSION.format(number=subject), visit.link("corpus.history")
    if record.act.startswith("case: ") and not subject.startswith("#"):
        return wording.CASE.format(id=subject[:SHORT]), visit.link("case", id=subject)
    if record.act.startswith("cluster ") and subject.startswith("cluster "):
        number = subject.removeprefix("cluster ")
        return wording.CLUSTER.format(number=number), visit.link("cluster", id=number)
    if kind in set(Kind):
        return f"{KINDS[Kind(kind)]} {name}".strip(), visit.link("corpus.entry", kind=kind, id=name or "-")
    return subject, ""


PAGES = (Page("audit", "/audit", show),)
