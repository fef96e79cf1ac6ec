"""The whole journey through the accessibility tree alone, by roles and names."""

from tests.journey.conftest import OpenWindow
from tests.journey.room import until
from tests.journey.steps import (
    CONTINUE,
    PASSWORD,
    SEND,
    activate,
    checked_names,
    foreigners,
    jordanian_identity,
    jordanians,
    looked_at,
    picture_code,
    register,
    send_the_rest,
    sign_in,
    ways_back,
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
    ways_back(window, person)


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
    send_the_rest(window, person)
    window.see("لم نتمكن من مطابقة بيانات الهوية")
    assert window.read("رقم البطاقة الشخصية") == other["card_number"]
    assert window.read("الرقم الوطني") == person["national_number"]
    checked_names(window)
    window.fill("رقم البطاقة الشخصية", person["card_number"])
    window.press(CONTINUE)
    window.see(person["email"])
    picture_code(window)
    changed_in_size(window)
    window.press(SEND)
    activate(window, person["phone"])
    window.wait_for("دخول")


def changed_in_size(window: Window) -> None:
    """Whatever happens to the window, the picture code stays, and what was typed for it."""
    typed = window.read("رمز الشاشة")
    window.press("رمز الشاشة", roles=["text"], action="SetFocus")
    window.focus_on("رمز الشاشة")
    window.press("تباين عالٍ")
    until(lambda: any("checked" in node.states for node in window.tree()), "high contrast")
    kept(window, typed)
    window.press("هاتف متلقي الخدمة")
    window.not_see("أشخاص افتراضيون للتدريب")
    kept(window, typed)


def kept(window: Window, typed: str) -> None:
    until(
        lambda: ("image", "رمز الشاشة") in [(node.role, node.name) for node in window.names()],
        "the picture",
    )
    assert window.read("رمز الشاشة") == typed
    window.focus_on("رمز الشاشة")


def test_errors_can_be_read_and_lead_to_their_fields(open_window: OpenWindow) -> None:
    window = open_window("--open", "register")
    window.press(CONTINUE)
    window.wait_for("يرجى اختيار الجنسية.")
    window.press("غير أردني")
    window.fill("الرقم الشخصي", "12345")
    window.press(CONTINUE)
    window.see("وعدد الأرقام المُدخلة حالياً \u20665\u2069.")
    links = [node.name for node in window.names() if node.role == "button"]
    number = next(name for name in links if name.startswith("يتكون الرقم الشخصي"))
    errors = {
        "بلد الجنسية": "يرجى اختيار بلد الجنسية.",
        "الرقم الشخصي": number,
        "رقم جواز السفر": "يرجى إدخال رقم جواز السفر.",
        "تاريخ الميلاد": "يرجى إدخال تاريخ الميلاد.",
    }
    summary = window.focused()
    assert summary.role == "group"
    assert all(error in summary.name for error in errors.values()), summary
    checked_names(window)
    for label, error in errors.items():
        window.press(error)
        assert window.focus_on(label).description.startswith(error)
    window.fill("الرقم الشخصي", "5123456789")
    window.not_see(number)


def test_the_language_changes_at_once_and_nothing_typed_is_lost(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    person = jordanians(people)[0]
    window = open_window("--open", "register")
    jordanian_identity(window, person)
    window.press("English")
    looked_at(window, "National number")
    numbers = {
        "National number": person["national_number"],
        "ID card number": person["card_number"],
        "A relative's national number": person["relative_national_number"],
    }
    assert {label: window.read(label) for label in numbers} == numbers
    chosen = [node.name for node in window.tree() if "checked" in node.states]
    assert chosen[0] == "Jordanian"
    assert len(chosen) == 2, "the kinship stays chosen"
    window.press("Continue")
    window.wait_for("Activation method")
    window.fill("Phone number", "12")
    window.press("Continue")
    wrong = "A Jordanian mobile number has 9 digits and begins with 77, 78 or 79. Please check it."
    window.wait_for(wrong)
    window.press("العربية")
    looked_at(window, "طريقة التفعيل")
    window.not_see(wrong)
    window.see("رقم الهاتف الخلوي الأردني يتكون من 9 أرقام")
    assert window.read("رقم الهاتف") == "12"
    assert window.read("رمز الهاتف الدولي") == "الأردن \u2066+962\u2069"
