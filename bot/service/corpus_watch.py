"""A running bot takes up a new version of the corpus by itself, whoever published it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.core.ports import Database
from bot.service.index_shelf import IndexShelf
from bot.service.snapshot import Snapshot, SnapshotHolder

EVERY = 0.3
"""Seconds between two looks; a new version answers within two."""

log = logging.getLogger(__name__)


class CorpusWatch:
    """Looks for a newer version, indexes it beside the event loop, and exchanges the snapshot whole."""

    def __init__(self, database: Database, holder: SnapshotHolder, shelf: IndexShelf | None = None) -> None:
        self._database, self._holder, self._shelf = database, holder, shelf

    async def refresh(self) -> bool:
        """Take up the version in force; False when it answers already. Raises StoreError."""
        async with self._database.read() as unit:
            version = await unit.corpus.current()
            if version is None or version <= self._holder.current.version:
                return False
            corpus = await unit.corpus.load(version)
        # In a thread: questions are answered from the old snapshot meanwhile.
        snapshot = await asyncio.to_thread(Snapshot.build, version, corpus, self._shelf)
        self._holder.replace(snapshot)
        await asyncio.to_thread(snapshot.knowledge.learn)
        log.info("第 %d 版语料已启用", version)
        return True

    async def run(self) -> None:
        """Look until cancelled; trouble with the database is no reason to stop answering."""
        await asyncio.to_thread(self._holder.current.knowledge.learn)
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.refresh()
            except Exception as error:
                log.error("新版语料没有启用（%s），仍用第 %d 版", type(error).__name__, self._holder.current.version)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look in the background as long as the block lasts."""
        task = asyncio.create_task(self.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
