"""What was purged."""

from sqlalchemy import Column, Integer, Table

from bot.store.schema.base import metadata
from bot.store.types import UtcDateTime

# When old words and delivery records were cleared out.
purge_log = Table(
    "purge_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("texts", Integer, nullable=False),
    Column("records", Integer, nullable=False),
)
