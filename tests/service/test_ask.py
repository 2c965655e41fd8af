"""A citizen asks, the bot decides, the log remembers: once, masked, and from one version of the corpus."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.core.model import Outcome
from bot.service.ask import CONVERSATION, LONGEST_KEPT, REMEMBERED
from tests.service.conftest import NOW, Desk, corpus_of

HOW_LONG = "租车卡要几天"
ELLIPTIC = "那要几天呢"


async def test_a_question_is_one_row_that_says_all(desk: Desk) -> None:
    """What was asked, understood, found, decided and shown, from which version, and how long it took."""
    decision = await desk.service.ask(desk.question(f"　{HOW_LONG}？"))
    [row] = await desk.log()

    assert (row.id, row.channel, row.citizen, row.masked_text) == ("q1", "terminal", "c1", f"　{HOW_LONG}？")
    assert (row.clean_text, row.asked_at, row.latency_ms) == (f"{HOW_LONG}?", NOW, 12.0)
    assert (row.outcome, row.rule, row.confidence) == (decision.outcome, decision.rule, decision.confidence)
    assert (row.reply, row.citations, row.department) == (decision.text, decision.citations, "transport")
    assert (row.corpus_version, row.revises, row.rating) == (1, None, None)
    assert row.understanding["parts"][0]["wanted"] == ["duration"]
    assert row.understanding["trace"][-1][0] == decision.rule
    assert {hit.passage_id for hit in row.hits} >= {citation.passage_id for citation in row.citations}


@pytest.mark.parametrize("text", ["", "\x00", "\ud83d", "谢谢", "着火了", "红烧肉怎么烧", "转人工", "字" * 50_000])
async def test_whatever_is_sent_is_one_row(desk: Desk, text: str) -> None:
    """Small talk, nothing at all, and more than can be kept."""
    decision = await desk.service.ask(desk.question(text))
    [row] = await desk.log()

    assert row.outcome is decision.outcome
    assert len(row.masked_text) <= LONGEST_KEPT


async def test_deciding_writes_nothing(desk: Desk) -> None:
    """The caller adds the record in a transaction of its own."""
    asked = await desk.service.decide(desk.question(HOW_LONG))

    assert await desk.log() == []
    assert asked.record.reply == asked.decision.text


async def test_the_same_question_is_not_logged_twice(desk: Desk) -> None:
    """An id that is taken is refused, and the first row stays."""
    question = desk.question(HOW_LONG)
    await desk.service.ask(question)

    with pytest.raises(StoreError):
        await desk.service.ask(question)
    assert len(await desk.log()) == 1


def files_with(home: Path, text: str) -> list[str]:
    """The files of a directory that hold a text."""
    return [file.name for file in home.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("text", "canary"),
    [
        ("我手机13812345678，租车卡要几天", "13812345678"),
        ("身份证11010519491231002X，租车卡要几天", "11010519491231002"),
        ("发到test.canary@example.com，租车卡要几天", "test.canary"),
    ],
)
async def test_personal_data_is_in_no_file(desk: Desk, home: Path, text: str, canary: str) -> None:
    """Not in the database, nor in what lies beside it; the citizen is answered all the same."""
    asked = await desk.service.decide(desk.question(text))
    await desk.service.ask(desk.question(text))
    await desk.database.close()

    assert "3个工作日" in asked.decision.text
    assert len(asked.personal_data) == 1
    assert files_with(home, canary) == []


async def test_personal_data_in_a_given_history_is_in_no_file_either(desk: Desk, home: Path) -> None:
    """What was asked before lends its topic, not its secrets."""
    await desk.service.ask(desk.question(ELLIPTIC, history=("租车卡，我身份证11010519491231002X",)))
    [row] = await desk.log()
    await desk.database.close()

    assert "3个工作日" in row.reply
    assert files_with(home, "11010519491231002") == []


async def test_a_follow_up_leans_on_the_log(desk: Desk) -> None:
    """What the citizen asked a moment ago is the topic."""
    await desk.service.ask(desk.question("租车卡怎么办", at=NOW - timedelta(minutes=5)))

    assert "3个工作日" in (await desk.service.ask(desk.question(ELLIPTIC))).text


async def test_a_conversation_ends_after_a_while(desk: Desk) -> None:
    """Up to the limit it goes on, beyond it begins anew."""
    await desk.service.ask(desk.question("租车卡怎么办", at=NOW - CONVERSATION))

    assert "3个工作日" in (await desk.service.decide(desk.question(ELLIPTIC))).decision.text
    later = desk.question(ELLIPTIC, at=NOW + timedelta(seconds=1))
    assert (await desk.service.decide(later)).decision.outcome is not Outcome.ANSWER


async def test_nobody_leans_on_what_another_citizen_asked(desk: Desk) -> None:
    """Each has a conversation of their own."""
    await desk.service.ask(desk.question("租车卡怎么办", citizen="c2", at=NOW - timedelta(minutes=5)))

    assert (await desk.service.ask(desk.question(ELLIPTIC))).outcome is not Outcome.ANSWER


async def test_only_the_latest_questions_are_remembered(desk: Desk) -> None:
    """What lies further back than that is no context any more."""
    await desk.service.ask(desk.question("租车卡怎么办", at=NOW - timedelta(minutes=20)))
    for minute in range(REMEMBERED):
        await desk.service.ask(desk.question("红烧肉好吃", at=NOW - timedelta(minutes=10 - minute)))

    assert (await desk.service.ask(desk.question(ELLIPTIC))).outcome is not Outcome.ANSWER


async def test_a_given_history_is_used_instead_of_the_log(desk: Desk) -> None:
    """A batch brings its own conversations."""
    await desk.service.ask(desk.question("东江镇调解员有几名", at=NOW - timedelta(minutes=5)))

    assert "3个工作日" in (await desk.service.ask(desk.question(ELLIPTIC, history=("租车卡怎么办",)))).text


async def test_a_corrected_question_does_not_lean_on_itself(desk: Desk) -> None:
    """Edited, it is a question anew, and the row says which one it corrects."""
    await desk.service.ask(desk.question("租车卡怎么办", at=NOW - timedelta(minutes=1)))
    decision = await desk.service.ask(desk.question(ELLIPTIC, revises="q1"))

    assert decision.outcome is not Outcome.ANSWER
    assert [row.revises for row in await desk.log()] == [None, "q1"]


@pytest.mark.parametrize(
    ("at", "quoted"),
    [
        (datetime(2016, 12, 31, 15, 59, tzinfo=UTC), True),
        (datetime(2016, 12, 31, 16, 0, tzinfo=UTC), False),
        (datetime(2016, 12, 31, 23, 59, tzinfo=UTC), False),
    ],
)
async def test_today_is_the_day_in_china(desk: Desk, at: datetime, quoted: bool) -> None:
    """An article that is valid to 31 December is quoted until midnight there."""
    decision = await desk.service.ask(desk.question("轮渡月票每张多少钱", at=at))

    assert ("30元" in decision.text) is quoted


async def test_each_answer_comes_from_one_version(desk: Desk) -> None:
    """While versions are exchanged, every row names the version whose words it shows, and none is lost."""
    asking = [asyncio.create_task(desk.service.ask(desk.question(HOW_LONG))) for _ in range(6)]
    await asyncio.sleep(0)
    await desk.publish(corpus_of(5))
    asking += [asyncio.create_task(desk.service.ask(desk.question(HOW_LONG))) for _ in range(6)]
    await asyncio.gather(*asking)

    rows = await desk.log()
    shown = {
        row.id: next(days for days in (3, 5) if f"「租车卡的批量办理时限是{days}个工作日" in row.reply) for row in rows
    }
    assert len(rows) == 12
    assert {row.id: {1: 3, 2: 5}[row.corpus_version] for row in rows} == shown
    assert {shown[f"q{number}"] for number in range(7, 13)} == {5}


async def test_an_older_version_never_replaces_a_newer_one(desk: Desk) -> None:
    """A reader that comes late with what it read puts nothing back."""
    older = desk.holder.current
    await desk.publish(corpus_of(5))
    desk.holder.replace(older)

    assert desk.holder.current.version == 2
    assert desk.holder.current.corpus == corpus_of(5)
