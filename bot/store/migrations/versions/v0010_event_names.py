"""What happened to consultations is found by its name."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_consultation_event_name", "consultation_event", ["name"])
