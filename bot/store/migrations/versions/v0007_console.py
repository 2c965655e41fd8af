"""The console: accounts, sessions, the audit trail, verdicts."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText, Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    _create_account()
    _create_signing_in()
    _create_audit()
    _create_review()


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("display", CleanText(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("departments", Json(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("totp", sa.Text(), nullable=False),
        sa.Column("totp_used", sa.Integer(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )


def _create_signing_in() -> None:
    op.create_table(
        "console_session",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("agent", CleanText(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_console_session"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_console_session_account"),
    )
    op.create_index("ix_console_session_account", "console_session", ["account"])
    op.create_table(
        "known_device",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "account", name="pk_known_device"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_known_device_account"),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_sign_in_attempt"),
    )
    op.create_index("ix_sign_in_attempt_key_at", "sign_in_attempt", ["key", "at"])


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", CleanText(), nullable=False),
        sa.Column("detail", Json(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", CleanText(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("answer", CleanText(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_review"),
        sa.ForeignKeyConstraint(["reviewer"], ["account.id"], name="fk_review_reviewer"),
    )
    op.create_index("ix_review_question", "review", ["question"])
    current = sa.text("current")
    op.create_index(
        "uq_review_current", "review", ["question"], unique=True, sqlite_where=current, postgresql_where=current
    )
