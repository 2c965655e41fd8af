"""The log of questions, and what is counted from it."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema.base import metadata
from bot.store.types import CleanText, Json, UtcDateTime

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

# What each question counts as and is filtered by (`bot.core.facts.Fact`): slim, so that a year's log is read at once.
question_fact = Table(
    "question_fact",
    metadata,
    Column("seq", ForeignKey("question_log.seq", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rating", Text),
    Column("case", Text, nullable=False),
    Column("replaced", Boolean, nullable=False),
    Column("valid", Boolean, nullable=False),
    Column("bucket", Text),
    Column("at_once", Boolean, nullable=False),
    Column("handed", Boolean, nullable=False),
    Column("satisfied", Boolean),
    Column("response_seconds", Float),
    Column("unanswered", Boolean, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("cluster", Integer),
    Column("text", CleanText, nullable=False),
)
# The statistics are counted from these, in their order, without touching the rows.
Index("ix_question_fact_by_day", *question_fact.c["valid", "day", "bucket", "at_once", "department"])
Index(
    "ix_question_fact_slices",
    *question_fact.c["valid", "department", "matter", "kind", "bucket", "at_once", "handed", "satisfied", "day"],
)
# The list's facets are counted in this order.
Index(
    "ix_question_fact_facets",
    *question_fact.c["reviewed", "outcome", "department", "rating", "kind", "day", "confidence", "cluster", "matter"],
)
TIMED = text("response_seconds IS NOT NULL")
Index(
    "ix_question_fact_timed",
    *question_fact.c["day", "valid", "department", "response_seconds"],
    sqlite_where=TIMED,
    postgresql_where=TIMED,
)
CLUSTERED = text("cluster IS NOT NULL")
Index(
    "ix_question_fact_cluster",
    question_fact.c.cluster,
    question_fact.c.day,
    sqlite_where=CLUSTERED,
    postgresql_where=CLUSTERED,
)
UNCLUSTERED = text("unanswered AND cluster IS NULL")
Index(
    "ix_question_fact_unclustered",
    question_fact.c.seq,
    sqlite_where=UNCLUSTERED,
    postgresql_where=UNCLUSTERED,
)

# Near-duplicate questions without an answer; a cluster is found by the keys of its first question.
question_cluster = Table(
    "question_cluster",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("question", CleanText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("settled", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("settled_by", CleanText, nullable=False),
    Column("settled_at", UtcDateTime),
)

cluster_key = Table(
    "cluster_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("cluster", ForeignKey("question_cluster.id"), primary_key=True, autoincrement=False),
)
