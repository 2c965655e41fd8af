"""Consultations with people."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from bot.store.schema.base import metadata
from bot.store.types import CleanText, Json, UtcDateTime

# Consultations with people. `body` is the whole consultation; the columns beside it are for finding it.
consultation = Table(
    "consultation",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("citizen", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("deadline_at", UtcDateTime),
    Column("revision", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("channel", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("question", CleanText, nullable=False),
    Column("why", CleanText, nullable=False),
    Column("topic_group", Text),
    Column("thread", Integer),
    Column("card", Integer),
    Column("shown", Integer, nullable=False),
    UniqueConstraint("topic_group", "thread", name="uq_consultation_topic"),
)
UNFINISHED = text("NOT finished")
Index(
    "uq_consultation_unfinished",
    consultation.c.citizen,
    unique=True,
    sqlite_where=UNFINISHED,
    postgresql_where=UNFINISHED,
)
Index("ix_consultation_deadline_at", consultation.c.deadline_at)
Index("ix_consultation_receipt", consultation.c.receipt)

# Append-only: everything that ever happened to a consultation.
consultation_event = Table(
    "consultation_event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("consultation", ForeignKey("consultation.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("detail", Json, nullable=False),
)

# The transcript. `message_revision` keeps the wordings after the first, `message_map` where each part was copied to.
consultation_message = Table(
    "consultation_message",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("consultation", ForeignKey("consultation.id"), nullable=False, index=True),
    Column("side", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("chat", Text, nullable=False),
    Column("parts", Json, nullable=False),
    Column("kind", Text, nullable=False),
    Column("exact", Boolean, nullable=False),
    Column("reply_to", Integer),
)

message_revision = Table(
    "message_revision",
    metadata,
    Column("message", ForeignKey("consultation_message.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

message_place = Table(
    "message_place",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("message", ForeignKey("consultation_message.id"), nullable=False, index=True),
)

message_map = Table(
    "message_map",
    metadata,
    Column("from_chat", Text, primary_key=True),
    Column("from_message", Integer, primary_key=True, autoincrement=False),
    Column("to_chat", Text, nullable=False),
    Column("to_message", Integer, nullable=False),
    Column("message", ForeignKey("consultation_message.id"), nullable=False, index=True),
    UniqueConstraint("to_chat", "to_message", name="uq_message_map_to"),
)

receipt_day = Table(
    "receipt_day",
    metadata,
    Column("day", Text, primary_key=True),
    Column("given", Integer, nullable=False),
)

# Which group answers for which department; the duty desk's department is empty.
department_group = Table(
    "department_group",
    metadata,
    Column("department", Text, primary_key=True),
    Column("chat", Text, nullable=False, unique=True),
    Column("queue", Integer),
    Column("bound_by", Text, nullable=False),
    Column("bound_at", UtcDateTime, nullable=False),
)

staff_badge = Table(
    "staff_badge",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("staff", Text, primary_key=True),
    Column("badge", Integer, nullable=False),
    UniqueConstraint("chat", "badge", name="uq_staff_badge_number"),
)

# What people answered, to be reviewed for the corpus.
answered_pair = Table(
    "answered_pair",
    metadata,
    Column("consultation", ForeignKey("consultation.id"), primary_key=True),
    Column("question", CleanText, nullable=False),
    Column("answer", CleanText, nullable=False),
    Column("department", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("candidate", Boolean, nullable=False),
)
