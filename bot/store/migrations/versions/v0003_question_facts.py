"""One slim fact for each logged question; those logged before get theirs when the database is opened."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and its indexes."""
    op.create_table(
        "question_fact",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rating", sa.Text()),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("bucket", sa.Text()),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("handed", sa.Boolean(), nullable=False),
        sa.Column("satisfied", sa.Boolean()),
        sa.Column("response_seconds", sa.Float()),
        sa.Column("unanswered", sa.Boolean(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("cluster", sa.Integer()),
        sa.Column("text", CleanText(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_question_fact"),
        sa.ForeignKeyConstraint(["seq"], ["question_log.seq"], name="fk_question_fact_seq", ondelete="CASCADE"),
    )
    op.create_index("ix_question_fact_day", "question_fact", ["day"])
    _create_partial_index("ix_question_fact_cluster", ["cluster", "day"], "cluster IS NOT NULL")
    _create_partial_index("ix_question_fact_unclustered", ["seq"], "unanswered AND cluster IS NULL")


def _create_partial_index(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "question_fact", columns, sqlite_where=where, postgresql_where=where)
