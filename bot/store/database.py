"""Opening the database and its transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.errors import StoreError
from bot.store.accounts import SqlAccounts
from bot.store.answered_pairs import SqlAnsweredPairs
from bot.store.audit import SqlAuditTrail
from bot.store.case_messages import SqlCaseMessages
from bot.store.cases import SqlCases
from bot.store.clusters import SqlClusters
from bot.store.corpus_draft import SqlCorpusDraft
from bot.store.corpus_versions import Loaded, SqlCorpusVersions
from bot.store.desks import SqlDesks
from bot.store.engines import POSTGRES_WRITERS, READERS, postgres_engines, sqlite_engines
from bot.store.erasure import SqlErasure
from bot.store.fill_facts import fill_facts
from bot.store.inbox import SqlInbox
from bot.store.measures import SqlMeasures
from bot.store.migrate import migrate
from bot.store.notices import SqlLetters, SqlNoticeRuns
from bot.store.outbox import SqlOutbox
from bot.store.question_facts import SqlQuestionFacts
from bot.store.question_log import SqlQuestionLog
from bot.store.reviews import SqlReviews
from bot.store.session import Session, store_error
from bot.store.sessions import SqlAttempts, SqlSessions
from bot.store.uninterrupted import uninterrupted
from bot.store.unreachable import SqlUnreachable
from bot.store.watches import SqlWatches
from bot.store.write_lock import WriteLock


class SqlUnitOfWork:
    """The repositories of one transaction."""

    def __init__(self, connection: AsyncConnection, loaded: Loaded) -> None:
        session = Session(connection)
        self.questions = SqlQuestionLog(session)
        self.facts = SqlQuestionFacts(session)
        self.measures = SqlMeasures(session)
        self.clusters = SqlClusters(session)
        self.inbox = SqlInbox(session)
        self.outbox = SqlOutbox(session)
        self.unreachable = SqlUnreachable(session)
        self.corpus = SqlCorpusVersions(session, loaded)
        self.draft = SqlCorpusDraft(session)
        self.cases = SqlCases(session)
        self.messages = SqlCaseMessages(session)
        self.desks = SqlDesks(session)
        self.pairs = SqlAnsweredPairs(session)
        self.watches = SqlWatches(session)
        self.notices = SqlNoticeRuns(session)
        self.letters = SqlLetters(session)
        self.accounts = SqlAccounts(session)
        self.sessions = SqlSessions(session)
        self.attempts = SqlAttempts(session)
        self.audit = SqlAuditTrail(session)
        self.reviews = SqlReviews(session)
        self.erasure = SqlErasure(session)


class SqlDatabase:
    """`bot.core.ports.Database` on SQLite or PostgreSQL; made by `open_database`.

    SQLite has one writing connection, so its writers wait for each other here and never inside SQLite; `lock` keeps
    those of other processes apart as well.
    """

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, writers: int, lock: WriteLock | None = None) -> None:
        self._writer = writer
        self._reader = reader
        self._writers = writers
        self._lock = lock
        self._loaded: Loaded = Loaded()
        self._closed = False
        self._writing = asyncio.Semaphore(writers)
        self._reading = asyncio.Semaphore(READERS)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        """See the port. Raises StoreError."""
        async with self._turn(self._writing), self._alone(), _transaction(self._writer) as connection:
            yield SqlUnitOfWork(connection, self._loaded)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlUnitOfWork]:
        """See the port. Raises StoreError."""
        async with self._turn(self._reading), _transaction(self._reader) as connection:
            yield SqlUnitOfWork(connection, self._loaded)

    async def migrate(self) -> None:
        """Bring the schema to this release. Raises StoreError, NewerSchemaError."""
        async with self._turn(self._writing), self._alone(), _transaction(self._writer) as connection:
            await uninterrupted(connection.run_sync(migrate))
            while await fill_facts(Session(connection)):
                pass

    async def scrub(self) -> None:
        """See the port. SQLite overwrites what it deletes (`secure_delete`), but its write-ahead log has to be emptied."""
        async with self._turn(self._writing):
            if self._writer.dialect.name == "sqlite":
                await uninterrupted(self._empty_log())

    async def _empty_log(self) -> None:
        connection = self._writer.connect()
        try:
            await connection.start()
            driver = (await connection.get_raw_connection()).driver_connection
            if driver is not None:
                await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        except Exception as error:
            raise store_error(error) from error
        finally:
            await connection.close()

    async def close(self) -> None:
        """Wait for the open transactions, then release every connection and its thread. A second time does nothing."""
        if not self._closed:
            await uninterrupted(self._close())

    @asynccontextmanager
    async def _turn(self, slots: asyncio.Semaphore) -> AsyncIterator[None]:
        """One of the connections is free. Raises StoreError when the database has been closed meanwhile."""
        async with slots:
            if self._closed:
                raise StoreError("数据库已经关闭。")
            yield

    def _alone(self) -> AbstractAsyncContextManager[None]:
        """No other process writes meanwhile. Raises StoreError when one is stuck."""
        return self._lock.held() if self._lock else nullcontext()

    async def _close(self) -> None:
        for _ in range(self._writers):
            await self._writing.acquire()
        for _ in range(READERS):
            await self._reading.acquire()
        self._closed = True
        await self._reader.dispose()
        async with self._alone():  # the last connection to a file writes its log back
            await self._writer.dispose()
        self._writing.release()  # whoever still waits is told, one after the other
        self._reading.release()


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction: committed at the end, rolled back on any exception, given back in any case.

    No step can be abandoned half-way (see `uninterrupted`), so a cancelled task never keeps the write lock.
    """
    connection = engine.connect()
    try:
        await uninterrupted(_begin(connection))
        yield connection
        await uninterrupted(connection.commit())
    except SQLAlchemyError as error:
        raise store_error(error) from error
    finally:
        if connection.sync_connection is not None:
            await uninterrupted(connection.close())  # rolls back what is not committed


async def _begin(connection: AsyncConnection) -> None:
    try:
        await connection.start()
        await connection.begin()
    except Exception as error:  # drivers raise what they like when they cannot connect
        raise store_error(error) from error


async def open_database(url: str) -> SqlDatabase:
    """The database at `url`, brought to this release's schema. Raises StoreError, NewerSchemaError."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("SANFANG_DATABASE_URL 不是数据库地址。") from error
    if parsed.get_backend_name() == "sqlite":
        engines = sqlite_engines(parsed)
        database = SqlDatabase(*engines, writers=1, lock=WriteLock(Path(parsed.database or "")))
    else:
        database = SqlDatabase(*postgres_engines(parsed), writers=POSTGRES_WRITERS)
    try:
        await database.migrate()
    except BaseException:
        await database.close()
        raise
    return database
