"""A process that publishes the draft of a database, and dies where `SANFANG_FAULT` says: its one argument is the URL."""

import asyncio
import sys

from bot.bootstrap.store import SystemClock
from bot.service.publishing import Order, Publisher
from bot.store.database import open_database


async def main(url: str) -> None:
    """Review and publish."""
    database = await open_database(url)
    publisher = Publisher(database, SystemClock())
    review = await publisher.review()
    await publisher.publish(Order("小王", "试", confirmed=frozenset(review.to_confirm)), review)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
