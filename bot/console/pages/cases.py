"""三方通话: what waits, what is under way, what has ended lately."""

import hashlib
from collections.abc import Sequence

from starlette.responses import Response

from bot.composer import consult_wording
from bot.console.consultations import wording as case_wording
from bot.console.consultations.holding import held_by, staff_id
from bot.console.web.page import Page
from bot.console.web.stream import follow
from bot.console.web.visit import Visit
from bot.core.case_ports import Case
from bot.core.consultation import HELD, State, find_receipt
from bot.core.ports import UnitOfWork

FINISHED = 20
COLUMNS = (
    (case_wording.WAITING, frozenset({State.WAITING, State.OUT_OF_HOURS})),
    (case_wording.IN_HAND, HELD - {State.PROMISED}),
    (case_wording.PROMISED, frozenset({State.PROMISED})),
    (case_wording.UNREACHABLE, frozenset({State.UNREACHABLE})),
)


async def board(visit: Visit) -> Response:
    """The cases by what they wait for, and the finished ones; or those that are looked for."""
    words, before = visit.query("q")[:100], visit.query("before")
    place = int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
    async with visit.console.database.read() as unit:
        if there := await _by_receipt(unit, visit, words):
            return visit.go("case", id=there)
        cases = [] if words or place else await _open(unit, visit)
        past = await unit.cases.past(visit.scope, visit.console.channels, FINISHED, place, words)
    return visit.show(
        "cases.html", columns=_columns(cases, staff_id(visit.account)), past=past, seen=_mark(cases), name=visit.console.consult.name, words=words,
        states=consult_wording.STATES, later=place is not None,
    )  # fmt: skip


def _columns(cases: Sequence[Case], staff: str) -> list[tuple[str, list[Case]]]:
    """One's own first, then everybody's by what they wait for."""
    own = [case for case in cases if case.consultation.state in HELD and held_by(case, staff)]
    others = [case for case in cases if case not in own]
    columns = [(name, [case for case in others if case.consultation.state in states]) for name, states in COLUMNS]
    return [(case_wording.OWN_CASES, own), *columns] if own else columns


async def _by_receipt(unit: UnitOfWork, visit: Visit, words: str) -> str | None:
    """The id of the case whose receipt number was typed, if it is the account's business."""
    receipt = find_receipt(words)
    found = await unit.cases.by_receipt(receipt) if receipt else None
    if found is None or found.channel not in visit.console.desks:
        return None
    return found.id if visit.account.sees(found.consultation.department) else None


async def board_events(visit: Visit) -> Response:
    """Tells when the board is another."""

    async def state(unit: UnitOfWork) -> str:
        return _mark(await _open(unit, visit))

    return await follow(visit, state)


async def _open(unit: UnitOfWork, visit: Visit) -> list[Case]:
    return [case for each in visit.console.channels for case in await unit.cases.queue(visit.scope, each)]


def _mark(cases: Sequence[Case]) -> str:
    """Another after every step of any case, however many there are."""
    steps = " ".join(f"{case.id}.{case.consultation.revision}" for case in cases)
    return hashlib.sha256(steps.encode()).hexdigest()[:24]


PAGES = (
    Page("cases", "/cases", board),
    Page("cases.events", "/cases/events", board_events),
)
