"""Killed while citizen and window talk, the bot loses no word of either."""

import asyncio

from tests.stories.harness import Bot
from tests.telegram_server import TelegramServer

FEE, HALL = "社保卡丢了怎么补办", "区人社局"
POINTS = ("after_fetch", "in_inbox", "after_inbox", "in_case", "before_send", "after_send")


async def test_killed_at_every_point_of_the_relay(bot: Bot, server: TelegramServer) -> None:
    """SIGKILL at each step while both sides talk: every word arrives, in order, none more than once for each kill."""
    boss, clerk, citizen = (server.user(name) for name in ("局长", "李科", "张三"))
    group = server.group(HALL, forum=True)
    group.add_bot()
    group.add(boss, clerk)
    await bot.start(admins=str(boss.id))
    await boss.send(f"/bind {HALL}", to=group)
    await group.expect("已绑定")
    await citizen.start()
    await citizen.send(FEE)
    await citizen.expect(HALL)
    await citizen.tap("留言")
    await group.expect(FEE)
    await clerk.tap("接单", to=group)
    await citizen.expect("已接通")
    await server.settle()
    await bot.stop()

    (thread,) = group.topics
    for number, point in enumerate(POINTS):
        await citizen.send(f"市民{number}")
        await clerk.send(f"窗口{number}", to=group, thread=thread)
        await bot.start(fault=f"{point}:1", admins=str(boss.id))
        assert await bot.ended() == -9
    await bot.start(admins=str(boss.id))
    await group.expect(lambda one: one.text == "市民5")
    await citizen.expect("窗口5")
    await asyncio.sleep(0.5)
    await bot.stop()

    there = [one.text for one in group.chat.messages.values() if one.by_bot and one.text.startswith("市民")]
    here = [one.text.splitlines()[-1] for one in citizen.messages if one.text.splitlines()[-1].startswith("窗口")]
    assert list(dict.fromkeys(there)) == [f"市民{number}" for number in range(6)]
    assert list(dict.fromkeys(here)) == [f"窗口{number}" for number in range(6)]
    assert len(there) + len(here) <= 12 + len(POINTS)
    assert bot.rows("SELECT count(*), count(DISTINCT id) FROM consultation_message") == [(13, 13)]
    assert len(group.topics) == 1
