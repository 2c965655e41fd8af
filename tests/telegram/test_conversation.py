"""The whole bot on one event loop, with a use case that says what the test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from bot.channels.telegram.runner import TelegramBot
from bot.core.hours import bundled_schedule
from bot.core.model import Citation, Decision, LogRecord, Outcome, Question, Rating, Span, Style
from bot.service.consult import ConsultService
from bot.service.forgetting import Retention
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.store.database import SqlDatabase
from tests.store.samples import CORPUS, RECORD
from tests.telegram.conftest import WallClock
from tests.telegram_server import TelegramServer, User

KEY = b"k" * 32
CITATION = Citation("a1", "狗证怎么办", "《简报》第3期", None, "a1#x", "周三办理，免费。", "周三办理")
ANSWER = Decision(Outcome.ANSWER, "fact", (Span("周三。", Style.BOLD),), 0.9, (CITATION,))
CLARIFY = Decision(
    Outcome.CLARIFY, "two", (Span("哪一个？"),), 0.5, options=("狗证去哪办", "外地来杭投资企业落户认证" * 6)
)
LONG = replace(ANSWER, reply=(Span("开头", Style.BOLD), Span("。一二三四五六七八九" * 1000)))


Log = Callable[[], Awaitable[list[LogRecord]]]


@dataclass(frozen=True)
class Decided:
    """A decision and its record."""

    decision: Decision
    record: LogRecord


class Script:
    """Decides as told: by the words of the question, else ANSWER; a decision of None is a bug in the bot."""

    def __init__(self, **decisions: Decision | None) -> None:
        self.decisions = decisions

    async def decide(self, question: Question) -> Decided:
        """The decision, with a record of the question."""
        decision = self.decisions.get(question.text, ANSWER)
        if decision is None:
            raise RuntimeError(f"bug while answering {question.text}")
        record = replace(
            RECORD,
            id=question.id,
            citizen=question.citizen,
            masked_text=question.text,
            outcome=decision.outcome,
            reply=decision.text,
            citations=decision.citations,
            revises=question.revises,
        )
        return Decided(decision, record)


@asynccontextmanager
async def serving(server: TelegramServer, database: SqlDatabase, script: Script) -> AsyncIterator[None]:
    """The bot at work; afterwards everything is in order."""
    root = server.base_url.removesuffix("/bot")
    snapshot = SnapshotHolder(Snapshot.build(1, CORPUS))
    consult = ConsultService(snapshot, bundled_schedule())
    async with TelegramBot(
        server.token, root, database, script, WallClock(), KEY, consult, snapshot, Retention()
    ) as bot:
        task = asyncio.create_task(bot.run())
        yield
        await server.settle()
        bot.stop()
        async with asyncio.timeout(60):
            await task
    server.assert_clean()


@pytest.fixture
async def log(database: SqlDatabase) -> Log:
    """The log of a database with a corpus, oldest first."""
    async with database.write() as unit:
        await unit.corpus.publish(CORPUS, "编辑", "首发", WallClock().now())

    async def records() -> list[LogRecord]:
        async with database.read() as unit:
            return list(await unit.questions.latest(99))[::-1]

    return records


async def newcomer(server: TelegramServer) -> User:
    """Somebody who has read the welcome."""
    citizen = server.user("张三")
    await citizen.start()
    await citizen.expect("您好")
    return citizen


async def test_a_long_answer_is_split(server: TelegramServer, database: SqlDatabase, log: Log) -> None:
    """The parts come in order, make up the whole text with its source, and only the last has buttons."""
    async with serving(server, database, Script(长=LONG)):
        citizen = await newcomer(server)
        await citizen.send("长")
        parts = [await citizen.expect() for _ in range(3)]

    assert "".join(part.text for part in parts).startswith(LONG.text)
    assert [len(part.text) <= 4096 for part in parts] == [True] * 3
    assert "《狗证怎么办》" in parts[-1].text
    assert [bool(part.labels) for part in parts] == [False, False, True]
    assert parts[0].bold == ["开头"]


async def test_options_are_tapped(server: TelegramServer, database: SqlDatabase, log: Log) -> None:
    """A tapped option is asked in full as a question of its own, and a second tap asks nothing."""
    async with serving(server, database, Script(狗=CLARIFY)):
        citizen = await newcomer(server)
        await citizen.send("狗")
        choice = await citizen.expect("哪一个")
        for option in CLARIFY.options:
            await citizen.tap(option, message=choice)
            await citizen.expect("周三")
        await citizen.tap(CLARIFY.options[1], message=choice)
        await citizen.expect_silence()

    assert [record.masked_text for record in await log()] == ["狗", *CLARIFY.options]


async def test_ratings(server: TelegramServer, database: SqlDatabase, log: Log) -> None:
    """The last of several ratings counts, another citizen's and a made-up one do not."""
    async with serving(server, database, Script()):
        citizen, other = await newcomer(server), server.user("李四")
        await citizen.send("狗证")
        answer = await citizen.expect("周三")
        for button in ("已解决", "没答到", "没答到"):
            assert "已记下" in (await (await citizen.tap(button)).answered())["text"]
        await other.send("狗证")
        await other.expect("周三")
        solved = answer.buttons[0][0].data
        assert solved is not None
        await other.tap_data(solved, other.last).answered()
        old = await citizen.tap_data("v0|old", answer).answered()
        assert "过期" in old["text"]

    assert [record.rating for record in await log()] == [Rating.UNSOLVED, None]


async def test_edits(server: TelegramServer, database: SqlDatabase, log: Log) -> None:
    """A corrected question is answered anew below the message and linked to the first; the same words again are not."""
    async with serving(server, database, Script()):
        citizen = await newcomer(server)
        asked = await citizen.send("狗证在哪")
        await citizen.expect("周三")
        for text in ("狗证去哪办", "狗证去哪办", "狗证在哪"):
            await citizen.edit(asked, text)
        for _ in range(2):
            assert (await citizen.expect("周三")).raw["reply_to_message"]["message_id"] == asked.id
        await citizen.expect_silence()

    first, second, third = await log()
    assert [first.masked_text, second.masked_text, third.masked_text] == ["狗证在哪", "狗证去哪办", "狗证在哪"]
    assert [first.revises, second.revises, third.revises] == [None, first.id, first.id]


async def test_commands_and_wordless_messages(server: TelegramServer, database: SqlDatabase, log: Log) -> None:
    """Commands explain the bot, what has no words is answered kindly once, and none of it is a question."""
    async with serving(server, database, Script()):
        citizen = await newcomer(server)
        for command in ("/help", "/HELP@sanfang_bot", "/unknown 1"):
            await citizen.send(command)
            await citizen.expect("提问")
        await citizen.send_voice()
        await citizen.expect("语音")
        await citizen.send_sticker()
        await citizen.expect("表情")
        await citizen.send_album(3)
        await citizen.expect("图片")
        await citizen.expect_silence()

    assert await log() == []


async def test_a_bug_costs_no_question(
    server: TelegramServer, database: SqlDatabase, log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    """A question that breaks the bot is set aside after three tries and the citizen told; mended, it is answered."""
    async with serving(server, database, Script(坏=None)):
        citizen, other = await newcomer(server), server.user("李四")
        await citizen.send("坏")
        await other.send("好")
        await other.expect("周三")
        apology = await citizen.expect("没有处理成功")
        await citizen.send("好")
        await citizen.expect("周三")
    assert "坏" not in caplog.text

    async with serving(server, database, Script()):
        await citizen.expect("周三")
    mended = (await log())[-1]
    assert mended.masked_text == "坏"
    assert mended.id in apology.text
