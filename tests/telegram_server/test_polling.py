import asyncio
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from tests.telegram_server import TelegramServer, User
from tests.telegram_server.conftest import Ask, speaker


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    """The messages' texts."""
    return [one.effective_message.text if one.effective_message else None for one in updates]


async def say(alice: User, *words: str) -> None:
    """Several messages in a row."""
    for word in words:
        await alice.send(word)


async def test_unconfirmed_updates_come_again(server: TelegramServer, bot: Bot, alice: User) -> None:
    """An update comes until an offset beyond it has been asked for."""
    first = await bot.get_updates()
    server.clock.advance(5)
    again = await bot.get_updates()

    assert texts(first) == texts(again) == ["/start"]

    await say(alice, "甲", "乙")
    rest = await bot.get_updates(offset=first[0].update_id + 1)

    assert texts(rest) == ["甲", "乙"]
    assert [one.update_id for one in rest] == [first[0].update_id + 1, first[0].update_id + 2]
    assert not await bot.get_updates(offset=rest[-1].update_id + 1)
    assert server.idle


async def test_negative_offset_forgets_what_is_before(server: TelegramServer, bot: Bot, alice: User) -> None:
    """Offset -2 means: the last two, all before them gone."""
    await say(alice, "甲", "乙", "丙")

    assert texts(await bot.get_updates(offset=-2)) == ["乙", "丙"]
    server.clock.advance(5)
    assert texts(await bot.get_updates()) == ["乙", "丙"]


async def test_limit(server: TelegramServer, bot: Bot, alice: User) -> None:
    """No more than `limit` come at once."""
    await say(alice, "甲", "乙")

    assert texts(await bot.get_updates(limit=2)) == ["/start", "甲"]


async def test_long_poll_returns_when_something_comes(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A poll that waits is answered by the next message, not by its timeout."""
    (start,) = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await server.called("getUpdates", 2)
    await alice.send("在吗")

    assert texts(await poll) == ["在吗"]


async def test_second_poller_ends_the_first(server: TelegramServer, bot: Bot, alice: User) -> None:
    """Two pollers share nothing: the later one gets the updates, the earlier one a 409."""
    (start,) = await bot.get_updates()
    first = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await server.called("getUpdates", 2)
    async with speaker(server) as other:
        second = asyncio.create_task(other.get_updates(offset=start.update_id + 1, timeout=30))

        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        await alice.send("在吗")
        assert texts(await second) == ["在吗"]


async def test_a_poller_that_hung_up_disturbs_nobody(server: TelegramServer, bot: Bot, alice: User) -> None:
    """After the death of a poller, the next one polls without 409 and gets everything."""
    (start,) = await bot.get_updates()
    dying = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=30))
    await server.called("getUpdates", 2)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await alice.send("在吗")
    server.clock.advance(5)

    assert texts(await bot.get_updates(offset=start.update_id + 1)) == ["在吗"]


async def test_allowed_updates_are_remembered(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A list once given holds for later polls that give none; reactions come only when asked for."""
    await bot.get_updates(allowed_updates=["callback_query", "message_reaction"])
    await alice.send("甲")
    await alice.react(1, "👍")
    server.clock.advance(5)

    updates = await bot.get_updates()
    assert [one.to_dict().keys() - {"update_id"} for one in updates[1:]] == [{"message_reaction"}]


async def test_hasty_repetition_gets_one_update() -> None:
    """The same offset again within half a second yields a single update."""
    async with TelegramServer(speed=0) as server, speaker(server) as bot:
        await say(server.user("张三"), "甲", "乙")

        assert len(await bot.get_updates()) == 2
        assert len(await bot.get_updates()) == 1
        server.clock.advance(1)
        assert len(await bot.get_updates()) == 2


async def test_updates_expire(server: TelegramServer, bot: Bot, alice: User) -> None:
    """Messages wait for a day, taps for 150 seconds."""
    message = await bot.send_message(alice.id, "请选择")
    alice.tap_data("x", await alice.expect("请选择"))
    server.clock.advance(151)

    assert [bool(one.callback_query) for one in await bot.get_updates()] == [False]
    server.clock.advance(86_400)
    assert not await bot.get_updates()
    assert message.message_id == 2


@pytest.mark.parametrize("odd", [{"message": {"message_id": "x"}}, {"update_id": 5, "message": 7}, {"surprise": {}}])
async def test_injected_updates_come_as_they_are(server: TelegramServer, ask: Ask, odd: dict[str, Any]) -> None:
    """Malformed updates are delivered unchanged, with an id when they had none."""
    server.inject(odd)
    (update,) = (await ask("getUpdates"))["result"]

    assert update == {"update_id": update["update_id"]} | odd
