"""A private PostgreSQL cluster that lives as long as the test session, reached over a unix socket only."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.database import SqlDatabase, open_database
from bot.store.schema import metadata

USER = "sanfang"


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None when PostgreSQL is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    candidates = [*debian, *([Path(found).parent] if found else [])]
    return next(
        (folder for folder in candidates if (folder / "pg_ctl").exists() and (folder / "initdb").exists()), None
    )


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """The URL of a fresh cluster's database. As root it runs as the user postgres, which initdb insists on."""
    home = Path(tempfile.mkdtemp(prefix="sanfang-pg-"))
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home, **account)

    try:
        run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {home} -c listen_addresses='' -c fsync=off -c max_connections=60"
        run("pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql+asyncpg://{USER}@/postgres?host={home}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


async def execute(url: str, *statements: str) -> None:
    """Run statements one by one, each in force at once."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


_kept: set[str] = set()


async def open_emptied(url: str) -> SqlDatabase:
    """A database of the cluster that nothing else uses, with this release's schema and no rows.

    Its tables stay from test to test, for making them takes ten times as long as emptying them.
    """
    kept = make_url(url).set(database="kept").render_as_string()
    if url not in _kept:
        await execute(url, "CREATE DATABASE kept")
        _kept.add(url)
    database = await open_database(kept)
    unchecked = "SET session_replication_role = replica"  # the tables may be emptied in any order
    numbers = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
    await execute(kept, unchecked, *(f"DELETE FROM {table}" for table in metadata.tables), numbers)  # noqa: S608
    return database
