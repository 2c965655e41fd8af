"""Databases for the contract suite: every test runs on SQLite and on PostgreSQL."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store.database import SqlDatabase
from tests.store.postgres import cluster, execute, find_binaries, open_emptied
from tests.store.templates import open_copy

BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private PostgreSQL; without an installation the test is skipped, but fails where CI promises one."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed: CI has to test on it")
        pytest.skip("PostgreSQL is not installed")
    with cluster(binaries) as url:
        yield url


@pytest_asyncio.fixture(params=BACKENDS)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'sanfang.db'}"
    url: str = request.getfixturevalue("postgres_url")
    await execute(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return url


@pytest_asyncio.fixture(params=BACKENDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlDatabase]:
    """An open database with the current schema and no rows."""
    if request.param == "sqlite":
        opened = await open_copy(tmp_path / "sanfang.db")
    else:
        opened = await open_emptied(request.getfixturevalue("postgres_url"))
    yield opened
    await opened.close()
