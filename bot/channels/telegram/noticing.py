"""Notices in Telegram: queued in a lane of their own, behind everything that citizens wait for."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.channels.telegram.calls import NOTICES
from bot.channels.telegram.conversation import CHANNEL
from bot.channels.telegram.messages import calls
from bot.core.model import Outgoing
from bot.core.notice_ports import Watcher
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service.notices import NoticeService

IDLE_SECONDS, BUSY_SECONDS = 2.0, 0.5

log = logging.getLogger(__name__)


class TelegramCourier:
    """See `Courier`."""

    channel = CHANNEL

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def waiting(self, unit: UnitOfWork) -> int:
        """See `Courier`."""
        return await unit.outbox.waiting(NOTICES)

    async def queue(self, unit: UnitOfWork, notices: Sequence[tuple[str, Watcher, Outgoing]]) -> None:
        """See `Courier`."""
        items = [
            replace(call, chat=NOTICES) for key, watcher, notice in notices for call in calls(notice, watcher.chat, key)
        ]
        await unit.outbox.put(items, self._clock.now())


class Noticing:
    """Looks every now and then whether the watchers have to be told of something."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._service = NoticeService(database, TelegramCourier(clock), clock)

    async def _left(self) -> bool:
        """Whether anything waits to be sent, perhaps queued by another process."""
        async with self._database.read() as unit:
            return await unit.outbox.waiting(NOTICES) > 0

    async def run(self, queued: Callable[[], None]) -> None:
        """Look until cancelled; `queued` is called when there may be notices to send."""
        while True:
            busy = False
            try:
                if (busy := await self._service.step()) or await self._left():
                    queued()
            except Exception as error:  # the database is in trouble: the run stays where it is
                log.error("更新通知暂时发不出：%s", type(error).__name__)
            await asyncio.sleep(BUSY_SECONDS if busy else IDLE_SECONDS)
