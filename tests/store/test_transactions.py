"""Transactions: all or nothing, whatever happens to the task or the process."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.store.database import SqlDatabase, open_database
from tests.forking import run
from tests.store.samples import NOW, call, publish, record, update


async def test_an_exception_rolls_back(database: SqlDatabase) -> None:
    """Nothing of a transaction that raised is kept, and the exception passes."""

    async def write() -> None:
        async with database.write() as unit:
            await unit.inbox.put([update(1)], NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await write()

    async with database.read() as unit:
        assert await unit.inbox.pending(9) == []


async def test_readers_cannot_write(database: SqlDatabase) -> None:
    """A write inside a read transaction is refused."""
    with pytest.raises(StoreError):
        async with database.read() as unit:
            await unit.inbox.put([update(1)], NOW)


async def test_a_reader_sees_one_moment(database: SqlDatabase) -> None:
    """What is committed during a read transaction does not show in it."""
    async with database.read() as reader:
        assert await reader.inbox.pending(9) == []
        async with database.write() as unit:
            await unit.inbox.put([update(1)], NOW)

        assert await reader.inbox.pending(9) == []


async def test_many_writers_at_once(database: SqlDatabase) -> None:
    """Concurrent transactions neither interleave nor fail."""

    async def put(number: int) -> None:
        async with database.write() as unit:
            await unit.inbox.put([update(number, str(number))], NOW)
            await unit.outbox.put([call(str(number), str(number))], NOW)

    await asyncio.gather(*(put(number) for number in range(40)))

    async with database.read() as unit:
        assert len(await unit.inbox.pending(99)) == 40
        assert len(await unit.outbox.pending(99)) == 40


@pytest.mark.parametrize("steps", range(0, 60, 3))
async def test_a_cancelled_writer_leaves_no_trace(database: SqlDatabase, steps: int) -> None:
    """Cancelled at any await, a transaction is whole or absent, and the next writer is not held up."""

    async def write() -> None:
        async with database.write() as unit:
            await unit.inbox.put([update(1)], NOW)
            await unit.outbox.put([call("k")], NOW)

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0.0002)
    while not task.done():  # impatiently: also while it is rolling back
        task.cancel()
        await asyncio.sleep(0)

    async with asyncio.timeout(60), database.write() as unit:
        assert len(await unit.inbox.pending(9)) == len(await unit.outbox.pending(9))
        assert await unit.inbox.put([update(2, "other")], NOW) == 1


async def test_cancelled_while_waiting_for_the_writer(database: SqlDatabase) -> None:
    """A task cancelled in the queue of writers neither writes nor blocks the others."""

    async def write(number: int) -> None:
        async with database.write() as unit:
            await unit.inbox.put([update(number)], NOW)

    async with database.write():
        waiting = [asyncio.create_task(write(number)) for number in range(20)]
        await asyncio.sleep(0)
        for task in waiting[::2]:
            task.cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert [isinstance(result, asyncio.CancelledError) for result in results].count(True) <= 10
    async with asyncio.timeout(60), database.write() as unit:
        assert await unit.inbox.put([update(99)], NOW) == 1


@pytest.mark.parametrize("crash_after", range(5))
async def test_a_killed_process_leaves_the_old_or_the_new(database_url: str, crash_after: int) -> None:
    """SIGKILL between any two statements leaves all of the transaction or nothing of it."""
    database = await open_database(database_url)
    await publish(database)
    await database.close()

    process = await asyncio.to_thread(run, "tests.store.crash", database_url, str(crash_after), env=os.environ)
    assert process.returncode == -signal.SIGKILL

    database = await open_database(database_url)
    async with database.read() as unit:
        found = (
            len(await unit.inbox.pending(9)),
            len(await unit.questions.latest(9)),
            len(await unit.outbox.pending(9)),
        )
    await database.close()
    assert found == ((1, 1, 1) if crash_after == 4 else (0, 0, 0))


async def test_closing_ends_every_thread(tmp_path: Path) -> None:
    """After close no thread of the database is left, even when it was in use by many tasks."""
    before = threading.active_count()
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")

    async def read() -> None:
        async with database.read() as unit:
            await unit.inbox.pending(1)

    tasks = [asyncio.create_task(read()) for _ in range(10)]
    await asyncio.sleep(0)
    await database.close()
    await database.close()
    late = asyncio.create_task(read())

    async with asyncio.timeout(60):
        await asyncio.gather(*tasks)
        with pytest.raises(StoreError, match="关闭"):
            await late
        while threading.active_count() > before:  # noqa: ASYNC110 (a thread that ends has no event)
            await asyncio.sleep(0.01)


def test_an_interpreter_with_an_open_database_ends(tmp_path: Path) -> None:
    """A process that forgets to close its database still ends."""
    code = (
        "import asyncio, sys\nfrom bot.store.database import open_database\n"
        "asyncio.run(open_database(sys.argv[1]))\nprint('ended')"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    assert result.stdout == "ended\n"


async def test_the_log_survives_reopening(database_url: str) -> None:
    """What was committed is there when the database is opened again."""
    database = await open_database(database_url)
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(record("q1"))
    await database.close()

    database = await open_database(database_url)
    async with database.read() as unit:
        assert await unit.questions.get("q1") == record("q1")
    await database.close()
