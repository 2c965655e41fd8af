"""What citizens watch, and what is told to those who do."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from bot.store.schema.base import metadata
from bot.store.types import CleanText, UtcDateTime

# Who is told of changes. `link` is the payload of the deep link to what is watched.
watch = Table(
    "watch",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("citizen", Text, primary_key=True),
    Column("link", Text, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

# What staff tell the watchers of something: who wrote it, who decided.
letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("link", Text, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("words", CleanText, nullable=False),
    Column("author", CleanText, nullable=False),
    Column("drafted_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("decider", CleanText, nullable=False),
    Column("decided_at", UtcDateTime),
)

# Telling the watchers, in the order of their pseudonyms: those up to `cursor` are told.
notice_run = Table(
    "notice_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel", Text, nullable=False),
    Column("old", Integer),
    Column("new", Integer),
    Column("letter", ForeignKey("letter.id")),
    Column("cursor", Text, nullable=False),
    Column("told", Integer, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("channel", "new", name="uq_notice_run_version"),
    UniqueConstraint("channel", "letter", name="uq_notice_run_letter"),
)
