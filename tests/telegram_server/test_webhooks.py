"""Pushing to a webhook, received by a small server of the same make."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, Conflict, RetryAfter

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.http import HttpServer, Request, Response


class Receiver:
    """A bot's webhook: answers with `answers` in turn, then 200."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answers: list[Response] = []
        self.arrived = asyncio.Event()
        self.http = HttpServer(self.take)
        self.url = ""

    async def take(self, request: Request) -> Response:
        """One delivery."""
        self.requests.append(request)
        self.arrived.set()
        return self.answers.pop(0) if self.answers else Response(200, b"")

    async def wait(self, count: int) -> list[dict[str, Any]]:
        """The first `count` deliveries, decoded."""
        async with asyncio.timeout(60):
            while len(self.requests) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return [json.loads(one.body) for one in self.requests]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A running receiver."""
    receiving = Receiver()
    port = await receiving.http.start()
    receiving.url = f"http://127.0.0.1:{port}/hook?x=1"
    yield receiving
    await receiving.http.stop()


async def info_when(bot: Bot, fits: Callable[[WebhookInfo], bool]) -> WebhookInfo:
    """getWebhookInfo, asked again until `fits` holds."""
    async with asyncio.timeout(60):
        while not fits(info := await bot.get_webhook_info()):
            pass
    return info


async def test_updates_are_pushed_in_order(server: TelegramServer, bot: Bot, alice: User, receiver: Receiver) -> None:
    """What waited and what comes is delivered in order, with the secret, and not to a poller any more."""
    await bot.set_webhook(receiver.url, secret_token="a-b_9", max_connections=5)  # noqa: S106 -- no secret
    await alice.send("甲")
    await alice.send("乙")
    updates = await receiver.wait(3)

    assert [one["message"]["text"] for one in updates] == ["/start", "甲", "乙"]
    first = receiver.requests[0]
    assert (first.verb, first.path, first.query) == ("POST", "/hook", "x=1")
    assert first.headers["x-telegram-bot-api-secret-token"] == "a-b_9"
    assert first.headers["content-type"] == "application/json"
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()

    await server.settle()
    assert (await bot.get_webhook_info()).pending_update_count == 0
    await bot.delete_webhook()
    await alice.send("丙")
    assert [one.message and one.message.text for one in await bot.get_updates()] == ["丙"]


async def test_failed_deliveries_are_repeated_with_pauses(
    server: TelegramServer, bot: Bot, alice: User, receiver: Receiver
) -> None:
    """A failure is repeated at once, then after two seconds and so on; the order stays; Retry-After is obeyed."""
    receiver.answers = [Response(500, b""), Response(503, b""), Response(200, b"")]
    await alice.send("甲")
    await bot.set_webhook(receiver.url)
    info = await info_when(bot, lambda info: "Wrong response from the webhook: 503" in str(info.last_error_message))

    assert info.pending_update_count == 2
    assert len(receiver.requests) == 2
    server.clock.advance(2)
    texts = [one["message"]["text"] for one in await receiver.wait(4)]
    assert texts == ["/start", "/start", "/start", "甲"]


async def test_a_method_in_the_answer_is_carried_out(
    server: TelegramServer, bot: Bot, alice: User, receiver: Receiver
) -> None:
    """A bot may call one method by its answer; a bad one is a violation like any other."""
    good = {"method": "sendMessage", "chat_id": alice.id, "text": "收到"}
    bad = {"method": "sendMessage", "chat_id": alice.id, "text": ""}
    receiver.answers = [Response(200, json.dumps(one).encode()) for one in (good, bad)]
    await alice.send("甲")
    await bot.set_webhook(receiver.url)

    await alice.expect("收到")
    await receiver.wait(2)
    await server.settle()
    assert [one.text for one in server.violations] == ["Bad Request: message text is empty"]


async def test_a_public_address_can_be_led_here(
    server: TelegramServer, bot: Bot, alice: User, receiver: Receiver
) -> None:
    """A bot that insists on its https address is still reached."""
    server.route_webhook("https://bot.example.org", receiver.url.rsplit("/", 1)[0])
    await bot.set_webhook("https://bot.example.org/hook", drop_pending_updates=True)
    await alice.send("甲")

    assert [one["message"]["text"] for one in await receiver.wait(1)] == ["甲"]


async def test_a_webhook_gone_for_a_day_is_removed(
    server: TelegramServer, bot: Bot, alice: User, receiver: Receiver
) -> None:
    """410 for 23 hours ends it."""
    receiver.answers = [Response(410, b"")] * 3
    await bot.set_webhook(receiver.url)
    await receiver.wait(2)
    server.clock.advance(23 * 3600)

    assert (await info_when(bot, lambda info: not info.url)).pending_update_count == 1


async def test_nobody_listens(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A webhook that can't be reached says so; setting it twice a second is too often."""
    await bot.set_webhook("http://127.0.0.1:1/")
    with pytest.raises(RetryAfter):
        await bot.set_webhook("http://127.0.0.1:1/")
    await info_when(bot, lambda info: "ConnectionRefusedError" in str(info.last_error_message))
    server.clock.advance(1)
    with pytest.raises(BadRequest, match=r"(?i)https url must be provided"):
        await bot.set_webhook("ftp://example.org/")
