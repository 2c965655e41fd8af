"""A process that kills itself inside a transaction: its arguments are the database's URL and the step to die at."""

import asyncio
import os
import signal
import sys

from bot.store.database import open_database
from tests.store.samples import NOW, call, record, update


async def main(url: str, last: int) -> None:
    """Four steps of a transaction, and a fifth after it."""
    steps = iter(range(5))

    def step() -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    database = await open_database(url)
    async with database.write() as unit:
        step()
        await unit.inbox.put([update(2)], NOW)
        step()
        await unit.questions.add(record("q2"))
        step()
        await unit.outbox.put([call("k2")], NOW)
        step()
    step()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
