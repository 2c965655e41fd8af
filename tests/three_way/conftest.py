"""The whole bot on one event loop, the strict server around it, and a clock of Shanghai that tests turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.channels.telegram.runner import TelegramBot
from bot.core.case_ports import Case, CaseMessage
from bot.core.hours import SHANGHAI, bundled_schedule
from bot.service.ask import AskService
from bot.service.consult import ConsultService
from bot.service.forgetting import Retention
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.store import engines
from bot.store.database import SqlDatabase
from corpus.folder import bundled
from tests.store.templates import open_copy
from tests.telegram_server import Group, TelegramServer, User
from tests.telegram_server.queries import Query

KEY = b"k" * 32
ADMIN, HALL = 4242, "区人社局"
FEE = "社保卡丢了怎么补办"
TUESDAY = datetime(2026, 3, 10, 10, 0, tzinfo=SHANGHAI)


class TurnedClock:
    """Stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        """The time."""
        return self.time

    def turn(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)


class Office:
    """A department with its group, a bot that serves it, and the citizens who write to it."""

    def __init__(self, server: TelegramServer, database: SqlDatabase, snapshot: SnapshotHolder) -> None:
        self.server, self.database, self.clock = server, database, TurnedClock(TUESDAY)
        self._snapshot, self.citizens = snapshot, list[User]()
        self.boss, self.li, self.wang = (server.user(name) for name in ("局长", "李科", "王科"))
        self.group = self.new_group(HALL)
        self.quiet_seconds = 0.0
        self._bot: TelegramBot | None = None
        self._running: asyncio.Task[None] | None = None

    def new_group(self, title: str) -> Group:
        """A forum with the bot as administrator, the head of the office and two clerks."""
        group = self.server.group(title, forum=True)
        group.add_bot()
        group.add(self.boss, status="administrator")
        group.add(self.li, self.wang)
        return group

    async def open(self) -> None:
        """Start the bot."""
        ask, consult = (
            AskService(self.database, self._snapshot, self.clock),
            ConsultService(self._snapshot, bundled_schedule()),
        )
        root = self.server.base_url.removesuffix("/bot")
        self._bot = TelegramBot(
            self.server.token, root, self.database, ask, self.clock, KEY, consult, self._snapshot, Retention(),
            [self.boss.id], self.quiet_seconds,
        )  # fmt: skip
        await self._bot.__aenter__()
        self._running = asyncio.create_task(self._bot.run())

    async def close(self) -> None:
        """Stop the bot in good order."""
        if self._bot is not None and self._running is not None:
            self._bot.stop()
            async with asyncio.timeout(CLOSES):
                await self._running
            await self._bot.__aexit__()
            self._bot = self._running = None

    async def bind(self) -> None:
        """The head of the office binds the group."""
        await self.boss.send(f"/bind {HALL}", to=self.group)
        await self.group.expect("已绑定")

    async def citizen(self, name: str = "张三") -> User:
        """Somebody who has pressed START."""
        citizen = self.server.user(name)
        self.citizens.append(citizen)
        await citizen.start()
        await citizen.expect("您好")
        return citizen

    async def asking(self, name: str = "张三", connect: str = "现在接通") -> User:
        """A citizen whose question the bot cannot answer, connected."""
        citizen = await self.citizen(name)
        await citizen.send(FEE)
        await citizen.expect(HALL)
        await citizen.tap(connect)
        await citizen.expect("受理号")
        return citizen

    async def thread(self) -> int:
        """The newest topic, once its card is there."""
        await until(lambda: any(one.labels for one in self.group.chat.messages.values()))
        return max(self.group.topics)

    async def tap(self, who: User, label: str) -> Query:
        """Tap a button in the group as soon as it is there."""
        await until(lambda: any(one.button(label) for one in self.group.chat.messages.values()))
        return await who.tap(label, to=self.group)

    async def claimed(self, citizen: User) -> int:
        """李科 takes the case of the newest topic."""
        thread = await self.thread()
        await self.tap(self.li, "接单")
        await citizen.expect("已接通")
        return thread

    def said_in(self, thread: int) -> list[str]:
        """What stands in a topic."""
        return [one.text for one in self.group.chat.messages.values() if one.thread == thread and one.text]

    async def case(self) -> Case:
        """The newest case."""
        async with self.database.read() as unit:
            case = await unit.cases.newest("telegram")
        assert case is not None
        return case

    async def transcript(self) -> list[CaseMessage]:
        """The newest case's messages."""
        case = await self.case()
        async with self.database.read() as unit:
            return list(await unit.messages.of(case.id))

    async def acts(self) -> list[str]:
        """What happened to the newest case."""
        case = await self.case()
        async with self.database.read() as unit:
            return [event.name for event in await unit.cases.events(case.id)]

    async def quiet(self, patience: float = 60.0) -> None:
        """Everything received is worked off and everything to be sent is sent, within `patience` seconds."""
        await self.server.settle(patience)

        async def busy() -> bool:
            async with self.database.read() as unit:
                return bool(await unit.inbox.pending(1)) or bool(await unit.outbox.pending(1))

        async with asyncio.timeout(patience):
            while await busy():  # noqa: ASYNC110 (whoever changes it tells nobody)
                await asyncio.sleep(LOOKS)

    async def pass_time(self, **span: float) -> None:
        """Turn the clock and let the sweeper see it."""
        self.clock.turn(**span)
        await asyncio.sleep(SWEPT)


OPTIONS = ""
"""What follows the database's path."""
SWEPT, LOOKS, CLOSES = 0.3, 0.02, 60.0
"""Seconds for the sweeper to see a turned clock, between two looks at the queues, and for an orderly end."""


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 (whoever changes it tells nobody)
            await asyncio.sleep(0.02)


@pytest.fixture(scope="session")
def snapshot() -> SnapshotHolder:
    """The bundled corpus, indexed."""
    return SnapshotHolder(Snapshot.build(1, bundled()))


@pytest_asyncio.fixture
async def office(tmp_path: Path, snapshot: SnapshotHolder, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An open office with its group bound; at the end there is no violation of the Bot API and nothing left to do."""
    fast(monkeypatch)
    async with opened(tmp_path, snapshot) as office:
        yield office


def fast(monkeypatch: pytest.MonkeyPatch | None = None) -> None:
    """Without the pauses that real life needs; the flood windows have a test of their own."""
    patch = monkeypatch or pytest.MonkeyPatch()
    patch.setattr("bot.channels.telegram.three_way.SWEEP_SECONDS", 0.1)
    patch.setattr("bot.channels.telegram.noticing.IDLE_SECONDS", 0.1)
    patch.setattr("bot.channels.telegram.desk.QUIET", 0.2)
    patch.setattr("bot.channels.telegram.consulting.QUIET", 0.2)
    for rate in ("CHAT_RATE", "ALL_RATE"):
        patch.setattr(f"bot.channels.telegram.pace.{rate}", 1_000.0)
    unhurried = "synchronous = FULL"  # nothing here is killed, so nothing has to be on the disk at once
    pragmas = ["synchronous = OFF" if each == unhurried else each for each in engines.SQLITE_PRAGMAS]
    patch.setattr(engines, "SQLITE_PRAGMAS", tuple(pragmas))
    for most in ("MOST", "MOST_LOW"):
        patch.setattr(f"bot.channels.telegram.group_pace.{most}", 10_000)


_MIGRATING = asyncio.Lock()


@asynccontextmanager
async def opened(folder: Path, snapshot: SnapshotHolder, *allow: str) -> AsyncIterator[Office]:
    """An office at work, and in order when it closes; refusals that contain a text of `allow` were meant."""
    async with _MIGRATING:  # migrations of one process take turns
        database = await open_copy(folder / "sanfang.db", options=OPTIONS)
    async with TelegramServer() as server, closing(database):
        async with database.write() as unit:
            await unit.corpus.publish(snapshot.current.corpus, "编辑", "首发", TUESDAY)
        office = Office(server, database, snapshot)
        try:
            await office.open()
            await office.bind()
            yield office
            await office.quiet()
        finally:
            await office.close()
        server.assert_clean(*allow)


@asynccontextmanager
async def closing(database: SqlDatabase) -> AsyncIterator[None]:
    """Close the database, whatever happens."""
    try:
        yield
    finally:
        await database.close()
