"""An engine outside training for each test, with a few people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.engine import population
from ssc_desktop.engine.database import Store
from ssc_desktop.engine.sqlite_file import SqliteFile
from tests import postgres
from tests.engine.house import DAUGHTER, FATHER, GUEST, SON, House
from tests.postgres import store_at


def _fill(connection: sa.Connection) -> None:
    population.settle(
        connection, [FATHER, DAUGHTER, SON, GUEST], password_hashes={}, now=1_780_000_000.0
    )


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Open an engine outside training, on SQLite unless the test names PostgreSQL too."""
    path = tmp_path / "registry.sqlite"
    store: Store = SqliteFile(path)
    if getattr(request, "param", "sqlite") == "postgresql":
        store = store_at(postgres.running().copy("house", lambda made: made.make(_fill)))
    else:
        store.make(_fill)
    opened = store.open()
    yield House(path, opened)
    opened.close()
