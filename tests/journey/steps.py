"""What a citizen does on each page, by what the fields and buttons are called."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TypeAlias

from tests.journey.window import Node, Window

Person: TypeAlias = Mapping[str, str]
PASSWORD, NEXT_PASSWORD = "Sahel*7351", "Wadi#28460"
CONTINUE, SEND, OK = "متابعة", "ارسال", "موافق"
PRESSED = ("button", "radio", "check")
# The names that several buttons of a page bear; what describes them tells which is which.
SHARED = ("تعديل", "إظهار", "نسخ الرمز", "Change", "Show", "Copy the code")
# The header's button stands on every page; where a page has one of this name, both do the same.
SAME = ("الصفحة الرئيسة", "Start page")


def jordanians(people: list[dict[str, str]], *, insured: bool = False) -> list[Person]:
    """Return Jordanians without an account."""
    return [p for p in _unregistered(people, "jordanian") if p["insurance_number"] or not insured]


def foreigners(people: list[dict[str, str]]) -> list[Person]:
    """Return foreign residents without an account."""
    return _unregistered(people, "foreign")


def _unregistered(people: list[dict[str, str]], kind: str) -> list[Person]:
    return [p for p in people if p["kind"] == kind and not p["registered"]]


def local_phone(person: Person) -> str:
    """Return a phone number as its owner says it, with the zero."""
    return "0" + person["phone"].removeprefix("+962")


# ------------------------------------------------------------------ pages


def jordanian_identity(window: Window, person: Person) -> None:
    window.press("أردني")
    window.fill("الرقم الوطني", person["national_number"])
    evidence(window, person)


def evidence(window: Window, person: Person) -> None:
    window.fill("رقم البطاقة الشخصية", person["card_number"])
    window.fill("رقم وطني لأحد الأقارب", person["relative_national_number"])
    window.press(person["kinship"])


def foreign_identity(window: Window, person: Person) -> None:
    window.press("غير أردني")
    window.fill("بلد الجنسية", person["nationality"])
    window.fill("الرقم الشخصي", person["personal_number"])
    window.fill("رقم جواز السفر", person["passport_number"])
    window.fill("تاريخ الميلاد", "/".join(reversed(person["birth_date"].split("-"))))


def contact(window: Window, person: Person, *, channel: str) -> None:
    window.fill("رقم الهاتف", local_phone(person))
    window.press(channel)
    window.fill("البريد الإلكتروني", person["email"])
    window.fill("تأكيد البريد الإلكتروني", person["email"])


def choose_password(window: Window, password: str) -> None:
    window.fill("كلمة السر", password)
    window.fill("تأكيد كلمة السر", password)


def picture_code(window: Window) -> None:
    """Answer the picture code, once the picture has come."""
    window.see("صورة أخرى")
    window.not_see("يرجى الانتظار لحظة…")
    window.fill("رمز الشاشة", window.picture_code())


def register(window: Window, person: Person, *, by_email: bool = False) -> None:
    """From the identity page to the code page."""
    looked_at(window, "الجنسية")
    if person["kind"] == "foreign":
        foreign_identity(window, person)
    else:
        jordanian_identity(window, person)
    checked_names(window)
    window.press(CONTINUE)
    rest_of_registration(window, person, PASSWORD, by_email=by_email)


def rest_of_registration(
    window: Window, person: Person, password: str, *, by_email: bool = False
) -> None:
    """From the contact page to the code page."""
    looked_at(window, "طريقة التفعيل")
    channel = "عن طريق البريد الإلكتروني" if by_email else "عن طريق رقم الهاتف"
    contact(window, person, channel=channel)
    window.press(CONTINUE)
    looked_at(window, "المستوى الاكاديمي")
    window.fill("بلد الاقامة", "الأردن")
    window.fill("المستوى الاكاديمي", "بكالوريوس")
    window.fill("البنك", "البنك العربي")
    window.press(CONTINUE)
    looked_at(window, "تأكيد كلمة السر")
    choose_password(window, password)
    window.press(CONTINUE)
    looked_at(window, "رمز الشاشة")
    window.see("بكالوريوس")
    window.see("البنك العربي")
    picture_code(window)
    window.press(SEND)
    looked_at(window, OK)


def send_the_rest(window: Window, person: Person) -> None:
    """From the contact page to whatever the service answers, without what is optional."""
    contact(window, person, channel="عن طريق رقم الهاتف")
    window.press(CONTINUE)
    window.wait_for("المستوى الاكاديمي")
    window.press(CONTINUE)
    window.fill("كلمة السر", PASSWORD)
    window.fill("تأكيد كلمة السر", PASSWORD)
    window.press(CONTINUE)
    picture_code(window)
    window.press(SEND)


def activate(window: Window, to: str) -> None:
    """Give the code that was sent there."""
    window.wait_for(OK)
    window.fill("رمز التحقق", window.code(to))
    window.press(OK)


def sign_in(window: Window, number: str, password: str) -> None:
    """From the sign-in page to the services."""
    looked_at(window, "رمز الدخول")
    window.fill("رمز الدخول", number)
    window.fill("كلمة السر", password)
    window.press("دخول")
    looked_at(window, "تسجيل الخروج")


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


def inquire(window: Window, person: Person) -> None:
    """From the inquiry's first page to its code page, for a Jordanian."""
    window.wait_for("الجنسية")
    window.press("أردني")
    window.fill("الرقم الوطني", person["national_number"])
    window.fill("رقم هوية الأحوال", person["card_number"])
    window.fill("رقم الهاتف", local_phone(person))
    checked_names(window)
    window.press("إرسال رمز التحقق")
    looked_at(window, OK)


# ------------------------------------------------------------------ what holds on every page


def looked_at(window: Window, name: str) -> None:
    """Wait for a page, by what only it has, then see whether all on it has its name."""
    checked_names(window, window.wait_for(name))


def checked_names(window: Window, nodes: list[Node] | None = None) -> None:
    """Whatever can be worked has a name that is found once; every field's name is its label.

    A page that is being built may be caught half done, so a fault has to stay to count.
    """
    with suppress(AssertionError):
        _check_names(nodes or window.names())
        return
    _check_names(window.names())


def _check_names(nodes: list[Node]) -> None:
    labels = {node.name for node in nodes if node.role == "label" and node.name}
    seen: set[tuple[str, str, str]] = set()
    for node in nodes:
        if node.role in ("text", "password", "combo"):
            assert node.name, f"a field without a name: {node}"
        if node.role in ("text", "password"):
            assert node.name in labels, f"no label says what this is: {node}"
        if node.role in PRESSED:
            assert node.name, f"a button without a name: {node}"
        if node.role == "radio":
            groups = [n.name for n in nodes if n.role == "group" and _inside(node, n)]
            assert any(name in labels for name in groups if name), f"of no named group: {node}"
        if node.role in (*PRESSED, "text", "password") and node.name not in SAME:
            kind = "field" if node.role in ("text", "password") else "button"
            detail = node.description if node.name in SHARED else ""
            assert (kind, node.name, detail) not in seen, f"twice on one page: {node}"
            seen.add((kind, node.name, detail))


def _inside(node: Node, other: Node) -> bool:
    return node.path[: len(other.path)] == other.path


def ways_back(window: Window, person: dict[str, str]) -> None:
    """Get back in with a new password, register again, and ask for the insurance number."""
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
