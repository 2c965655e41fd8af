"""Sending: in order within a chat, again when surely not delivered, never blindly twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram.calls import NOTICES
from bot.channels.telegram.sender import Sender
from bot.core.ports import OutboxItem
from bot.store.database import SqlDatabase
from bot.store.schema import outbox
from tests.telegram.conftest import WallClock, api_of, at_work
from tests.telegram_server import Kind, TelegramServer, User


def say(citizen: User, text: str, **payload: Any) -> OutboxItem:
    """A message to a citizen; its text is its key."""
    return OutboxItem(text, str(citizen.id), "sendMessage", {"chat_id": citizen.id, "text": text, **payload})


async def queue(database: SqlDatabase, *items: OutboxItem) -> None:
    """Put into the outbox."""
    async with database.write() as unit:
        await unit.outbox.put(items, WallClock().now())


async def states(database: SqlDatabase) -> list[str]:
    """What became of the messages, in order."""
    async with database._reader.connect() as connection:
        return [state for (state,) in await connection.execute(select(outbox.c.state).order_by(outbox.c.id))]


async def deliver(server: TelegramServer, database: SqlDatabase, **options: Any) -> None:
    """Work off the outbox until nothing is left to send."""
    async with api_of(server, **options) as api:
        sender = Sender(api, database, WallClock())
        sender.lanes.wake()
        async with at_work(sender.lanes.run()):
            while set(await states(database)) & {"pending", "sending"}:  # noqa: ASYNC110 (a table has no event)
                await asyncio.sleep(0.01)


async def citizen(server: TelegramServer, name: str) -> User:
    """Somebody who has written to the bot."""
    user = server.user(name)
    await user.start()
    return user


def texts(user: User) -> Sequence[str]:
    """What the citizen reads."""
    return [message.text for message in user.messages]


async def test_a_notice_waits_while_somebody_is_answered(server: TelegramServer, database: SqlDatabase) -> None:
    """As long as a citizen is being answered no notice goes out, whatever else does; then it has its turn."""
    asking, watching = await citizen(server, "张三"), await citizen(server, "李四")
    notice = replace(say(watching, "有更新"), chat=NOTICES)
    await queue(database, notice, say(asking, "一"), say(asking, "二"))
    async with api_of(server) as api:
        sender = Sender(api, database, WallClock())
        answering = asyncio.Event()
        answering.set()
        sender.answering = answering.is_set
        sender.lanes.wake()
        async with at_work(sender.lanes.run()):
            await asking.expect("二")
            assert texts(watching) == []
            answering.clear()
            await watching.expect("有更新")


async def test_a_flooded_chat_waits_alone(server: TelegramServer, database: SqlDatabase) -> None:
    """After a 429 that chat pauses and keeps its order, while another chat is served at once."""
    one, other = await citizen(server, "张三"), await citizen(server, "李四")
    server.fault("sendMessage", Kind.FLOOD, chat=one.id, retry_after=1)
    await queue(database, say(one, "一"), say(one, "二"), say(one, "三"), say(other, "甲"), say(other, "乙"))
    await deliver(server, database)

    assert texts(one) == ["一", "二", "三"]
    assert texts(other) == ["甲", "乙"]
    accepted = [call.params["text"] for call in server.calls_of("sendMessage") if call.accepted]
    assert accepted[:2] == ["甲", "乙"]
    server.assert_clean()


@pytest.mark.parametrize(
    "kind", [Kind.SERVER_ERROR, Kind.BAD_GATEWAY, Kind.UNAUTHORIZED, Kind.NOT_FOUND, Kind.RESET_BEFORE]
)
async def test_what_was_not_delivered_is_sent_again(server: TelegramServer, database: SqlDatabase, kind: Kind) -> None:
    """An error page, a proxy's 401 or 404 and a broken connection lead to a second try, in order."""
    user = await citizen(server, "张三")
    server.fault("sendMessage", kind)
    await queue(database, say(user, "一"), say(user, "二"))
    await deliver(server, database)

    assert texts(user) == ["一", "二"]
    assert await states(database) == ["sent", "sent"]


async def test_a_connection_that_breaks_for_ever_is_tried_twice(server: TelegramServer, database: SqlDatabase) -> None:
    """Accepted and cut off, a message comes twice at most; what follows is sent."""
    user = await citizen(server, "张三")
    server.fault("sendMessage", Kind.RESET_AFTER, times=None, when=lambda params: params["text"] == "一")
    await queue(database, say(user, "一"), say(user, "二"))
    await deliver(server, database)

    assert texts(user) == ["一", "一", "二"]
    assert await states(database) == ["ambiguous", "sent"]


@pytest.mark.parametrize("kind", [Kind.TIMEOUT_AFTER, Kind.HALF_JSON])
async def test_what_may_be_delivered_is_not_sent_again(
    server: TelegramServer, database: SqlDatabase, kind: Kind
) -> None:
    """An accepted message whose answer is late or cut off stays one message, marked as ambiguous."""
    user = await citizen(server, "张三")
    server.fault("sendMessage", kind)
    await queue(database, say(user, "一"), say(user, "二"))
    await deliver(server, database, read_timeout=0.3)

    assert texts(user) == ["一", "二"]
    assert await states(database) == ["ambiguous", "sent"]


async def test_a_citizen_who_blocked_the_bot(server: TelegramServer, database: SqlDatabase) -> None:
    """A blocked chat is remembered as unreachable, its messages are given up, and others are served."""
    gone, here = await citizen(server, "张三"), await citizen(server, "李四")
    await gone.block()
    await queue(database, say(gone, "一"), say(here, "甲"))
    await deliver(server, database)

    assert texts(here) == ["甲"]
    assert await states(database) == ["dead", "sent"]
    async with database.read() as unit:
        assert await unit.unreachable.since(str(gone.id)) is not None
        assert await unit.unreachable.since(str(here.id)) is None


async def test_refused_styling_goes_out_plain(server: TelegramServer, database: SqlDatabase) -> None:
    """When Telegram refuses the entities the citizen still reads the words."""
    user = await citizen(server, "张三")
    await queue(database, say(user, "七天", entities=[{"type": "bold", "offset": 0, "length": 99}]))
    await deliver(server, database)

    assert texts(user) == ["七天"]
    assert await states(database) == ["sent"]


async def test_what_is_refused_for_good_holds_up_nothing(server: TelegramServer, database: SqlDatabase) -> None:
    """A message Telegram will never take is given up, and the next one is sent."""
    user = await citizen(server, "张三")
    await queue(database, say(user, "字" * 5000), say(user, "二"))
    await deliver(server, database)

    assert texts(user) == ["二"]
    assert await states(database) == ["dead", "sent"]


async def test_many_citizens_at_once(server: TelegramServer, database: SqlDatabase) -> None:
    """A burst to many chats keeps Telegram's limits and each chat's order."""
    server.flood.enabled = True
    users = [await citizen(server, f"市民{number}") for number in range(12)]
    await queue(database, *(say(user, f"{user.name}第{number}") for number in range(3) for user in users))
    await deliver(server, database)

    assert all(texts(user) == [f"{user.name}第{number}" for number in range(3)] for user in users)
    assert not [call for call in server.calls_of("sendMessage") if call.refusal]
