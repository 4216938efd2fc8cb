"""What an audit is to find out"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Change the tables."""
    op.add_column("audit", sa.Column("objective", sa.Text(), nullable=False, server_default=""))
