"""A change of the draft keeps everybody who had a hand in it."""

import sqlalchemy as sa
from alembic import op

from bot.store.types import Json

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of changes made before, only the last editor is known."""
    op.add_column("corpus_change", sa.Column("earlier", Json, nullable=False, server_default="[]"))
