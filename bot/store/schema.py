"""The tables. A change here needs a migration beside it in `migrations/versions`."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from bot.store.types import CleanText, Json, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# The versions of the published corpus. Items are kept once under the digest of their content, however many versions
# hold them.
corpus_version = Table(
    "corpus_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("author", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
)

corpus_item = Table(
    "corpus_item",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("body", Json, nullable=False),
)

corpus_entry = Table(
    "corpus_entry",
    metadata,
    Column("version", ForeignKey("corpus_version.version"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("digest", ForeignKey("corpus_item.digest"), nullable=False),
)

# Append-only but for the rating. `seq` orders rows even when the clock jumps.
question_log = Table(
    "question_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", CleanText, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("citizen", Text, nullable=False),
    Column("masked_text", CleanText, nullable=False),
    Column("clean_text", CleanText, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("latency_ms", Float, nullable=False),
    Column("understanding", Json, nullable=False),
    Column("hits", Json, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("department", Text),
    Column("reply", CleanText, nullable=False),
    Column("citations", Json, nullable=False),
    Column("corpus_version", ForeignKey("corpus_version.version"), nullable=False),
    Column("revises", Text, index=True),
    Column("rating", Text),
    Column("rated_at", UtcDateTime),
)
Index("ix_question_log_citizen_seq", question_log.c.citizen, question_log.c.seq)

# What the channel received; the payload is emptied as soon as the item is done.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("chat", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
OPEN_INBOX = text("state = 'new'")
Index("ix_inbox_open", inbox.c.chat, inbox.c.update_id, sqlite_where=OPEN_INBOX, postgresql_where=OPEN_INBOX)

# Calls the channel has to make; the payload is emptied as soon as the call is made or given up.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("chat", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("reference", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
OPEN_OUTBOX = text("state IN ('pending', 'sending')")
Index("ix_outbox_open", outbox.c.chat, outbox.c.id, sqlite_where=OPEN_OUTBOX, postgresql_where=OPEN_OUTBOX)

# Chats that refuse messages: the citizen has blocked the bot or closed the account.
unreachable_chat = Table(
    "unreachable_chat",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
)
