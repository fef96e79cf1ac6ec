"""One question a page: the registration at a terminal through the accessibility tree alone."""

from tests.journey.conftest import OpenWindow
from tests.journey.room import until
from tests.journey.steps import (
    CONTINUE,
    OK,
    PASSWORD,
    SEND,
    checked_names,
    foreigners,
    local_phone,
    picture_code,
    sign_in,
)
from tests.journey.window import Window


def fields(window: Window) -> set[str]:
    """Return what is asked on the page."""
    return {node.name for node in window.names() if node.role in ("text", "password", "radio")}


def test_a_foreign_resident_registers_at_a_terminal(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    person = foreigners(people)[0]
    window = open_window("--mode", "terminal", "--open", "register")
    typed = {
        "بلد الجنسية": person["nationality"],
        "الرقم الشخصي": person["personal_number"],
        "رقم جواز السفر": person["passport_number"],
        "تاريخ الميلاد": "/".join(reversed(person["birth_date"].split("-"))),
        "رقم الهاتف": local_phone(person),
        "كلمة السر": PASSWORD,
        "تأكيد كلمة السر": PASSWORD,
    }
    window.wait_for("غير أردني")
    window.press("غير أردني")
    window.wait_for("بلد الجنسية")
    while "رمز الشاشة" not in (asked := fields(window)):
        for name in asked & set(typed):
            window.fill(name, typed.pop(name))
        checked_names(window)
        window.press(CONTINUE)
        until(lambda before=asked: fields(window) not in (before, set()), "the next question")
    assert not typed, "everything was asked"
    picture_code(window)
    window.press(SEND)
    window.wait_for(OK)
    window.fill("رمز التحقق", window.code(person["phone"]))
    window.press(OK)
    window.wait_for("دخول")
    window.press("دخول")
    sign_in(window, person["personal_number"], PASSWORD)
    window.see(person["name"])
    window.press("إنهاء ومسح بياناتي")
    window.see("أهلاً بك")
    window.not_see(person["name"])


def test_the_looks_are_chosen_at_a_terminal(open_window: OpenWindow) -> None:
    window = open_window("--mode", "terminal", "--open", "login")

    def height() -> int:
        return max((node.box[3] for node in window.tree() if node.name == "دخول"), default=0)

    def is_chosen(name: str) -> bool:
        return any("checked" in node.states for node in window.tree() if node.name == name)

    window.wait_for("دخول")
    usual = height()
    window.press("القائمة")
    window.press("نص كبير جداً")
    until(lambda: height() > usual, "larger text")
    window.press("القائمة")
    until(lambda: is_chosen("نص كبير جداً"), "the mark at the size in force")
    window.press("تباين عالٍ")
    window.not_see("نص كبير جداً")
    window.press("القائمة")
    until(lambda: is_chosen("تباين عالٍ"), "the mark at high contrast")
    window.press("الصفحة الرئيسة")
    window.see("أهلاً بك")
