from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import RetryAfter

from tests.telegram_server import Group, TelegramServer, User
from tests.telegram_server.conftest import speaker
from tests.telegram_server.files import PICTURE


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """A server with flood windows, whose time does not pass by itself."""
    async with TelegramServer(flood=True, speed=0) as running:
        yield running


def seconds(refused: RetryAfter) -> float:
    """How long the bot has to wait."""
    assert isinstance(refused.retry_after, timedelta)
    return refused.retry_after.total_seconds()


async def fill(bot: Bot, chat: int, count: int) -> None:
    """Send `count` messages."""
    for number in range(count):
        await bot.send_message(chat, str(number))


async def test_a_chat_takes_a_burst_then_one_a_second(server: TelegramServer, bot: Bot, alice: User) -> None:
    """Five at once, the sixth has to wait a second."""
    await fill(bot, alice.id, 5)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(alice.id, "太快")
    assert seconds(caught.value) == 1

    server.clock.advance(1)
    await bot.send_message(alice.id, "正好")
    assert len(alice.messages) == 6
    server.assert_clean()


async def test_a_group_takes_twenty_a_minute(server: TelegramServer, bot: Bot, desk: Group, alice: User) -> None:
    """Messages, edits, albums and topics all count; other chats are not held up."""
    topic = await bot.create_forum_topic(desk.id, "甲")
    sent = await bot.send_message(desk.id, "乙", message_thread_id=topic.message_thread_id)
    await sent.edit_text("丙")
    await bot.send_media_group(desk.id, [InputMediaPhoto(PICTURE)] * 2)
    await fill(bot, desk.id, 15)

    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(desk.id, "太多")
    assert seconds(caught.value) == 60
    await bot.send_message(alice.id, "你好")
    server.clock.advance(60)
    await bot.send_message(desk.id, "又行")


async def test_thirty_a_second_over_all(server: TelegramServer, bot: Bot) -> None:
    """Many chats at once meet the overall limit."""
    people = [server.user(f"市民{number}") for number in range(31)]
    for person in people:
        await person.start()
    for person in people[:30]:
        await bot.send_message(person.id, "通知")

    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "通知")


async def test_a_faster_clock_asks_for_shorter_waits(alice: User) -> None:
    """At ten times the speed a full group has to wait six real seconds at most."""
    async with TelegramServer(flood=True, speed=10) as fast, speaker(fast) as bot:
        group = fast.group("快")
        group.add_bot()
        await fill(bot, group.id, 20)
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(group.id, "太多")

    assert 1 <= seconds(caught.value) <= 6
