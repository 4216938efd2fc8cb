"""How Alembic runs a migration: over the connection and in the transaction it is handed."""

from __future__ import annotations

from alembic import context

from aims_graph.workspace.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a column by making the table anew
    compare_type=True,
)
context.run_migrations()
