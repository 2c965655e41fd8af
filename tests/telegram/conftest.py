"""The strict Bot API server, a real SQLite database, and the parts of the bot between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.api import BotApi
from bot.store.database import SqlDatabase
from tests.store.templates import open_copy
from tests.telegram_server import TelegramServer

ROOT = "/bot"


class WallClock:
    """The real time."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


@asynccontextmanager
async def database_in(folder: Path) -> AsyncIterator[SqlDatabase]:
    """An empty SQLite database in `folder`."""
    database = await open_copy(folder / "sanfang.db")
    yield database
    await database.close()


@asynccontextmanager
async def api_of(server: TelegramServer, **options: Any) -> AsyncIterator[BotApi]:
    """The bot's side of the wire."""
    api = BotApi(server.token, server.base_url.removesuffix("/bot"), **options)
    yield api
    await api.close()


@asynccontextmanager
async def at_work(*work: Any) -> AsyncIterator[None]:
    """Coroutines that run in the background for a while."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        async with asyncio.timeout(60):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """A server without flood windows."""
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqlDatabase]:
    """An empty SQLite database."""
    async with database_in(tmp_path) as opened:
        yield opened
