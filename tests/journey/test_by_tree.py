"""The whole journey through the accessibility tree alone, by roles and names."""

from tests.journey.conftest import OpenWindow
from tests.journey.steps import (
    CONTINUE,
    NEXT_PASSWORD,
    OK,
    PASSWORD,
    SEND,
    Person,
    activate,
    checked_names,
    contact,
    evidence,
    foreigners,
    jordanian_identity,
    jordanians,
    local_phone,
    looked_at,
    picture_code,
    register,
    rest_of_registration,
    sign_in,
)
from tests.journey.window import Window


def test_a_jordanian_makes_the_whole_journey(window: Window, people: list[dict[str, str]]) -> None:
    person = jordanians(people, insured=True)[0]
    checked_names(window)
    window.press("تسجيل الأفراد")
    register(window, person)
    activate(window, person["phone"])
    looked_at(window, "دخول")
    window.press("دخول")
    sign_in(window, person["national_number"], PASSWORD)
    window.see(person["name"])
    window.press("حسابي")
    window.see(person["insurance_number"])
    window.see(person["email"])
    window.see("البنك العربي")
    checked_names(window)
    window.press("تسجيل الخروج")
    window.see("أهلاً بك")

    new_password_by_reset(window, person)
    window.press("دخول")
    sign_in(window, person["national_number"], NEXT_PASSWORD)
    window.press("تسجيل الخروج")
    window.see("أهلاً بك")

    registered_again(window, person)
    inquired(window, person)


def new_password_by_reset(window: Window, person: Person) -> None:
    window.press("نسيت كلمة السر")
    looked_at(window, "رمز المستخدم")
    window.fill("رمز المستخدم", person["national_number"])
    window.press(SEND)
    looked_at(window, "طريقة إرسال رمز التحقق")
    window.press("رقم الهاتف")
    window.press(SEND)
    looked_at(window, "كلمة السر الجديدة")
    window.fill("رمز التحقق", window.code(person["phone"]))
    window.fill("كلمة السر الجديدة", NEXT_PASSWORD)
    window.fill("تأكيد كلمة السر", NEXT_PASSWORD)
    window.press(SEND)
    looked_at(window, "دخول")


def registered_again(window: Window, person: Person) -> None:
    """From the reset's channel page, with a new e-mail address; the number stays."""
    moved = {**person, "email": "moved@example.com"}
    window.press("نسيت كلمة السر")
    window.fill("رمز المستخدم", person["national_number"])
    window.press(SEND)
    window.press("إعادة تسجيل")
    looked_at(window, "الجنسية")
    window.press("أردني")
    assert window.read("الرقم الوطني") == person["national_number"]
    evidence(window, person)
    window.press(CONTINUE)
    rest_of_registration(window, moved, PASSWORD, by_email=True)
    activate(window, moved["email"])
    looked_at(window, "دخول")
    window.press("الصفحة الرئيسة", at=0)
    window.see("أهلاً بك")


def inquired(window: Window, person: Person) -> None:
    window.press("الاستعلام عن رقم الضمان")
    window.wait_for("الجنسية")
    window.press("أردني")
    window.fill("الرقم الوطني", person["national_number"])
    window.fill("رقم هوية الأحوال", person["card_number"])
    window.fill("رقم الهاتف", local_phone(person))
    checked_names(window)
    window.press("إرسال رمز التحقق")
    looked_at(window, OK)
    activate(window, person["phone"])
    looked_at(window, "رقم التأمين")
    window.see(person["insurance_number"])


def test_a_foreign_resident_registers_by_e_mail(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    person = foreigners(people)[0]
    window = open_window("--open", "register")
    register(window, person, by_email=True)
    assert window.simulator("messages", "--last")[0]["channel"] == "email"
    activate(window, person["email"])
    looked_at(window, "دخول")
    window.press("دخول")
    sign_in(window, person["personal_number"], PASSWORD)
    window.see(person["name"])


def test_wrong_evidence_leads_back_and_nothing_typed_is_lost(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    person, other = jordanians(people)[:2]
    window = open_window("--open", "register")
    jordanian_identity(window, {**person, "card_number": other["card_number"]})
    window.press(CONTINUE)
    rest_of_registration_refused(window, person)
    window.see("لم نتمكن من مطابقة بيانات الهوية")
    assert window.read("رقم البطاقة الشخصية") == other["card_number"]
    assert window.read("الرقم الوطني") == person["national_number"]
    checked_names(window)
    window.fill("رقم البطاقة الشخصية", person["card_number"])
    window.press(CONTINUE)
    window.see(person["email"])
    picture_code(window)
    window.press(SEND)
    activate(window, person["phone"])
    window.wait_for("دخول")


def rest_of_registration_refused(window: Window, person: Person) -> None:
    contact(window, person, channel="عن طريق رقم الهاتف")
    window.press(CONTINUE)
    window.wait_for("المستوى الاكاديمي")
    window.press(CONTINUE)
    window.fill("كلمة السر", PASSWORD)
    window.fill("تأكيد كلمة السر", PASSWORD)
    window.press(CONTINUE)
    picture_code(window)
    window.press(SEND)
