"""Databases that are made once for each test worker, then copied: the schema takes longer than most tests."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.store.database import SqlDatabase, open_database

Fill = Callable[[SqlDatabase], Awaitable[None]]
_made: dict[Fill, bytes] = {}


async def nothing(_: SqlDatabase) -> None:
    """Leave it empty."""


async def open_copy(file: Path, fill: Fill = nothing, options: str = "") -> SqlDatabase:
    """A new SQLite database in `file` with this release's schema, and with what `fill` wrote into the first of them."""
    url = f"sqlite+aiosqlite:///{file}"
    file.parent.mkdir(parents=True, exist_ok=True)
    if fill not in _made:
        database = await open_database(url)
        await fill(database)
        await database.close()
        _made[fill] = file.read_bytes()  # noqa: ASYNC240
    file.touch(mode=0o600)  # noqa: ASYNC240
    file.write_bytes(_made[fill])  # noqa: ASYNC240
    return await open_database(url + options)
