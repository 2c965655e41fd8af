"""A database with a published corpus, and the service that answers from it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import LogRecord, Question
from bot.service.ask import AskService
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.store.database import SqlDatabase
from corpus.model import Corpus
from tests.composer.small import CARD, CORPUS
from tests.store.templates import open_copy

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def corpus_of(days: int) -> Corpus:
    """The small corpus, in which the card takes this many days."""
    card = replace(CARD, body=CARD.body.replace("3个工作日", f"{days}个工作日"))
    return replace(CORPUS, articles=(card, *CORPUS.articles[1:]))


class Clock:
    """A clock that stands still 12 ms after the question."""

    def now(self) -> datetime:
        """The time of the decision."""
        return NOW + timedelta(milliseconds=12)


@dataclass(slots=True)
class Desk:
    """The service with what it stands on; `ask` writes the question's other fields."""

    database: SqlDatabase
    holder: SnapshotHolder
    service: AskService
    asked: int = 0

    def question(self, text: str, citizen: str = "c1", at: datetime = NOW, **rest: object) -> Question:
        """A question with the next id."""
        self.asked += 1
        return replace(Question(f"q{self.asked}", "terminal", citizen, text, at), **rest)  # type: ignore[arg-type]

    async def log(self) -> list[LogRecord]:
        """Every row of the log, oldest first."""
        async with self.database.read() as unit:
            return list(await unit.questions.latest(1000))[::-1]

    async def publish(self, corpus: Corpus) -> None:
        """Publish a version and put it in force."""
        async with self.database.write() as unit:
            version = await unit.corpus.publish(corpus, "编辑", "改期限", NOW)
        self.holder.replace(Snapshot.build(version, corpus))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The directory in which the database lies."""
    return tmp_path


@pytest_asyncio.fixture
async def database(home: Path) -> AsyncIterator[SqlDatabase]:
    """A database in which nothing is published."""
    database = await open_copy(home / "sanfang.db")
    yield database
    await database.close()


@pytest_asyncio.fixture
async def desk(database: SqlDatabase) -> Desk:
    """A desk on which version 1 is published."""
    async with database.write() as unit:
        version = await unit.corpus.publish(corpus_of(3), "编辑", "首发", NOW)
    holder = SnapshotHolder(Snapshot.build(version, corpus_of(3)))
    return Desk(database, holder, AskService(database, holder, Clock()))
