"""The one sweeper: acts on every deadline that has passed, first thing after a start, then every few seconds."""

import logging

from bot.core.case_ports import Case
from bot.core.consultation import InvalidTransition, events
from bot.core.ports import Clock, Database
from bot.service.consult import BusyError, ConsultService, Delivery

AT_ONCE = 100
ROUNDS = 10
"""A case that slept through several deadlines acts on one in each round."""

log = logging.getLogger(__name__)


class Sweeper:
    """Runs the deadlines of one channel's cases."""

    def __init__(
        self, database: Database, consult: ConsultService, delivery: Delivery, clock: Clock, channel: str
    ) -> None:
        self._database, self._consult, self._delivery, self._clock = database, consult, delivery, clock
        self._channel = channel

    async def sweep(self) -> int:
        """Act on what is due; returns how many deadlines that were. Raises StoreError."""
        acted = 0
        for _ in range(ROUNDS):
            async with self._database.read() as unit:
                due = await unit.cases.due(self._clock.now(), self._channel, AT_ONCE)
            acted += sum([await self._passed(case) for case in due])
            if not due:
                break
        return acted

    async def _passed(self, due: Case) -> bool:
        """A transaction for each: one bad case does not keep the others waiting."""
        try:
            async with self._database.write() as unit:
                case = await unit.cases.get(due.id)
                deadline = case.consultation.deadline if case else None
                if case is None or deadline is None:
                    return False
                event = events.DeadlinePassed(at=self._clock.now(), kind=deadline.kind)
                await self._consult.act(unit, self._delivery, case, event)
        except (InvalidTransition, BusyError):
            return False  # it was moved in the meantime, and has another deadline now
        except Exception as error:
            log.error("案件 %s 的期限没有处理成（%s）", due.id, type(error).__name__)
            return False
        return True
