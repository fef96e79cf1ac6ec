"""What Alembic runs around the revisions: they go through the connection that it was handed."""

from alembic import context

from ssc_desktop.engine import schema

context.configure(
    connection=context.config.attributes["connection"], target_metadata=schema.metadata
)
context.run_migrations()
