"""Whatever is typed or pasted into a field gets the form's own verdict, and nothing is cleared."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import (
    INQUIRY_FORM,
    REGISTRATION_FORM,
    RESET_FORM,
    Asked,
    Form,
    check,
)
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.services.contract import Language
from tests.data import INVISIBLE
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, number_of
from tests.ui.steps import (
    DETAILS,
    contact,
    fill_in,
    identity,
    inquiry,
    passwords,
    skip,
)
from ui import messages
from ui.options import Entry

TYPED = {
    "nothing": "",
    "spaces": " \u00a0\u3000",
    "too short": "12",
    "letters in numbers": "99O19ooo01",
    "Arabic and Persian digits": "٩٩٠١٩۰۰۰۰۱",
    "digits of another script": "९९०१९००००१",
    "bidi, zero-width and control characters": "\u202e990\u200b1900\u2066\u200f0\x0001\x1b\u2069",
    "nothing but invisible": INVISIBLE.replace("\ud800", ""),
    "several lines of emoji": "😀\n👨‍👩‍👧‍👦\r\n",
    "markup": "<img src=file:///etc/hostname><b>9901900001</b>&lt;b&gt;",
    "a template": "%n {label} {0} %1",
    "Arabic letters": "كلمة",
    "500 invisible before": "\u200b" * 500 + "9901900001",
    "1 MB of digits": "1" * 1_000_000,
    "1 MB of markup": "<b>😀</b>" * 125_000,
}
Road = Callable[[Desk], None]


def to_identity(kind: Nationality) -> Road:
    def go(desk: Desk) -> None:
        desk.rest()
        fill_in(desk, identity(desk.person(kind)))

    return go


def to_contact(desk: Desk) -> None:
    to_identity(Nationality.JORDANIAN)(desk)
    desk.go_on()
    fill_in(desk, contact(desk.person(), "email"))


def to_details(desk: Desk) -> None:
    to_contact(desk)
    desk.go_on()


def to_password(desk: Desk) -> None:
    to_details(desk)
    skip(desk, *DETAILS)
    fill_in(desk, passwords())


def to_inquiry(kind: Nationality) -> Road:
    def go(desk: Desk) -> None:
        desk.rest()
        fill_in(desk, inquiry(desk.person(kind)))

    return go


def to_user_id(desk: Desk) -> None:
    desk.rest()
    desk.fill(F.USER_ID, number_of(desk.person(registered=True)))


PAGES: Mapping[str, tuple[Entry, tuple[Asked, ...], Road]] = {
    "identity, Jordanian": (Entry.REGISTER, REGISTRATION_FORM, to_identity(Nationality.JORDANIAN)),
    "identity, foreign": (Entry.REGISTER, REGISTRATION_FORM, to_identity(Nationality.FOREIGN)),
    "contact": (Entry.REGISTER, REGISTRATION_FORM, to_contact),
    "details": (Entry.REGISTER, REGISTRATION_FORM, to_details),
    "password": (Entry.REGISTER, REGISTRATION_FORM, to_password),
    "inquiry, foreign": (Entry.INQUIRY, INQUIRY_FORM, to_inquiry(Nationality.FOREIGN)),
    "user ID": (Entry.RESET, RESET_FORM, to_user_id),
}


@pytest.mark.parametrize(
    ("page", "language"), [*((page, "ar") for page in PAGES), ("identity, foreign", "en")]
)
def test_a_field_says_what_the_form_says(
    open_desk: OpenDesk, language: Language, page: str
) -> None:
    entry, form, road = PAGES[page]
    desk = open_desk(language, entry=entry)
    road(desk)
    good = {field: desk.text(field) for field in desk.fields()}
    lines = [f for f in good if isinstance(desk.row(f).input.focus_target(), QLineEdit)]
    faults: list[str] = []
    for field in lines:
        for name, text in TYPED.items():
            faults += [f"{field}, {name}: {f}" for f in verdict(desk, form, good, field, text)]
            if not desk.has(field):
                desk.go_back()
            desk.fill(field, good[field])
    assert not faults, "\n".join(faults)


def verdict(
    desk: Desk, form: tuple[Asked, ...], good: Mapping[F, str], field: F, text: str
) -> list[str]:
    """Put a text into one field of a page that is right otherwise; return what is wrong then."""
    desk.fill(field, text)
    kept = desk.text(field)
    entries = [entry for entry in form if entry.field in good]
    expected = check(entries, Form({**good, field: text}, desk.reference())).problems
    desk.go_on()
    if not expected:
        return [f"{desk.errors()} although it is right"] if desk.errors() else []
    if not desk.has(field):
        return [f"goes on in spite of {[p.code for p in expected]}"]
    said = {problem.field: messages.sentence(problem) for problem in expected}
    faults = []
    if desk.errors() != said:
        faults.append(f"says {desk.errors()} instead of {said}")
    if sorted(desk.links()) != sorted(said.values()):
        faults.append(f"the summary says {desk.links()} instead of {said}")
    faults += [f"a gap in {text!r}" for text in said.values() if "  " in text or "{" in text]
    if desk.text(field) != kept:
        faults.append(f"{kept[:40]!r} becomes {desk.text(field)[:40]!r}")
    others = {f: desk.text(f) for f in desk.fields() if f is not field}
    if any(others[f] != good[f] for f in others):
        faults.append(f"{good} becomes {others}")
    return faults


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028"])
def test_the_line_end_of_a_copied_password_is_no_part_of_it(open_desk: OpenDesk, end: str) -> None:
    desk = open_desk(entry=Entry.SIGN_IN)
    desk.rest()
    person = desk.person(registered=True)
    password = f"{person.password} "  # a space at its end is
    desk.fill(F.SIGN_IN_ID, number_of(person))
    desk.paste(F.CURRENT_PASSWORD, password + end)
    assert desk.text(F.CURRENT_PASSWORD) == password
    desk.paste(F.CURRENT_PASSWORD, f"{person.password}{end}")
    desk.go_on()
    desk.see(person.name)
