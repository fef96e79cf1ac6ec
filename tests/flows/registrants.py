"""People on their way through registration."""

import pytest

from ssc_desktop.flows.registration import RegistrationFlow
from ssc_desktop.flows.state import StepId
from tests.flows.scripted import ARRANGEMENTS, JORDANIAN, Person, ScriptedService

both_arrangements = pytest.mark.parametrize("arrangement", ARRANGEMENTS)


def person(
    answers=JORDANIAN, *, renewal: bool = False, service: ScriptedService | None = None, **start
) -> Person:
    """Return somebody at the first page."""
    return Person(RegistrationFlow(renewal=renewal), service or ScriptedService(), answers, **start)


def at(step: StepId, **more) -> Person:
    """Return somebody who has come as far as this step."""
    somebody = person(**more)
    somebody.walk_to(step)
    return somebody
