"""The embedded simulator, for the tests that walk against it."""

from collections.abc import Iterator

import pytest

from ssc_desktop.backends.simulator.service import open_simulator
from tests.contract.backends import POLICY, SEED, Backend, Clock

PEOPLE = 300  # enough insured people of both kinds for every test


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Open one town for all walks of a module; nobody in it is taken twice."""
    clock = Clock()
    opened = open_simulator(
        tmp_path_factory.mktemp("simulator"), PEOPLE, SEED, policy=POLICY, clock=clock
    )
    yield Backend(opened, opened.training, clock)
    opened.close()
