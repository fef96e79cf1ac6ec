"""What every test can rely on."""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from ssc_desktop.domain.reference import ReferenceData
from tests import data

# The same examples on every run; HYPOTHESIS_PROFILE=thorough looks for new ones.
settings.register_profile(
    "steady",
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", settings.get_profile("steady"), max_examples=3_000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the size at which the long tests run."""
    parser.addoption(
        "--full-size", action="store_true", help="run the long tests (-m long) at their full size"
    )


@pytest.fixture(scope="session")
def sized(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Choose a size: `sized(10, 1_000)` is 10, and with --full-size 1,000."""
    full_size = request.config.getoption("--full-size")
    return lambda usual, full: full if full_size else usual


@pytest.fixture(scope="session")
def reference() -> ReferenceData:
    """The lists that come with the program, and the guide's values."""
    return data.reference()
