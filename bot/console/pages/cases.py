"""三方通话: what waits, what is under way, and taking part in it from the browser."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer import consult_wording
from bot.console import wording
from bot.console.page import Page, act
from bot.console.stream import follow
from bot.console.visit import Visit
from bot.core.accounts import Right
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import HELD, Staff, State
from bot.core.ports import UnitOfWork
from bot.core.privacy import mask
from bot.service.consult import BusyError, digest_of
from bot.service.staff_orders import QUESTIONS, Order, OrderError, Verb

FINISHED = 20
LONGEST = 3000
COLUMNS = (
    ("待接", frozenset({State.WAITING, State.OUT_OF_HOURS})),
    ("在办", HELD - {State.PROMISED}),
    ("已承诺", frozenset({State.PROMISED})),
    ("联系不上", frozenset({State.UNREACHABLE})),
)
Step = Callable[[UnitOfWork, Case, Staff, datetime], Awaitable[str]]


async def board(visit: Visit) -> Response:
    """The cases by what they wait for."""
    async with visit.console.database.read() as unit:
        cases = await _open(unit, visit)
        over = [
            case for each in visit.console.channels for case in await unit.cases.finished(visit.scope, each, FINISHED)
        ]
    columns = [(name, [case for case in cases if case.consultation.state in states]) for name, states in COLUMNS]
    finished = sorted(over, key=lambda case: case.consultation.created_at, reverse=True)[:FINISHED]
    return visit.show(
        "cases.html", columns=columns, finished=finished, seen=_mark(cases), name=visit.console.consult.name,
        states=consult_wording.STATES,
    )  # fmt: skip


async def board_events(visit: Visit) -> Response:
    """Tells when the board is another."""

    async def state(unit: UnitOfWork) -> str:
        return _mark(await _open(unit, visit))

    return await follow(visit, state)


async def show(visit: Visit, said: str = "", status: int = 200) -> Response:
    """One case."""
    async with visit.console.database.read() as unit:
        case = await _case(unit, visit)
        transcript = await unit.messages.of(case.id)
        wordings = {each.id: await unit.messages.wordings(each.id) for each in transcript if each.version > 1}
    told = case.consultation
    last = next((each.text for each in reversed(transcript) if each.side is Side.CITIZEN and each.text), case.question)
    suggested = [(digest_of(each.passage_id), each) for each in visit.console.consult.suggestions(last, visit.now)]
    departments = [(each.id, each.name) for each in visit.console.snapshot.current.corpus.departments]
    return visit.show(
        "case.html", status, case=case, told=told, transcript=transcript, wordings=wordings, suggested=suggested,
        departments=departments, name=visit.console.consult.name, states=consult_wording.STATES, said=said,
        mine=told.holder is not None and told.holder.id == _id(visit), waits=told.state in COLUMNS[0][1],
        held=told.state in HELD,
    )  # fmt: skip


async def events(visit: Visit) -> Response:
    """Tells when the case is another."""

    async def state(unit: UnitOfWork) -> str:
        return str((await _case(unit, visit)).consultation.revision)

    return await follow(visit, state)


async def say(visit: Visit) -> Response:
    """Words for the citizen, or a note for colleagues."""
    text = mask((await visit.field("text"))[:LONGEST]).text.strip()
    side = Side.NOTE if await visit.field("side") == "note" else Side.STAFF
    if not text:
        return await show(visit, wording.NOTHING_SAID, 409)

    async def step(unit: UnitOfWork, case: Case, staff: Staff, at: datetime) -> str:
        message = CaseMessage(uuid4().hex, case.id, side, staff.id, text, at, "console", ())
        return await visit.console.desks[case.channel].said(unit, case, staff, message)

    return await _act(visit, "note" if side is Side.NOTE else "reply", step)


async def order(visit: Visit) -> Response:
    """Claim, release, promise, reassign, resolve …"""
    verb, seen = await visit.field("verb"), await visit.field("seen")
    words = " ".join(filter(None, (await visit.field("first"), await visit.field("rest"))))
    if verb not in set(Verb) - QUESTIONS - {Verb.RETRACT}:
        raise HTTPException(400)
    if verb == Verb.TAKEOVER and not visit.account.may(Right.APPROVE):
        raise HTTPException(403)
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None

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
    """One step of a case in one transaction, audited; what has to be said about it is said on the page."""
    try:
        async with visit.console.database.write() as unit:
            case = await _case(unit, visit)
            told = await step(unit, case, await _staff(unit, visit, case), visit.now)
            await visit.audit(unit, f"case: {name}", case.consultation.receipt or case.id)
    except OrderError as error:
        return await show(visit, str(error), 409)
    except BusyError:
        return await show(visit, wording.BUSY, 409)
    visit.console.wake()
    return await show(visit, told) if told else visit.go("case", id=visit.path("id"))


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
    return Staff(_id(visit), await unit.desks.badge(window, _id(visit)))


def _id(visit: Visit) -> str:
    return f"console:{visit.account.id}"


async def _open(unit: UnitOfWork, visit: Visit) -> list[Case]:
    return [case for each in visit.console.channels for case in await unit.cases.queue(visit.scope, each)]


def _mark(cases: Sequence[Case]) -> str:
    return "-".join(f"{case.id[:6]}.{case.consultation.since}" for case in cases)[-1500:]


PAGES = (
    Page("cases", "/cases", board),
    Page("cases.events", "/cases/events", board_events),
    Page("case", "/cases/{id}", show),
    Page("case.events", "/cases/{id}/events", events),
    act("case.say", "/cases/{id}/say", say),
    act("case.order", "/cases/{id}/order", order),
    act("case.use", "/cases/{id}/use", use),
)
