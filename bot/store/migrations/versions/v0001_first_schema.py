"""The first schema: corpus versions, question log, inbox, outbox."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText, Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    _create_corpus()
    _create_question_log()
    _create_queues()


def _create_corpus() -> None:
    op.create_table(
        "corpus_version",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", CleanText(), nullable=False),
        sa.Column("reason", CleanText(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_corpus_version"),
    )
    op.create_table(
        "corpus_item",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_corpus_item"),
    )
    op.create_table(
        "corpus_entry",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", "kind", "position", name="pk_corpus_entry"),
        sa.ForeignKeyConstraint(["version"], ["corpus_version.version"], name="fk_corpus_entry_version"),
        sa.ForeignKeyConstraint(["digest"], ["corpus_item.digest"], name="fk_corpus_entry_digest"),
    )


def _create_question_log() -> None:
    op.create_table(
        "question_log",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", CleanText(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("citizen", sa.Text(), nullable=False),
        sa.Column("masked_text", CleanText(), nullable=False),
        sa.Column("clean_text", CleanText(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("latency_ms", sa.Float(), nullable=False),
        sa.Column("understanding", Json(), nullable=False),
        sa.Column("hits", Json(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("department", sa.Text()),
        sa.Column("reply", CleanText(), nullable=False),
        sa.Column("citations", Json(), nullable=False),
        sa.Column("corpus_version", sa.Integer(), nullable=False),
        sa.Column("revises", sa.Text()),
        sa.Column("rating", sa.Text()),
        sa.Column("rated_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("seq", name="pk_question_log"),
        sa.UniqueConstraint("id", name="uq_question_log_id"),
        sa.ForeignKeyConstraint(["corpus_version"], ["corpus_version.version"], name="fk_question_log_corpus_version"),
    )
    op.create_index("ix_question_log_revises", "question_log", ["revises"])
    op.create_index("ix_question_log_citizen_seq", "question_log", ["citizen", "seq"])


def _create_queues() -> None:
    op.create_table(
        "inbox",
        sa.Column(
            "update_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("reference", sa.Text()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_table(
        "unreachable_chat",
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_unreachable_chat"),
    )
    _create_open_index("ix_inbox_open", "inbox", ["chat", "update_id"], "state = 'new'")
    _create_open_index("ix_outbox_open", "outbox", ["chat", "id"], "state IN ('pending', 'sending')")


def _create_open_index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
