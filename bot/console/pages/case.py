"""One consultation: looking at it, and taking part in it from the browser."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer import consult_wording
from bot.console import wording
from bot.console.consultations import wording as case_wording
from bot.console.consultations.holding import held_by, staff_id
from bot.console.consultations.transcript import last_asked, transcript
from bot.console.consultations.typed import NOTHING, Typed, masked, typed
from bot.console.web.page import Page, act
from bot.console.web.received import number
from bot.console.web.stream import follow
from bot.console.web.visit import Visit
from bot.core.accounts import Right
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import HELD, Consultation, Staff, State
from bot.core.ports import LOCAL, UnitOfWork
from bot.service.consult import BusyError, digest_of
from bot.service.staff_orders import QUESTIONS, Order, OrderError, Verb

WAITS = frozenset({State.WAITING, State.OUT_OF_HOURS})
CORRECTABLE = HELD | {State.RESOLVED, State.CLOSED}
"""Where the rules let staff change what the citizen has read."""
CONSOLE = "console"
REPLY, NOTE = "reply", "note"
Step = Callable[[UnitOfWork, Case, Staff, datetime], Awaitable[str]]
MOVES = set(Verb) - QUESTIONS - {Verb.RETRACT, Verb.PROMOTE}
"""What takes a case to another state, or comes too late and changes nothing."""
LONGEST_ORDER = 300
"""Characters of where else to go, or of why: citizens and colleagues read it as it is."""


async def show(visit: Visit, said: str = "", status: int = 200, unsent: Typed = NOTHING) -> Response:
    """The case."""
    async with visit.console.database.read() as unit:
        case = await _case(unit, visit)
        lines, seen = await transcript(unit, case, visit.console.consult, visit.now), await _mark(unit, case)
    told = case.consultation
    found = visit.console.consult.suggestions(last_asked(case, lines), visit.now)
    departments = [(each.id, each.name) for each in visit.console.snapshot.current.corpus.departments]
    mine = held_by(case, staff_id(visit.account))
    return visit.show(
        "case.html", status, case=case, told=told, lines=lines, suggested=[(digest_of(each.passage_id), each) for each in found],
        departments=departments, name=visit.console.consult.name, states=consult_wording.STATES, said=said,
        mine=mine, me=staff_id(visit.account), waits=told.state in WAITS, held=told.state in HELD,
        correctable=mine and told.state in CORRECTABLE, unsent=unsent, seen=seen,
    )  # fmt: skip


async def events(visit: Visit) -> Response:
    """Tells when the case is another."""

    async def state(unit: UnitOfWork) -> str:
        return await _mark(unit, await _case(unit, visit))

    return await follow(visit, state)


async def _mark(unit: UnitOfWork, case: Case) -> str:
    """Another after every step, and whenever something has come to the citizen."""
    unsent = [await unit.outbox.waiting(chat) for chat in (case.chat, LOCAL + case.consultation.citizen)]
    return f"{case.consultation.revision}.{sum(unsent)}"


async def say(visit: Visit) -> Response:
    """Words for the citizen, or a note for colleagues."""
    side = Side.NOTE if await visit.field("side") == "note" else Side.STAFF
    name = NOTE if side is Side.NOTE else REPLY
    words = await typed(visit, name)
    if not words.fit:
        return await _asked_back(visit, words)

    async def step(unit: UnitOfWork, case: Case, staff: Staff, at: datetime) -> str:
        message = CaseMessage(uuid4().hex, case.id, side, staff.id, words.masked.text, at, CONSOLE, ())
        return await visit.console.desks[case.channel].said(unit, case, staff, message)

    return await _act(visit, name, step)


async def correct(visit: Visit) -> Response:
    """Other words in place of own ones that the citizen has read."""
    words = await typed(visit, await visit.field("message"))
    if not words.fit:
        return await _asked_back(visit, words)

    async def step(unit: UnitOfWork, case: Case, staff: Staff, at: datetime) -> str:
        message = await _message(unit, visit, case)
        if message.author != staff.id:
            raise HTTPException(404)
        return await visit.console.desks[case.channel].corrected(
            unit, case, staff, message, words.masked.text, at, exact=True
        )

    return await _act(visit, "correct", step)


async def retract(visit: Visit) -> Response:
    """Words that the citizen has read are taken back."""

    async def step(unit: UnitOfWork, case: Case, staff: Staff, at: datetime) -> str:
        about, desk = await _message(unit, visit, case), visit.console.desks[case.channel]
        return await desk.ordered(unit, case, staff, Order(Verb.RETRACT), at, about)

    return await _act(visit, "retract", step)


async def _asked_back(visit: Visit, words: Typed) -> Response:
    return await show(visit, "" if words.text else wording.NOTHING_SAID, 409, words)


async def _message(unit: UnitOfWork, visit: Visit, case: Case) -> CaseMessage:
    found = await unit.messages.get(await visit.field("message"))
    if found is None or found.case != case.id:
        raise HTTPException(404)
    return found


async def order(visit: Visit) -> Response:
    """Claim, release, promise, reassign, resolve …"""
    verb, seen = await visit.field("verb"), await visit.field("seen")
    words = " ".join(filter(None, (await visit.field("first"), await visit.field("rest"))))[:LONGEST_ORDER]
    if verb not in set(Verb) - QUESTIONS - {Verb.RETRACT}:
        raise HTTPException(400)
    if verb == Verb.TAKEOVER and not visit.account.may(Right.APPROVE):
        raise HTTPException(403)
    if kinds := masked(visit, words).kinds:
        return await show(visit, wording.PERSONAL_ORDER.format(kinds="、".join(kinds)), 409)
    revision = number(seen)

    async def step(unit: UnitOfWork, case: Case, staff: Staff, at: datetime) -> str:
        desk = visit.console.desks[case.channel]
        return await desk.ordered(unit, case, staff, Order(Verb(verb), words), at, seen=revision)

    return await _act(visit, verb, step)


async def use(visit: Visit) -> Response:
    """A passage, word for word and with its source, as the answer."""
    digest = await visit.field("passage")

    async def step(unit: UnitOfWork, case: Case, staff: Staff, at: datetime) -> str:
        button = CaseButton(CaseVerb.USE, case.id, case.consultation.revision, digest)
        return await visit.console.desks[case.channel].tapped(unit, case, staff, button, at)

    return await _act(visit, "passage", step)


async def _act(visit: Visit, name: str, step: Step) -> Response:
    """One step of a case in one transaction, audited if it was taken; what has to be said about it is said on the page."""
    try:
        async with visit.console.database.write() as unit:
            case = await _case(unit, visit)
            told = await step(unit, case, await _staff(unit, visit, case), visit.now)
            after = await unit.cases.get(case.id)
            if name not in MOVES or after is None or not _same(after.consultation, case.consultation):
                await visit.audit(unit, f"case: {name}", case.consultation.receipt or case.id)
    except OrderError as error:
        return await show(visit, case_wording.without_order(str(error)), 409)
    except BusyError:
        return await show(visit, case_wording.BUSY, 409)
    visit.console.wake()
    return await show(visit, case_wording.without_order(told)) if told else visit.go("case", id=visit.path("id"))


def _same(one: Consultation, other: Consultation) -> bool:
    """Whether a step left everything as it was; its revision grows all the same."""
    return replace(one, revision=0) == replace(other, revision=0)


async def _case(unit: UnitOfWork, visit: Visit) -> Case:
    """The case of the address. Raises a 404 when there is none, or it is none of the account's business."""
    case = await unit.cases.get(visit.path("id"))
    if case is None or case.channel not in visit.console.desks or not case.consultation.receipt:
        raise HTTPException(404)
    visit.own_business(case.consultation.department)
    return case


async def _staff(unit: UnitOfWork, visit: Visit, case: Case) -> Staff:
    """The account as citizens and colleagues know it: a number at the department's window."""
    window = case.group or f"console:{case.consultation.department}"
    name = staff_id(visit.account)
    return Staff(name, await unit.desks.badge(window, name))


PAGES = (
    Page("case", "/cases/{id}", show),
    Page("case.events", "/cases/{id}/events", events),
    act("case.say", "/cases/{id}/say", say),
    act("case.correct", "/cases/{id}/correct", correct),
    act("case.retract", "/cases/{id}/retract", retract),
    act("case.order", "/cases/{id}/order", order),
    act("case.use", "/cases/{id}/use", use),
)
