"""One process writes at a time."""

import asyncio
from pathlib import Path

from bot.store.database import SqlDatabase, open_database
from tests.store.samples import CORPUS, NOW


async def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    """Two databases on one file, as two processes have them: their transactions follow each other, and none fails."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'sanfang.db'}"
    one, two = await open_database(url), await open_database(url)
    order = []

    async def publish(database: SqlDatabase, name: str) -> None:
        async with database.write() as unit:
            order.append(f"{name} begins")
            await unit.corpus.publish(CORPUS, name, "", NOW)
            await asyncio.sleep(0.03)
            order.append(f"{name} ends")

    await asyncio.gather(*(publish(database, name) for database, name in ((one, "甲"), (two, "乙")) * 3))

    assert [line.split()[0] for line in order[::2]] == [line.split()[0] for line in order[1::2]]
    async with two.read() as unit:
        assert await unit.corpus.current() == 6
    await one.close()
    await two.close()
