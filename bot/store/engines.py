"""Engines with the connection settings that the durability of the log rests on."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.errors import StoreError

READERS = 4
POSTGRES_WRITERS = 8
SQLITE_PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
)
READER_PRAGMAS = ("busy_timeout = 5000", "foreign_keys = ON", "trusted_schema = OFF", "query_only = ON")


def sqlite_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """A writer of one connection and a pool of readers that cannot write. Raises StoreError without a file path."""
    if not url.database or url.database == ":memory:":
        raise StoreError(
            "SQLite 数据库须是一个文件，请把 SANFANG_DATABASE_URL 写成 sqlite+aiosqlite:////目录/sanfang.db。"
        )
    _create_private(Path(url.database))
    writer = create_async_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)
    reader = create_async_engine(url, pool_size=READERS, max_overflow=0, hide_parameters=True)
    _configure(writer, SQLITE_PRAGMAS, "BEGIN IMMEDIATE")
    _configure(reader, READER_PRAGMAS, "BEGIN")
    return writer, reader


def postgres_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """Pools for writing and for reading from one snapshot."""
    common: dict[str, Any] = {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "max_overflow": 0,
        "connect_args": {"command_timeout": 30, "timeout": 10},
    }
    writer = create_async_engine(url, pool_size=POSTGRES_WRITERS, **common)
    reader = create_async_engine(
        url,
        pool_size=READERS,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **common,
    )
    return writer, reader


def _create_private(file: Path) -> None:
    """Make sure that the file exists and that only its owner may read it; SQLite gives its side files the same mode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"不能写数据库文件 {file}：{error.strerror}。请检查目录权限，或用 SANFANG_HOME 换一个目录。"
        ) from error


def _configure(engine: AsyncEngine, pragmas: tuple[str, ...], begin: str) -> None:
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # no implicit BEGIN by the driver
        for pragma in pragmas:
            _run(connection.cursor, f"PRAGMA {pragma}")

    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", began)


def _run(new_cursor: Callable[[], Any], statement: str) -> None:
    cursor = new_cursor()
    try:
        cursor.execute(statement)
    finally:
        cursor.close()
