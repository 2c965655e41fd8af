"""三方通话: what waits, what is under way, what has ended lately."""

from collections.abc import Sequence

from starlette.responses import Response

from bot.composer import consult_wording
from bot.console.page import Page
from bot.console.stream import follow
from bot.console.visit import Visit
from bot.core.case_ports import Case
from bot.core.consultation import HELD, State
from bot.core.ports import UnitOfWork

FINISHED = 20
COLUMNS = (
    ("待接", frozenset({State.WAITING, State.OUT_OF_HOURS})),
    ("在办", HELD - {State.PROMISED}),
    ("已承诺", frozenset({State.PROMISED})),
    ("联系不上", frozenset({State.UNREACHABLE})),
)


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


async def _open(unit: UnitOfWork, visit: Visit) -> list[Case]:
    return [case for each in visit.console.channels for case in await unit.cases.queue(visit.scope, each)]


def _mark(cases: Sequence[Case]) -> str:
    return "-".join(f"{case.id[:6]}.{case.consultation.since}" for case in cases)[-1500:]


PAGES = (
    Page("cases", "/cases", board),
    Page("cases.events", "/cases/events", board_events),
)
