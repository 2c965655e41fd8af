"""Clearing out: words and delivery records that have been kept long enough are erased, once a day."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from bot.core.erasure_ports import Purge
from bot.core.ports import Clock, Database
from bot.service.forgetting import Retention

EVERY = timedelta(days=1)
PLAUSIBLE = timedelta(days=7)
"""A clock that has moved further than this since the last time is not believed until a day later."""
LOOK_SECONDS = 600.0

log = logging.getLogger(__name__)


class Purger:
    """Erases what is older than the retention says."""

    def __init__(self, database: Database, clock: Clock, retention: Retention) -> None:
        self._database, self._clock, self._retention = database, clock, retention

    async def purge(self) -> Purge:
        """Erase now, in small transactions; interrupted, it goes on the next time. Raises StoreError."""
        now = self._clock.now()
        texts, some = 0, 1
        while some:
            async with self._database.write() as unit:
                some = await unit.erasure.texts(now - timedelta(days=self._retention.text_days))
            texts += some
        async with self._database.write() as unit:
            records = await unit.erasure.records(now - timedelta(days=self._retention.traffic_days))
            done = Purge(now, texts, records)
            await unit.erasure.purged(done)
        await self._database.scrub()
        return done

    async def purge_daily(self) -> Purge | None:
        """Erase when a day has passed and the clock can be believed; else None. Raises StoreError."""
        now = self._clock.now()
        async with self._database.read() as unit:
            last = await unit.erasure.last_purge()
        if last is not None and timedelta() <= now - last < EVERY:
            return None
        if last is not None and timedelta() <= now - last <= PLAUSIBLE:
            return await self.purge()
        async with self._database.write() as unit:  # the first look, or a clock that jumped: begin to count from here
            await unit.erasure.purged(Purge(now))
        return None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look in the background as long as the block lasts."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            try:
                if done := await self.purge_daily():
                    log.info("已清除过期的文字 %d 条、收发记录 %d 条", done.texts, done.records)
            except Exception as error:  # the database is in trouble: tomorrow is another day
                log.error("过期记录没有清除（%s），稍后再试", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)
