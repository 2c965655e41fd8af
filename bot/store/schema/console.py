"""The accounts of the console, and what staff do there."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema.base import metadata
from bot.store.types import CleanText, Json, UtcDateTime

# The console: who may sign in, who has, and who tries. Tokens are kept as digests only.
account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", CleanText, nullable=False, unique=True),
    Column("display", CleanText, nullable=False),
    Column("role", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("departments", Json, nullable=False),
    Column("password", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("totp", Text, nullable=False),
    Column("totp_used", Integer, nullable=False),
    Column("disabled", Boolean, nullable=False),
)

console_session = Table(
    "console_session",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("agent", CleanText, nullable=False),
)

known_device = Table(
    "known_device",
    metadata,
    Column("device", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), primary_key=True),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
Index("ix_sign_in_attempt_key_at", sign_in_attempt.c.key, sign_in_attempt.c.at)

# Append-only; each digest seals the record and all before it.
audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("detail", Json, nullable=False),
    Column("digest", Text, nullable=False),
)

# The verdicts; `taken_back` ones stay, `current` is the one in force.
review = Table(
    "review",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("question", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("reviewer", ForeignKey("account.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("article", Text, nullable=False),
    Column("answer", CleanText, nullable=False),
    Column("taken_back", Boolean, nullable=False),
    Column("current", Boolean, nullable=False),
)
CURRENT = text("current")
Index("uq_review_current", review.c.question, unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)
