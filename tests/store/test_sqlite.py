"""What holds for the SQLite file alone: durability settings, privacy of the bytes, clear errors."""

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.core.errors import StoreError
from bot.core.ports import InboxItem
from bot.store.database import open_database
from bot.store.engines import sqlite_engines
from tests.store.samples import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database goes: a folder that is not there yet."""
    return tmp_path / "data" / "sanfang.db"


def url(file: Path) -> str:
    """The database's URL."""
    return f"sqlite+aiosqlite:///{file}"


async def test_every_connection_is_durable_and_guarded(file: Path) -> None:
    """Writer and readers run with the settings that durability and safety rest on."""
    expected = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "trusted_schema": 0}
    for engine, own in zip(
        sqlite_engines(make_url(url(file))),
        ({"synchronous": 2, "secure_delete": 1, "query_only": 0}, {"query_only": 1}),
        strict=True,
    ):
        async with engine.connect() as connection:
            for pragma, value in (expected | own).items():
                assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() == value
        await engine.dispose()


async def test_a_finished_update_leaves_no_bytes(file: Path) -> None:
    """The payload of an update that is done is nowhere in the closed database's files."""
    database = await open_database(url(file))
    async with database.write() as unit:
        await unit.inbox.put([InboxItem(1, "7", {"text": "CANARY-8842"})], NOW)
    async with database.write() as unit:
        await unit.inbox.done(1, NOW)
    await database.close()

    files = list(file.parent.iterdir())
    assert files
    assert not any(b"CANARY-8842" in path.read_bytes() for path in files)


async def test_only_the_owner_may_read(file: Path) -> None:
    """The database, its side files and a new folder are private."""
    database = await open_database(url(file))
    async with database.write() as unit:
        await unit.inbox.put([InboxItem(1, "7", {})], NOW)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    await database.close()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_is_no_database_is_named(file: Path) -> None:
    """A foreign file is refused with what to do, and left as it was."""
    file.parent.mkdir()
    file.write_text("这是一份普通文件" * 100)

    with pytest.raises(StoreError, match="不是数据库"):
        asyncio.run(open_database(url(file)))
    assert file.read_text() == "这是一份普通文件" * 100


@pytest.mark.parametrize("address", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "不是地址"])
async def test_an_address_without_a_file_is_refused(address: str) -> None:
    """A database that would vanish, or no address at all, is refused naming the setting."""
    with pytest.raises(StoreError, match="SANFANG_DATABASE_URL"):
        await open_database(address)


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """When the data directory cannot be made the error names it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="SANFANG_HOME"):
        await open_database(url(tmp_path / "file" / "sanfang.db"))


async def test_an_unreachable_postgres_is_an_error_of_ours(tmp_path: Path) -> None:
    """A server that is not there is told in our own words, not in the driver's."""
    with pytest.raises(StoreError, match="数据库连接"):
        await open_database(f"postgresql+asyncpg://nobody@/none?host={tmp_path}")
