"""An engine outside training for each test, with a few people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.engine import population
from ssc_desktop.engine.sqlite_file import SqliteFile
from tests.engine.house import DAUGHTER, FATHER, GUEST, SON, House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Open an engine outside training."""
    path = tmp_path / "registry.sqlite"

    def fill(connection: sa.Connection) -> None:
        population.settle(
            connection, [FATHER, DAUGHTER, SON, GUEST], password_hashes={}, now=1_780_000_000.0
        )

    store = SqliteFile(path)
    store.make(fill)
    opened = store.open()
    yield House(path, opened)
    opened.close()
