"""What every test can rely on."""

import os

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


@pytest.fixture(scope="session")
def reference() -> ReferenceData:
    """The lists that come with the program, and the guide's values."""
    return data.reference()
