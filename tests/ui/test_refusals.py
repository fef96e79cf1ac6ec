"""What the service alone can refuse: each has its sentence or page, and a next step that works."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import (
    DETAILS,
    NEW_PASSWORD,
    PASSWORD,
    another_code,
    contact,
    fill_in,
    identity,
    inquiry,
    passwords,
    skip,
    step,
    to_code,
    to_review,
)
from tests.ui.test_language import CLOCK
from ui import messages, wording
from ui.context import Place, Visit
from ui.options import Entry, Mode

CHANGE = ("ReviewPage", "Change")
SIGN_IN = ("endings", "Sign in")
FORGOT = ("endings", "Forgot password")
RENEW = ("endings", "Re-register")
HOME = ("endings", "Start page")
WEAK = ("PasswordMeter", "Weak")


def signs_in(desk: Desk, number: str, password: str) -> None:
    fill_in(desk, {F.SIGN_IN_ID: number, F.CURRENT_PASSWORD: password})
    desk.go_on()


def change(desk: Desk, field: F) -> None:
    """Press the «Change» of one answer of the review."""
    named = [b for b in desk.shown(QAbstractButton) if b.accessibleName() == tr(*CHANGE)]
    next(b for b in named if b.accessibleDescription() == wording.label(field)).click()
    desk.turn()


@pytest.mark.parametrize("mode", list(Mode))
def test_wrong_unknown_and_locked_sign_in_read_the_same(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN, mode=mode)
    desk.rest()
    person, nobody = desk.person(registered=True), "9999999990"
    number, password = number_of(person), person.password or ""
    signs_in(desk, number, password + "x")
    desk.see_sentence(E.SIGN_IN_REFUSED)
    said = desk.summary()
    assert said is not None
    assert desk.focus() is said
    wrong = said.spoken()
    assert desk.text(F.CURRENT_PASSWORD) == password + "x", "nothing is cleared"
    for _time in range(4):
        desk.go_on()
    desk.fill(F.CURRENT_PASSWORD, password)
    desk.go_on()
    locked = desk.summary()
    assert locked is not None
    assert locked.spoken() == wrong
    if not desk.has(F.SIGN_IN_ID):
        desk.go_back()
    signs_in(desk, nobody, password)
    unknown = desk.summary()
    assert unknown is not None
    assert unknown.spoken() == wrong
    desk.clock.advance(15 * 60 + 1)
    if not desk.has(F.SIGN_IN_ID):
        desk.go_back()
    signs_in(desk, number, password)
    desk.see(person.name)


def test_wrong_evidence_leads_back_to_it_and_then_to_the_branch(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person, other = desk.people()[:2]
    to_review(desk, person)
    change(desk, F.CARD_NUMBER)
    assert desk.focused_field() is F.CARD_NUMBER
    wrong = {**identity(person), F.CARD_NUMBER: other.card_number or ""}
    fill_in(desk, wrong)
    desk.go_on()
    for _time in range(5):
        desk.fill(F.CAPTCHA, desk.picture_answer())
        desk.go_on()
        desk.see_sentence(E.EVIDENCE_MISMATCH)
        assert desk.focus() is desk.summary()
        assert {field: desk.text(field) for field in wrong} == wrong
        desk.go_on()
        assert desk.text(F.CAPTCHA) == ""
    desk.fill(F.CAPTCHA, desk.picture_answer())
    desk.go_on()
    desk.see_sentence(E.EVIDENCE_LIMIT)


@pytest.mark.parametrize("way", [SIGN_IN, FORGOT, RENEW, HOME])
def test_who_has_an_account_is_told_so_and_led_on(
    open_desk: OpenDesk, way: tuple[str, str]
) -> None:
    desk = open_desk("ar", entry=Entry.REGISTER)
    desk.rest()
    person = desk.person(registered=True)
    to_code(desk, person)
    desk.see(messages.sentence(Problem(E.ACCOUNT_EXISTS)))
    assert desk.focus() is desk.button(tr(*SIGN_IN))
    desk.switch_language()
    desk.see(messages.sentence(Problem(E.ACCOUNT_EXISTS)))
    desk.press(tr(*way))
    if way is SIGN_IN:
        assert desk.has(F.SIGN_IN_ID)
    elif way is FORGOT:
        assert desk.has(F.USER_ID)
    elif way is HOME:
        desk.see(tr("StartPage", "Welcome"))
    else:
        assert desk.text(F.NATIONAL_NUMBER) == person.national_number
        assert desk.line(F.NATIONAL_NUMBER).isReadOnly()
        desk.choose(F.NATIONALITY, "foreign")
        assert not desk.has(F.PERSONAL_NUMBER), "it is nobody else's renewal"
        assert desk.text(F.CARD_NUMBER) == person.card_number, "what was typed is carried over"


def test_re_registration_keeps_the_number_and_changes_the_rest(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.RESET)
    desk.rest()
    person, stranger = desk.person(registered=True), desk.person()
    step(desk, {F.USER_ID: number_of(person)})
    desk.press(tr("ChannelPage", "Re-register"))
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    line = desk.line(F.NATIONAL_NUMBER)
    assert line.isReadOnly()
    desk.paste(F.NATIONAL_NUMBER, number_of(stranger))
    line.setFocus()
    desk.type("1")
    assert desk.text(F.NATIONAL_NUMBER) == number_of(person)
    by_tree = QAccessible.queryAccessibleInterface(line).editableTextInterface()
    by_tree.replaceText(0, 10, number_of(stranger))  # as AT-SPI sets a text, read-only or not
    assert desk.text(F.NATIONAL_NUMBER) == number_of(person)
    rest = identity(person)
    del rest[F.NATIONALITY], rest[F.NATIONAL_NUMBER]
    step(desk, rest)
    step(
        desk,
        {
            **contact(person, "email"),
            F.EMAIL: "moved@example.com",
            F.EMAIL_CONFIRMATION: "moved@example.com",
        },
    )
    skip(desk, *DETAILS)
    step(desk, passwords())
    desk.fill(F.CAPTCHA, desk.picture_answer())
    desk.go_on()
    desk.fill(F.CODE, desk.last_code("moved@example.com"))
    desk.go_on()
    desk.see(tr("endings", "Your data is up to date"))
    desk.press(tr(*SIGN_IN))
    signs_in(desk, number_of(person), PASSWORD)
    desk.see(person.name)
    desk.press(tr("ServicesPage", "My account"))
    desk.see("moved@example.com")


@pytest.mark.parametrize("mode", list(Mode))
def test_a_bad_password_costs_a_reset_no_try(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, entry=Entry.RESET, mode=mode)
    desk.rest()
    person = desk.person(registered=True)
    step(desk, {F.USER_ID: number_of(person)})
    step(desk, {F.RESET_CHANNEL: "sms"})
    code = desk.last_code()
    fill_in(desk, {F.CODE: code})
    if not desk.has(F.NEW_PASSWORD):
        desk.go_on()
    first, second = F.NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION
    refused = {
        ("short", "short"): (E.PASSWORD_RULE, first),
        (NEW_PASSWORD, NEW_PASSWORD + "x"): (E.PASSWORD_MISMATCH, second),
        ("password@123", "password@123"): (E.PASSWORD_TOO_COMMON, first),
    }
    for typed, (error, field) in refused.items():
        fill_in(desk, dict(zip((first, second), typed, strict=True)))
        desk.go_on()
        desk.see_sentence(error, field)
        assert (desk.text(first), desk.text(second)) == typed
        # At a terminal the code, and its tries, stand on the page before.
        assert desk.reads(messages.tries_left(3)) is desk.has(F.CODE)
        assert desk.reads(tr(*WEAK)) is (error is E.PASSWORD_TOO_COMMON)
    fill_in(desk, {first: NEW_PASSWORD, second: NEW_PASSWORD})
    assert not desk.errors()
    assert not desk.reads(tr(*WEAK))
    desk.go_on()
    desk.see(tr("endings", "The password has been changed"))
    desk.press(tr(*SIGN_IN))
    signs_in(desk, number_of(person), NEW_PASSWORD)
    desk.see(person.name)


def test_a_reset_for_nobody_looks_like_any_other(open_desk: OpenDesk, language: Language) -> None:
    seen: list[list[str]] = []
    desk = open_desk(language, entry=Entry.RESET, size=(1000, 768))
    for number in (number_of(desk.person(registered=True)), "9999999990"):
        desk.window.go(Visit(Place.RESET))
        desk.rest()
        step(desk, {F.USER_ID: number})
        step(desk, {F.RESET_CHANNEL: "sms"})
        password = {F.NEW_PASSWORD: NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION: NEW_PASSWORD}
        code = another_code(desk.last_code())
        step(desk, {F.CODE: code, **password})
        desk.see_sentence(E.CODE_WRONG, F.CODE, tries_left=2)
        seen.append([CLOCK.sub("", text) for text in desk.texts()])
    assert seen[0] == seen[1]


def test_who_is_not_insured_is_told_where_to_go(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    step(desk, inquiry(desk.person(insured=False)))
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    desk.see_sentence(E.NOT_INSURED)
    desk.press(tr(*HOME))
    desk.see(tr("StartPage", "Welcome"))


def test_an_inquiry_that_does_not_match_says_so_on_its_page(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    person, other = desk.people(Nationality.FOREIGN)[:2]
    answers = {**inquiry(person), F.PASSPORT_NUMBER: other.passport_number or ""}
    step(desk, answers)
    desk.see_sentence(E.EVIDENCE_MISMATCH)
    assert desk.text(F.PASSPORT_NUMBER) == other.passport_number
    step(desk, {F.PASSPORT_NUMBER: person.passport_number or ""})
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    if person.insurance_number:
        desk.see(person.insurance_number)
    else:
        desk.see_sentence(E.NOT_INSURED)


def test_a_wrong_picture_is_told_first_and_as_long_as_it_is_wrong(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    to_review(desk, desk.person())
    for _time in range(2):
        desk.fill(F.CAPTCHA, "1")
        desk.go_on()
        desk.until(desk.has_picture, "the new picture")
        desk.until(lambda: desk.focus() is desk.summary(), "the summary under the cursor")
        assert desk.text(F.CAPTCHA) == ""
        described = desk.line(F.CAPTCHA).accessibleDescription()
        assert described.startswith(desk.error(F.CAPTCHA))
        assert wording.hint(F.CAPTCHA) in described
        desk.switch_language()
        desk.see_sentence(E.CAPTCHA_WRONG)
        assert desk.error(F.CAPTCHA)
        desk.window.theme.set_text_scale(1.5)
        desk.rest()
        assert desk.error(F.CAPTCHA)
        desk.window.theme.set_text_scale(1.0)
        desk.rest()
    desk.fill(F.CAPTCHA, "2")
    assert not desk.error(F.CAPTCHA)
