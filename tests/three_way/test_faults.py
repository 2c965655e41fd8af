"""Floods, breaks and restarts."""

import asyncio

import pytest

from tests.telegram_server import Kind
from tests.three_way.conftest import Office

DEFINITION = "什么是三方通话？"


async def test_a_flooded_group_does_not_hold_up_citizens(office: Office) -> None:
    """While Telegram lets nothing into the group, ten citizens get their answers; then the group gets what it missed."""
    asker = await office.asking()
    await office.claimed(asker)
    await office.quiet()
    citizens = [await office.citizen(f"市民{number}") for number in range(10)]
    flood = office.server.fault("*", Kind.FLOOD, None, chat=office.group.id, retry_after=1)
    await asker.send("等一等我")
    for citizen in citizens:
        await citizen.send(DEFINITION)
    for citizen in citizens:
        await citizen.expect("第23期")
    assert not any(one.text == "等一等我" for one in office.group.chat.messages.values())

    office.server.telegram.script.faults.remove(flood)
    await office.group.expect(lambda one: one.text == "等一等我")


async def test_the_window_keeps_within_the_groups_limit(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people say takes the last places of a group's minute; titles and the queue wait for the next."""
    monkeypatch.setattr("bot.channels.telegram.group_pace.MOST", 19)
    monkeypatch.setattr("bot.channels.telegram.group_pace.MOST_LOW", 3)
    monkeypatch.setattr("bot.channels.telegram.group_pace.WINDOW", 1.0)
    citizen = await office.asking()
    await office.claimed(citizen)
    for number in range(6):
        await citizen.send(f"第{number}句")
    await office.group.expect(lambda one: one.text == "第5句", timeout=3)


@pytest.mark.parametrize("kind", [Kind.RESET_BEFORE, Kind.RESET_AFTER, Kind.SERVER_ERROR])
async def test_a_broken_line_loses_nothing_of_a_talk(office: Office, kind: Kind) -> None:
    """Every relayed message arrives in order, at most one of them twice."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.quiet()
    office.server.fault("copyMessage", kind)
    office.server.fault("sendMessage", kind, chat=citizen.id)
    for number in range(3):
        await citizen.send(f"市民{number}")
        await office.li.send(f"窗口{number}", to=office.group, thread=thread)
    await office.quiet()

    there = [one.text for one in office.group.chat.messages.values() if one.by_bot and one.text.startswith("市民")]
    here = [one.text.splitlines()[-1] for one in citizen.messages if "窗口" in one.text.splitlines()[-1]][-4:]
    assert list(dict.fromkeys(there)) == ["市民0", "市民1", "市民2"]
    assert [text for text in dict.fromkeys(here) if text.startswith("窗口")] == ["窗口0", "窗口1", "窗口2"]
    assert len(there) <= 4


async def test_a_restart_with_twenty_open_cases(office: Office) -> None:
    """Deadlines that passed while the bot was down are acted on at once: every citizen is asked whether to wait."""
    citizens = await asyncio.gather(*(office.asking(f"市民{number}") for number in range(20)))
    await office.quiet()
    await office.close()
    office.clock.turn(minutes=16)
    await office.open()
    for citizen in citizens:
        await citizen.expect("继续等")

    await office.group.expect("值班长")
    async with office.database.read() as unit:
        cases = await unit.cases.queue(None, "telegram")
    assert len({case.consultation.receipt for case in cases}) == 20
    assert all(case.consultation.deadline for case in cases)
