"""From the inbox to the conversation; an update that fails three times is set aside, and the citizen is told."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.pace import backoff
from bot.core.ports import Clock, Database, InboxItem, OutboxItem

SECOND_CHANCE = timedelta(days=7)

log = logging.getLogger(__name__)


class Handles(Protocol):
    """Whoever does what updates ask for."""

    async def handle(self, item: InboxItem) -> float:
        """Do it; the seconds until the item is to be looked at again, 0 when it is done."""

    def apology(self, item: InboxItem) -> tuple[OutboxItem, ...]:
        """What somebody is told whose update failed again and again."""


class Worker:
    """Works off the inbox. `queued` is called when there may be something to send."""

    def __init__(self, conversation: Handles, database: Database, clock: Clock, queued: Callable[[], None]) -> None:
        self._conversation, self._database, self._clock, self._queued = conversation, database, clock, queued
        self.lanes: Lanes[InboxItem] = Lanes(self._heads, self._work)

    async def recover(self) -> None:
        """At a start: what was set aside in the last days gets another chance, the cause may be mended."""
        async with self._database.write() as unit:
            now = self._clock.now()
            if released := await unit.inbox.release(now - SECOND_CHANCE, now):
                log.warning("重新处理先前搁置的消息：%d 条", released)

    async def _heads(self, limit: int) -> Sequence[InboxItem]:
        async with self._database.read() as unit:
            return await unit.inbox.pending(limit)

    async def _work(self, item: InboxItem) -> float:
        try:
            rest = await self._conversation.handle(item)
        except Exception as error:
            return await self._failed(item, error)
        self._queued()
        return rest

    async def _failed(self, item: InboxItem, error: Exception) -> float:
        """Count the failure; when not even that can be written, it was the database's and does not count.

        The log gets the error's kind and place only: its text may hold the citizen's words.
        """
        kind = type(error).__name__
        async with self._database.write() as unit:
            quarantined = await unit.inbox.failed(item.update_id, kind, self._clock.now())
            if quarantined:
                await unit.outbox.put(self._conversation.apology(item), self._clock.now())
        log.error("消息 %d 处理出错（%s，%s）%s", item.update_id, kind, _place(error), "，已搁置" * quarantined)
        self._queued()
        return backoff(item.attempts)


def _place(error: Exception) -> str:
    """File and line where an exception was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
