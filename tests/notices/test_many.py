"""Many watchers: each is told once, whatever happens, and no citizen waits for an answer behind them.

`python -m tests.benchmarks.notices` does it with ten thousand, and measures.
"""

import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.deep_link import link_to
from bot.core.notice_ports import NoticeRun, Watch, Watcher
from bot.service.snapshot import SnapshotHolder
from bot.store.database import SqlDatabase, open_database
from corpus.folder import bundled
from corpus.model import Corpus, GuideField
from tests.conftest import Sanfang
from tests.notices.conftest import publish, with_guide
from tests.stories.harness import TOKEN, Bot
from tests.telegram_server import TelegramServer, User
from tests.three_way.conftest import Office, fast, opened

NOTICE = "您关注的内容有更新"


def edited(corpus: Corpus) -> Corpus:
    """The first guide says something else."""
    guide = corpus.guides[0]
    return with_guide(corpus, replace(guide, fields={**guide.fields, GuideField.FEE: ("免费",)}))


async def watching(database: SqlDatabase, server: TelegramServer, corpus: Corpus, count: int) -> list[User]:
    """So many people who watch the first guide."""
    guide, users = corpus.guides[0], [server.user(f"关注{number}") for number in range(count)]
    async with database.write() as unit:
        for user in users:
            user.person.started = True
            watcher = Watcher("telegram", f"p{user.id}", str(user.id))
            await unit.watches.add(watcher, Watch(str(link_to(guide)), guide.name), datetime.now(UTC))
    return users


@pytest_asyncio.fixture
async def paced(tmp_path: Path, snapshot: SnapshotHolder, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office that keeps to the pace of real life, and Telegram with its flood windows."""
    fast(monkeypatch)
    monkeypatch.setattr("bot.channels.telegram.pace.CHAT_RATE", 1.0)
    monkeypatch.setattr("bot.channels.telegram.pace.ALL_RATE", 25.0)
    async with opened(tmp_path, snapshot) as office:
        office.server.flood.enabled = True
        yield office


async def test_answers_come_first(paced: Office, snapshot: SnapshotHolder) -> None:
    """With the flood windows on, a question asked amid many notices is answered while most of them still wait."""
    office, corpus = paced, snapshot.current.corpus
    citizen = await office.citizen()
    users = await watching(office.database, office.server, corpus, 15)
    await publish(office, edited(corpus))
    await users[0].expect(NOTICE)
    await citizen.send("什么是三方通话？")
    await citizen.expect("第23期")
    assert not users[-1].messages
    await users[-1].expect(NOTICE)
    await office.quiet()
    assert [len(user.messages) for user in users] == [1] * len(users)
    assert not [call for call in office.server.calls if call.refusal is not None]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """Telegram, with its flood windows."""
    async with TelegramServer(token=TOKEN, flood=True) as running:
        yield running


async def test_a_kill_repeats_at_most_the_one_in_flight(sanfang: Sanfang, server: TelegramServer) -> None:
    """Killed after a notice has gone out and before that is written down, the bot goes on where it was."""
    bot, corpus = Bot(sanfang, server), bundled()
    database = await open_database(f"sqlite+aiosqlite:///{sanfang.home / 'sanfang.db'}")
    try:
        async with database.write() as unit:
            await unit.corpus.publish(corpus, "编辑", "首发", datetime.now(UTC))
            await unit.notices.begin(NoticeRun(0, "telegram", None, 1), datetime.now(UTC), finished=True)
            await unit.corpus.publish(edited(corpus), "编辑", "更新", datetime.now(UTC))
        users = await watching(database, server, corpus, 4)
        await bot.start(fault="after_send:2")
        assert await bot.ended() == -signal.SIGKILL
        await bot.start()
        await users[-1].expect(NOTICE)
        await server.settle()
        assert await bot.stop() == 0
    finally:
        await bot.end()
        await database.close()

    times = Counter(len(user.messages) for user in users)
    assert times == {1: 3, 2: 1}
    bot.check()
