"""How the tables on PostgreSQL came to be, one revision after another (Alembic).

A change of `schema.py` is a new file in versions/, whose revision is the new SCHEMA_VERSION.
"""

from pathlib import Path

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode


def upgrade(connection: sa.Connection) -> None:
    """Bring the tables to the newest revision, within the transaction of the connection.

    Raises AppError STORAGE_VERSION for tables of a later version than the program.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # no such revision here
        raise AppError(ErrorCode.STORAGE_VERSION) from error
