"""The ways back into an account, and the inquiry, through the accessibility tree in English."""

from tests.journey.conftest import OpenWindow
from tests.journey.steps import (
    NEXT_PASSWORD,
    activate,
    inquire,
    looked_at,
    new_password_by_reset,
    registered_again,
    sign_in,
)


def test_reset_re_registration_and_inquiry(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    known = (p for p in people if p["registered"] and p["insurance_number"])
    person = next(p for p in known if p["kind"] == "jordanian")
    window = open_window(lang="en")
    window.see("أهلاً بك")
    new_password_by_reset(window, person)
    window.press("دخول")
    sign_in(window, person["national_number"], NEXT_PASSWORD)
    window.press("تسجيل الخروج")
    window.see("أهلاً بك")
    registered_again(window, person)
    window.press("الاستعلام عن رقم الضمان")
    inquire(window, person)
    activate(window, person["phone"])
    looked_at(window, "رقم التأمين")
    window.see(person["insurance_number"])
