"""The statistics and the list's facets are counted from fewer, wider indexes."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_question_fact_by_day": ["valid", "day", "bucket", "at_once", "department"],
    "ix_question_fact_slices": [
        *("valid", "department", "matter", "kind", "bucket", "at_once", "handed", "satisfied", "day"),
    ],
    "ix_question_fact_facets": [
        *("reviewed", "outcome", "department", "rating", "kind", "day", "confidence", "cluster", "matter"),
    ],
}


def upgrade() -> None:
    """Exchange the indexes."""
    for name in ("by_day", "by_department", "by_matter", "topic"):
        op.drop_index(f"ix_question_fact_{name}", "question_fact")
    for name, columns in INDEXES.items():
        op.create_index(name, "question_fact", columns)
