"""Polling survives what goes wrong, and loses and doubles nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.poller import Poller
from bot.core.errors import StoreError
from bot.core.ports import InboxItem
from bot.store.database import SqlDatabase, SqlUnitOfWork
from tests.telegram.conftest import WallClock, api_of, at_work, database_in
from tests.telegram_server import Kind, TelegramServer

FAULTS = [
    Kind.UNAUTHORIZED,
    Kind.NOT_FOUND,
    Kind.CONFLICT,
    Kind.SERVER_ERROR,
    Kind.BAD_GATEWAY,
    Kind.FLOOD,
    Kind.HALF_JSON,
    Kind.RESET_BEFORE,
    Kind.RESET_AFTER,
    Kind.DUPLICATE,
    Kind.REDELIVER,
    Kind.REORDER,
]


async def received(database: SqlDatabase) -> Sequence[InboxItem]:
    """The open items of the inbox, each chat's first."""
    async with database.read() as unit:
        return await unit.inbox.pending(99)


async def survives(kind: Kind, database: SqlDatabase) -> None:
    """Three citizens ask while `kind` befalls the first poll and another one: each is asked for."""
    async with TelegramServer() as server, api_of(server) as api:
        server.fault("getUpdates", kind)
        server.fault("getUpdates", kind, after=1)
        for name in ("张三", "李四"):
            await server.user(name).send("狗证去哪办")
        async with at_work(Poller(api, database, WallClock(), lambda: None).run()):
            await server.settle()
            await server.user("王五").send("狗证去哪办")
            await server.settle()


async def test_polling_survives(tmp_path: Path) -> None:
    """One 401, 404, 409, 429, error page, cut answer, reset or doubled batch, twice: all is received, nobody is deaf."""
    async with AsyncExitStack() as stack:
        databases = [await stack.enter_async_context(database_in(tmp_path / kind.name)) for kind in FAULTS]
        async with asyncio.TaskGroup() as group:
            for kind, database in zip(FAULTS, databases, strict=True):
                group.create_task(survives(kind, database))
        assert [len(await received(database)) for database in databases] == [3] * len(FAULTS)


async def test_malformed_updates_are_kept_among_good_ones(server: TelegramServer, database: SqlDatabase) -> None:
    """What cannot be understood is stored beside the rest and stops nothing; without a number it is passed over."""
    await server.user("张三").send("一")
    malformed: list[Any] = [{"message": "no object"}, {"message": {"chat": [1]}}, {"new_kind_of_update": {}}]
    for update in malformed:
        server.inject(update)
    await server.user("李四").send("二")

    async with api_of(server) as api, at_work(Poller(api, database, WallClock(), lambda: None).run()):
        await server.settle()
    assert len(await received(database)) == 5


async def test_a_left_over_webhook_is_removed(server: TelegramServer, database: SqlDatabase) -> None:
    """A webhook that makes polling impossible is deleted, and what waited there is received."""
    async with api_of(server) as api:
        await api.call("setWebhook", {"url": "https://example.org/hook"})
        await server.user("张三").send("狗证去哪办")
        async with at_work(Poller(api, database, WallClock(), lambda: None).run()):
            await server.settle()

    assert len(await received(database)) == 1
    assert server.calls_of("deleteWebhook")[0].params == {"drop_pending_updates": False}


class FullDisk:
    """A database whose first writes fail."""

    def __init__(self, database: SqlDatabase, failures: int) -> None:
        self._database, self._failures = database, failures
        self.read, self.scrub, self.close = database.read, database.scrub, database.close

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        """Fail, later write."""
        if self._failures:
            self._failures -= 1
            raise StoreError("磁盘已满")
        async with self._database.write() as unit:
            yield unit


async def test_what_is_not_stored_is_not_confirmed(
    server: TelegramServer, database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    """While the database refuses, Telegram keeps the update; when it recovers the update is received."""
    await server.user("张三").send("狗证去哪办")
    async with api_of(server) as api, at_work(Poller(api, FullDisk(database, 2), WallClock(), lambda: None).run()):
        await server.settle()

    offsets = [call.params.get("offset") for call in server.calls_of("getUpdates")]
    assert offsets[:3] == [None, None, None]
    assert len(await received(database)) == 1
    assert "磁盘已满" in caplog.text
    assert "狗证" not in caplog.text
