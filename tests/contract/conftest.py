"""Each test of this folder runs against each backend, on people and a clock of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.backends import BACKENDS, Backend
from tests.contract.citizens import Town


@pytest.fixture(params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """Open a service with a controllable clock and its training aid."""
    with BACKENDS[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture
def town(backend: Backend) -> Town:
    """Gather the people of a backend."""
    return Town(backend)
