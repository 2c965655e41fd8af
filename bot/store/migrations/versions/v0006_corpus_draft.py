"""The draft of the corpus, and who approved a version."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import CleanText, Json, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of changes, and tell more of each version."""
    op.add_column("corpus_version", sa.Column("approver", CleanText()))
    op.add_column("corpus_version", sa.Column("restores", sa.Integer()))
    op.create_table(
        "corpus_change",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text()),
        sa.Column("editor", CleanText(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("file", CleanText(), nullable=False),
        sa.Column("places", Json(), nullable=False),
        sa.Column("warnings", Json(), nullable=False),
        sa.Column("source_case", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_corpus_change"),
        sa.ForeignKeyConstraint(["version"], ["corpus_version.version"], name="fk_corpus_change_version"),
        sa.ForeignKeyConstraint(["digest"], ["corpus_item.digest"], name="fk_corpus_change_digest"),
    )
    op.create_index("ix_corpus_change_version", "corpus_change", ["version"])
    op.create_index("ix_corpus_change_name", "corpus_change", ["name"])
    draft = sa.text("version IS NULL")
    op.create_index(
        "uq_corpus_change_draft",
        "corpus_change",
        ["kind", "name"],
        unique=True,
        sqlite_where=draft,
        postgresql_where=draft,
    )
