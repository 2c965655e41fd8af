"""What the statistics are counted from, and the clusters of unanswered questions."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FLAGS = ["bucket", "at_once", "handed", "satisfied"]


def upgrade() -> None:
    """Create the indexes and tables."""
    _create_indexes()
    _create_clusters()


def _create_indexes() -> None:
    op.drop_index("ix_question_fact_day", "question_fact")
    op.create_index("ix_question_fact_by_day", "question_fact", ["valid", "day", *FLAGS])
    op.create_index("ix_question_fact_by_department", "question_fact", ["valid", "department", *FLAGS, "day"])
    op.create_index("ix_question_fact_by_matter", "question_fact", ["valid", "matter", *FLAGS, "day"])
    op.create_index("ix_question_fact_topic", "question_fact", ["valid", "matter", "kind", "day"])
    timed = sa.text("response_seconds IS NOT NULL")
    columns = ["day", "valid", "department", "response_seconds"]
    op.create_index("ix_question_fact_timed", "question_fact", columns, sqlite_where=timed, postgresql_where=timed)


def _create_clusters() -> None:
    op.create_table(
        "question_cluster",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("question", CleanText(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("settled_by", CleanText(), nullable=False),
        sa.Column("settled_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_question_cluster"),
    )
    op.create_table(
        "cluster_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cluster", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "cluster", name="pk_cluster_key"),
        sa.ForeignKeyConstraint(["cluster"], ["question_cluster.id"], name="fk_cluster_key_cluster"),
    )
