"""Consultations with people: cases, their messages, the departments' groups, the answers."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText, Json, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    _create_consultation()
    _create_events()
    _create_messages()
    _create_copies()
    _create_desks()
    _create_pairs()


def _create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("citizen", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("deadline_at", UtcDateTime()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("body", Json(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("question", CleanText(), nullable=False),
        sa.Column("why", CleanText(), nullable=False),
        sa.Column("topic_group", sa.Text()),
        sa.Column("thread", sa.Integer()),
        sa.Column("card", sa.Integer()),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_consultation"),
        sa.UniqueConstraint("id", name="uq_consultation_id"),
        sa.UniqueConstraint("topic_group", "thread", name="uq_consultation_topic"),
    )
    unfinished = sa.text("NOT finished")
    op.create_index(
        "uq_consultation_unfinished",
        "consultation",
        ["citizen"],
        unique=True,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    op.create_index("ix_consultation_deadline_at", "consultation", ["deadline_at"])
    op.create_index("ix_consultation_receipt", "consultation", ["receipt"])
    op.create_table(
        "receipt_day",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_receipt_day"),
    )


def _create_events() -> None:
    op.create_table(
        "consultation_event",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("consultation", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("detail", Json(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_consultation_event"),
        sa.ForeignKeyConstraint(["consultation"], ["consultation.id"], name="fk_consultation_event_consultation"),
    )
    op.create_index("ix_consultation_event_consultation", "consultation_event", ["consultation"])


def _create_messages() -> None:
    op.create_table(
        "consultation_message",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("consultation", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", CleanText(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("parts", Json(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("reply_to", sa.Integer()),
        sa.PrimaryKeyConstraint("seq", name="pk_consultation_message"),
        sa.UniqueConstraint("id", name="uq_consultation_message_id"),
        sa.ForeignKeyConstraint(["consultation"], ["consultation.id"], name="fk_consultation_message_consultation"),
    )
    op.create_index("ix_consultation_message_consultation", "consultation_message", ["consultation"])
    op.create_table(
        "message_revision",
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", CleanText(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("message", "version", name="pk_message_revision"),
        sa.ForeignKeyConstraint(["message"], ["consultation_message.id"], name="fk_message_revision_message"),
    )


def _create_copies() -> None:
    op.create_table(
        "message_place",
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "number", name="pk_message_place"),
        sa.ForeignKeyConstraint(["message"], ["consultation_message.id"], name="fk_message_place_message"),
    )
    op.create_index("ix_message_place_message", "message_place", ["message"])
    op.create_table(
        "message_map",
        sa.Column("from_chat", sa.Text(), nullable=False),
        sa.Column("from_message", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("to_chat", sa.Text(), nullable=False),
        sa.Column("to_message", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("from_chat", "from_message", name="pk_message_map"),
        sa.UniqueConstraint("to_chat", "to_message", name="uq_message_map_to"),
        sa.ForeignKeyConstraint(["message"], ["consultation_message.id"], name="fk_message_map_message"),
    )
    op.create_index("ix_message_map_message", "message_map", ["message"])


def _create_desks() -> None:
    op.create_table(
        "department_group",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("queue", sa.Integer()),
        sa.Column("bound_by", sa.Text(), nullable=False),
        sa.Column("bound_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("department", name="pk_department_group"),
        sa.UniqueConstraint("chat", name="uq_department_group_chat"),
    )
    op.create_table(
        "staff_badge",
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("badge", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "staff", name="pk_staff_badge"),
        sa.UniqueConstraint("chat", "badge", name="uq_staff_badge_number"),
    )


def _create_pairs() -> None:
    op.create_table(
        "answered_pair",
        sa.Column("consultation", sa.Text(), nullable=False),
        sa.Column("question", CleanText(), nullable=False),
        sa.Column("answer", CleanText(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.Column("candidate", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("consultation", name="pk_answered_pair"),
        sa.ForeignKeyConstraint(["consultation"], ["consultation.id"], name="fk_answered_pair_consultation"),
    )
