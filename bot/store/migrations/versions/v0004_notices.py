"""What citizens watch, and what they are told."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "watch",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("citizen", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "citizen", "link", name="pk_watch"),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("words", CleanText(), nullable=False),
        sa.Column("author", CleanText(), nullable=False),
        sa.Column("drafted_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decider", CleanText(), nullable=False),
        sa.Column("decided_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
    )
    op.create_table(
        "notice_run",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("old", sa.Integer()),
        sa.Column("new", sa.Integer()),
        sa.Column("letter", sa.Integer()),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_notice_run"),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"], name="fk_notice_run_letter"),
        sa.UniqueConstraint("channel", "new", name="uq_notice_run_version"),
        sa.UniqueConstraint("channel", "letter", name="uq_notice_run_letter"),
    )
