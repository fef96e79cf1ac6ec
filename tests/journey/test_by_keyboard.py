"""The journey by key events alone; the tree is only read, to see where the focus is."""

from itertools import pairwise

import pytest

from tests.journey.conftest import OpenWindow
from tests.journey.keyboard import Keyboard
from tests.journey.room import until
from tests.journey.steps import CONTINUE, OK, PASSWORD, SEND, Person, jordanians, local_phone
from tests.journey.window import Node, Window

HEADER = ["الصفحة الرئيسة", "حجم النص", "تباين عالٍ", "مساعدة"]
LANGUAGE = ["English"]
PANEL_BUTTON = "هاتف متلقي الخدمة"
BAR = [CONTINUE, "رجوع", "إلغاء"]
EMAIL = ["البريد الإلكتروني", "تأكيد البريد الإلكتروني"]
SHOW = "إظهار"
# As the kinships stand: two rows, read from right to left.
KINSHIPS = ("الوالدين", "الإخوة/الأخوات", "الزوج/الزوجة", "الأبناء/البنات")


@pytest.fixture
def person(people: list[dict[str, str]]) -> Person:
    """Somebody whose relative is not the first choice of the list."""
    return next(p for p in jordanians(people) if p["kinship"] != KINSHIPS[0])


def test_registration_and_sign_in(window: Window, person: Person) -> None:
    keys = Keyboard(window)
    keys.arrives("الدخول إلى الخدمات الإلكترونية")
    # The panel of the training stands at the far edge: it is read last.
    entries = [
        "الدخول إلى الخدمات الإلكترونية",
        "تسجيل الأفراد",
        "الاستعلام عن رقم الضمان",
        "نسيت كلمة السر",
    ]
    window.see("أشخاص افتراضيون للتدريب")
    names = [node.name for node in keys.stops()]
    assert names[:4] == entries
    assert names[-6:] == [*HEADER, *LANGUAGE, PANEL_BUTTON]
    keys.go_to(PANEL_BUTTON, "shift+Tab")
    keys.press("Return")
    window.not_see("أشخاص افتراضيون للتدريب")
    assert keys.focus().name == PANEL_BUTTON

    keys.go_to("تسجيل الأفراد")
    keys.press("Return")
    identity(keys, window, person)
    contact(keys, window, person)
    details(keys, window)
    passwords(keys, window)
    review(keys, window)
    code(keys, window, person)

    keys.arrives("دخول")
    keys.press("Return")
    keys.arrives("رمز الدخول")
    ways_on = ["نسيت كلمة السر", "تسجيل الأفراد", "الاستعلام عن رقم الضمان"]
    # The buttons of the page stand below what can be scrolled.
    read_on(keys, window, ["رمز الدخول", "كلمة السر", SHOW, *ways_on], ["دخول", "إلغاء"])
    keys.type(person["national_number"])
    assert keys.tab().name == "كلمة السر"
    keys.type(PASSWORD)
    keys.press("Return")
    keys.arrives("حسابي")
    read_on(keys, window, ["حسابي", "الاستعلام عن رقم الضمان"], [], signed_in=True)
    keys.go_to("تسجيل الخروج", "shift+Tab")
    keys.press("space")
    keys.arrives("الدخول إلى الخدمات الإلكترونية")


def identity(keys: Keyboard, window: Window, person: Person) -> None:
    keys.arrives("أردني")
    keys.press("space")
    window.wait_for("صلة القرابة")
    read_on(
        keys,
        window,
        [
            "أردني",
            "الرقم الوطني",
            "رقم البطاقة الشخصية",
            "رقم وطني لأحد الأقارب",
            KINSHIPS[0],
        ],
        [CONTINUE, "إلغاء"],
    )
    assert keys.tab().name == "الرقم الوطني"
    keys.type(person["national_number"])
    keys.tab()
    keys.type(person["card_number"])
    keys.tab()
    keys.type(person["relative_national_number"])
    keys.tab()
    row, column = divmod(KINSHIPS.index(person["kinship"]), 2)
    for _row in range(row):
        keys.move("Down")
    for _column in range(column):
        keys.move("Left")
    assert keys.focus().name == person["kinship"]
    keys.press("space")
    keys.press("Return")


def contact(keys: Keyboard, window: Window, person: Person) -> None:
    keys.arrives("رمز الهاتف الدولي")
    fields = ["رمز الهاتف الدولي", "رقم الهاتف", "عن طريق رقم الهاتف", *EMAIL]
    read_on(keys, window, fields, BAR)
    keys.press("ctrl+a")
    keys.type("jord")
    keys.press("Down", "Return")
    window.wait_for("الأردن \u2066+962\u2069")
    assert keys.tab().name == "رقم الهاتف"
    keys.type(local_phone(person))
    keys.go_to("البريد الإلكتروني")
    keys.type(person["email"])
    keys.press("ctrl+a", "ctrl+c")
    keys.tab()
    keys.press("ctrl+v", "Return")


def details(keys: Keyboard, window: Window) -> None:
    keys.arrives("بلد الاقامة")
    read_on(keys, window, ["بلد الاقامة", "المستوى الاكاديمي", "البنك"], BAR)
    keys.type("jordan")
    keys.tab()
    assert window.read("بلد الاقامة") == "الأردن"
    keys.go_to("البنك")
    keys.type("housing")
    keys.press("Down", "Return")
    assert keys.focus().text == "بنك الإسكان للتجارة والتمويل"
    keys.press("Return")


def passwords(keys: Keyboard, window: Window) -> None:
    keys.arrives("كلمة السر")
    read_on(keys, window, ["كلمة السر", SHOW, "تأكيد كلمة السر", SHOW], BAR)
    keys.type(PASSWORD)
    assert keys.tab(2).name == "تأكيد كلمة السر"
    keys.type(PASSWORD)
    keys.press("Return")


def review(keys: Keyboard, window: Window) -> None:
    keys.arrives("رمز الشاشة")
    window.wait_for("صورة أخرى")
    window.not_see("يرجى الانتظار لحظة")
    changes = [node.name for node in window.names() if node.name == "تعديل"]
    assert len(changes) >= 10
    picture = ["صورة أخرى", "لا أستطيع رؤية الصورة", "رمز الشاشة"]
    read_on(keys, window, [*changes, *picture], [SEND, "رجوع", "إلغاء"])
    keys.go_to("رمز الشاشة")
    keys.type(window.picture_code())
    keys.press("Return")


def code(keys: Keyboard, window: Window, person: Person) -> None:
    keys.arrives("رمز التحقق")
    window.wait_for(OK)
    change = "تعديل رقم الهاتف أو البريد الإلكتروني"
    read_on(keys, window, ["رمز التحقق", change], [OK, "رجوع", "إلغاء"])
    keys.type(window.code(person["phone"]))
    keys.press("Return")


def read_on(
    keys: Keyboard, window: Window, page: list[str], bar: list[str], *, signed_in: bool = False
) -> None:
    """Tab goes through the page, the buttons below it, the header and the banner, as one reads."""
    nodes = {node.path: node for node in window.tree()}
    stops = keys.stops()
    leave = ["تسجيل الخروج"] if signed_in else []
    expected = [*page, *bar, *HEADER, *leave, *LANGUAGE, PANEL_BUTTON]
    start = expected.index(stops[0].name)
    assert [node.name for node in stops] == [*expected[start:], *expected[:start]]
    assert keys.focus().path == stops[0].path
    in_order = [*stops[len(stops) - start :], *stops[: len(stops) - start]]
    # What scrolls can lie behind the buttons, so places are compared within each.
    for part in (in_order[: len(page)], in_order[len(page) :][: len(bar)]):
        for first, second in pairwise(nodes[node.path] for node in part):
            assert follows(first, second), f"{second} is read before {first}"


def follows(first: Node, second: Node) -> bool:
    """Tell whether something stands further on: below, or in the same line further left."""
    x, y, width, height = first.box
    right = second.box[0] + second.box[2]
    below = second.box[1] >= y + height / 2
    within = x <= second.box[0] and right <= x + width and second.box[1] >= y
    return below or right <= x + width / 2 or within


def test_errors_lead_from_the_summary_to_the_field(open_window: OpenWindow) -> None:
    window = open_window("--open", "register")
    keys = Keyboard(window)
    keys.arrives("أردني")
    keys.press("space", "Return")
    summary = "يرجى مراجعة ما يلي قبل المتابعة"
    window.see("يرجى إدخال الرقم الوطني.")
    node = keys.focus()
    assert node.name.startswith(summary)
    assert "يرجى إدخال رقم البطاقة الشخصية." in node.name
    assert keys.tab().name == "يرجى إدخال الرقم الوطني."
    assert keys.tab().name == "يرجى إدخال رقم البطاقة الشخصية."
    keys.press("Return")
    field = keys.arrives("رقم البطاقة الشخصية")
    assert field.description.startswith("يرجى إدخال رقم البطاقة الشخصية.")
    keys.type("ABC12345")
    window.not_see("يرجى إدخال رقم البطاقة الشخصية.")
    assert keys.focus().name == "رقم البطاقة الشخصية"


def test_escape_asks_before_anything_typed_is_lost(open_window: OpenWindow) -> None:
    window = open_window("--open", "register")
    keys = Keyboard(window)
    keys.arrives("أردني")
    keys.press("space")
    window.wait_for("الرقم الوطني")
    keys.go_to("الرقم الوطني")
    keys.type("9901900001")

    stay, leave = "العودة إلى الطلب", "إلغاء ومسح البيانات"
    keys.press("Escape")
    keys.arrives(stay)
    # The focus stays in the question until it is answered.
    assert keys.tab().name == leave
    assert keys.tab().name == stay
    assert keys.move("shift+Tab").name == leave
    keys.press("Escape")
    assert keys.arrives("الرقم الوطني").text == "9901900001"

    keys.press("F1")
    keys.arrives("مساعدة")
    keys.press("Escape")
    assert keys.arrives("الرقم الوطني").text == "9901900001"

    keys.press("Escape")
    keys.arrives(stay)
    keys.tab()
    keys.press("Return")
    keys.arrives("الدخول إلى الخدمات الإلكترونية")
    keys.press("F1")
    window.wait_for("رجوع")
    keys.arrives("مساعدة")
    keys.go_to("رجوع")
    keys.press("Return")
    keys.arrives("الدخول إلى الخدمات الإلكترونية")


def test_the_focus_outlives_changes_of_the_window(open_window: OpenWindow) -> None:
    """Language, contrast and text size, by keyboard; what was typed and the focus stay."""
    window = open_window("--open", "login")
    keys = Keyboard(window)
    keys.arrives("رمز الدخول")
    keys.type("9901900001")
    keys.go_to("English", "shift+Tab")
    keys.press("Return")
    assert keys.arrives("العربية")
    assert window.read("Sign-in ID") == "9901900001"
    keys.go_to("High contrast", "shift+Tab")
    keys.press("space")
    assert "checked" in keys.focus().states
    before = keys.go_to("Text size", "shift+Tab")
    keys.press("space", "Down", "Down", "Return")
    until(lambda: keys.focus().box[2] > before.box[2], "larger text")
    assert window.read("Sign-in ID") == "9901900001"
