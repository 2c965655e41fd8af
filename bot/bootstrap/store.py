"""The wiring: the clock, the database, and how long it keeps what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.config import Settings
from bot.core.ports import Database
from bot.service.forgetting import Retention


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Database]:
    """The database, brought to this release's schema. Raises StoreError."""
    from bot.store.database import open_database

    database = await open_database(settings.database)
    try:
        yield database
    finally:
        await database.close()


def retention(settings: Settings) -> Retention:
    """How long words and delivery records are kept."""
    return Retention(settings.text_days, settings.traffic_days)
