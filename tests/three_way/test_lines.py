"""Questions sent in several short lines, through the whole bot; the clock stands still until it is turned."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service.snapshot import SnapshotHolder
from tests.telegram_server import User
from tests.telegram_server.messages import Message
from tests.three_way.conftest import HALL, Office, fast, opened, until

LINES = ("我想问一下", "社保卡丢了", "怎么补办")


@pytest_asyncio.fixture
async def patient(tmp_path: Path, snapshot: SnapshotHolder, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office whose bot waits two seconds after a short line."""
    fast(monkeypatch)
    monkeypatch.setattr("bot.channels.telegram.gathering.LOOK_SECONDS", 0.02)
    async with opened(tmp_path, snapshot) as office:
        await office.close()
        office.quiet_seconds = 2.0
        await office.open()
        yield office
        office.clock.turn(seconds=3)


async def received(office: Office, number: int) -> None:
    """So many updates wait in the inbox."""

    async def waiting(chat: str) -> int:
        async with office.database.read() as unit:
            return len(await unit.inbox.open_in(chat))

    chat = str(office.citizens[-1].id)
    while await waiting(chat) < number:
        await office.server.settle()


async def three_lines(office: Office, citizen: User) -> list[Message]:
    """All lines, received and not answered."""
    sent = [await citizen.send(line) for line in LINES]
    await received(office, 3)
    return sent


async def test_three_lines_are_one_question(patient: Office) -> None:
    """They are answered once, when two seconds have passed since the last one; each can be corrected."""
    citizen = await patient.citizen()
    sent = await three_lines(patient, citizen)
    patient.clock.turn(seconds=1.9)
    await citizen.expect_silence()
    patient.clock.turn(seconds=0.2)
    await citizen.expect(HALL)

    await citizen.edit(sent[1], "市民卡丢了")
    await citizen.expect()
    async with patient.database.read() as unit:
        logged = [record.masked_text for record in await unit.questions.latest(9)]
    assert sorted(logged) == ["我想问一下\n市民卡丢了\n怎么补办", "我想问一下\n社保卡丢了\n怎么补办"]


async def test_a_question_mark_ends_the_waiting(patient: Office) -> None:
    """Whoever has asked a whole question is answered at once, with the lines before it."""
    citizen = await patient.citizen()
    await citizen.send("我想问一下")
    await citizen.send("社保卡丢了怎么补办？")
    await citizen.expect(HALL)
    await citizen.send("什么是三方通话？")
    await citizen.expect("第23期")

    async with patient.database.read() as unit:
        assert len(await unit.questions.latest(9)) == 2


async def test_lines_outlive_a_restart_and_their_deadline_with_them(patient: Office) -> None:
    """What was received before the bot stopped is answered once after the start, at once when the time is over."""
    citizen = await patient.citizen()
    await three_lines(patient, citizen)
    await patient.close()
    assert not any(HALL in one.text for one in citizen.messages)
    patient.clock.turn(seconds=2.1)
    await patient.open()

    await citizen.expect(HALL)
    async with patient.database.read() as unit:
        assert len(await unit.questions.latest(9)) == 1


async def test_staff_get_every_line_and_words_on_the_line_do_not_wait(patient: Office) -> None:
    """The card has the whole question, corrected line by line; what is said to a clerk goes on at once."""
    citizen = await patient.citizen()
    sent = await three_lines(patient, citizen)
    patient.clock.turn(seconds=2.1)
    await citizen.tap("现在接通", message=await citizen.expect(HALL))
    await citizen.expect("受理号")
    thread = await patient.thread()
    assert "我想问一下\n社保卡丢了\n怎么补办" in patient.said_in(thread)[0]
    await citizen.edit(sent[0], "我想问")
    await patient.group.expect("我想问\n社保卡丢了\n怎么补办")
    await citizen.send("急")
    await patient.group.expect(lambda one: one.text == "急")


async def test_lines_added_to_a_case_arrive_all(patient: Office) -> None:
    """补充 below an answer to several lines hands on each of them."""
    patient.clock.turn(hours=10)
    citizen = await patient.citizen()
    await citizen.send("社保卡丢了怎么补办？")
    await citizen.tap("留言", message=await citizen.expect(HALL))
    await citizen.expect("受理号")
    await patient.thread()
    for line in ("还有", "卡上的钱", "会不会没了"):
        await citizen.send(line)
    await received(patient, 3)
    patient.clock.turn(seconds=2.1)
    await until(lambda: any("补充" in label for label in citizen.messages[-1].labels))
    await citizen.tap("补充", message=citizen.messages[-1])

    for line in ("还有", "卡上的钱", "会不会没了"):
        await patient.group.expect(lambda one, line=line: one.text == line)  # type: ignore[misc]
    assert (await patient.transcript())[-1].text == "还有\n卡上的钱\n会不会没了"
