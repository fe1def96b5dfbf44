"""What Alembic runs: the migrations on the connection it is handed, inside its transaction. It opens nothing itself."""

from __future__ import annotations

from alembic import context

from kiosk.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite alters tables by copying them.
    render_as_batch=True,
    # One transaction around everything, begun by `migrating`.
    transactional_ddl=False,
)
context.run_migrations()
