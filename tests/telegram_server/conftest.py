import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram_server import Group, TelegramServer, User

# Loading the certificates of the world takes longer than most tests, and loopback needs none.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
Ask = Callable[..., Awaitable[dict[str, Any]]]


def speaker(server: TelegramServer) -> Bot:
    """A bot for `server`."""
    requests = [HTTPXRequest(httpx_kwargs={"verify": NO_CERTIFICATES}) for _ in range(2)]
    return Bot(
        server.token, server.base_url, server.base_file_url, request=requests[0], get_updates_request=requests[1]
    )


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns of every other form of `retry_after`."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """A server without flood windows."""
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    """python-telegram-bot, talking to it."""
    async with speaker(server) as talking:
        yield talking


@pytest.fixture
async def alice(server: TelegramServer) -> User:
    """Somebody who has pressed START."""
    citizen = server.user("张三")
    await citizen.start()
    return citizen


@pytest.fixture
def desk(server: TelegramServer) -> Group:
    """A forum with the bot as its administrator."""
    group = server.group("市场监管", forum=True)
    group.add_bot()
    return group


@pytest.fixture
async def ask(server: TelegramServer) -> AsyncIterator[Ask]:
    """Any call as plain JSON over HTTP: `await ask("getMe")` is the whole body of the answer."""
    async with httpx.AsyncClient(verify=NO_CERTIFICATES) as client:

        async def call(method: str, token: str = server.token, **params: Any) -> dict[str, Any]:
            answer = (await client.post(f"{server.base_url}{token}/{method}", json=params)).json()
            assert isinstance(answer, dict)
            return answer

        yield call
