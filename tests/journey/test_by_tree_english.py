"""The ways back into an account, and the inquiry, through the accessibility tree in English."""

import pytest

from tests.journey.conftest import OpenWindow
from tests.journey.steps import ways_back


@pytest.mark.long
def test_reset_re_registration_and_inquiry(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    known = (p for p in people if p["registered"] and p["insurance_number"])
    person = next(p for p in known if p["kind"] == "jordanian")
    window = open_window(lang="en")
    window.see("أهلاً بك")
    ways_back(window, person)
