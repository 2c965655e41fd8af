"""What channels have received and have to send."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, text

from bot.store.schema.base import metadata
from bot.store.types import Json, UtcDateTime

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
