"""An engine outside training for each test, with a few people, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.house import House, on_postgresql, on_sqlite


@pytest.fixture(params=[on_sqlite, pytest.param(on_postgresql, marks=pytest.mark.long)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Open an engine outside training."""
    with request.param(tmp_path) as house:
        yield house
