"""The way with the mouse: every choice, field, list and button is clicked, the wheel scrolls."""

import pytest

from tests.journey.conftest import OpenWindow
from tests.journey.mouse import Mouse
from tests.journey.room import until
from tests.journey.steps import SEND, jordanians, local_phone


@pytest.mark.long
def test_an_inquiry_and_the_ways_out(open_window: OpenWindow, people: list[dict[str, str]]) -> None:
    person = jordanians(people, insured=True)[0]
    window = open_window()
    mouse = Mouse(window)
    window.focus_on("الدخول إلى الخدمات الإلكترونية")
    mouse.click("الاستعلام عن رقم الضمان")
    window.wait_for("أردني")
    mouse.click("أردني")
    window.wait_for("رقم هوية الأحوال")
    mouse.type_into("الرقم الوطني", person["national_number"])
    mouse.type_into("رقم هوية الأحوال", person["card_number"])
    mouse.type_into("رقم الهاتف", local_phone(person))
    mouse.click("إرسال رمز التحقق")
    window.wait_for("موافق")
    mouse.type_into("رمز التحقق", window.code(person["phone"]))
    mouse.click("موافق")
    window.see(person["insurance_number"])
    mouse.click("English")
    window.see("Your insurance number")
    mouse.click("العربية")
    mouse.click("تباين عالٍ", "check")
    until(lambda: any("checked" in node.states for node in window.tree()), "high contrast")
    mouse.click("الصفحة الرئيسة")
    mouse.click("نسيت كلمة السر")
    mouse.type_into("رمز المستخدم", person["national_number"])
    mouse.click(SEND)
    window.wait_for("البريد الإلكتروني")
    mouse.click("البريد الإلكتروني")
    mouse.click("رجوع")
    assert window.read("رمز المستخدم") == person["national_number"]
    mouse.click("إلغاء")
    mouse.click("إلغاء ومسح البيانات")
    window.see("أهلاً بك")
