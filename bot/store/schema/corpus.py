"""The corpus: its versions, and what editors prepare."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema.base import metadata
from bot.store.types import CleanText, Json, UtcDateTime

# The versions of the published corpus. Items are kept once under the digest of their content, however many versions
# hold them.
corpus_version = Table(
    "corpus_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("author", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("approver", CleanText),
    Column("restores", Integer),
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

# What editors changed, entry by entry: without a version it is the draft, with one it is kept for ever. No digest means
# that the entry was withdrawn.
corpus_change = Table(
    "corpus_change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("version", ForeignKey("corpus_version.version"), index=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", ForeignKey("corpus_item.digest")),
    Column("editor", CleanText, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("file", CleanText, nullable=False),
    Column("places", Json, nullable=False),
    Column("warnings", Json, nullable=False),
    Column("source_case", Text, nullable=False),
    Column("earlier", Json, nullable=False, server_default="[]"),
)
DRAFT = text("version IS NULL")
Index(
    "uq_corpus_change_draft",
    corpus_change.c.kind,
    corpus_change.c.name,
    unique=True,
    sqlite_where=DRAFT,
    postgresql_where=DRAFT,
)
Index("ix_corpus_change_name", corpus_change.c.name)
