"""A strict Bot API server and the bot as a process."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Sanfang
from tests.stories.harness import TOKEN, Bot
from tests.telegram_server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """Telegram."""
    async with TelegramServer(token=TOKEN) as running:
        yield running


@pytest.fixture
async def bot(sanfang: Sanfang, server: TelegramServer) -> AsyncIterator[Bot]:
    """The bot, not yet started; ended with the test."""
    process = Bot(sanfang, server)
    yield process
    await process.end()
