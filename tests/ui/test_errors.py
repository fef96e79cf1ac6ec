"""Errors on a page: the summary speaks up and leads to each field; what is put right, goes."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.password import PasswordPart, PasswordRule
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.steps import (
    DETAILS,
    fill_in,
    identity,
    passwords,
    skip,
    step,
    to_the_details,
    to_the_password,
)
from ui import messages, wording
from ui.context import Place, Visit
from ui.options import Entry, Mode

RULE = PasswordRule()


def test_the_summary_takes_the_focus_and_leads_to_each_field(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "123"})
    desk.go_on()
    summary = desk.summary()
    assert summary is not None
    assert desk.focus() is summary
    assert summary.accessibleName() == summary.spoken()
    asked = [F.NATIONAL_NUMBER, F.CARD_NUMBER, F.RELATIVE_NATIONAL_NUMBER, F.KINSHIP]
    assert list(desk.errors()) == asked
    assert desk.links() == list(desk.errors().values())
    for field, link in zip(asked, desk.links_of(summary), strict=True):
        assert link.accessibleName() in summary.spoken()
        link.setFocus()
        desk.key(Qt.Key.Key_Return)
        assert desk.focused_field() is field
        focus = desk.focus()
        assert focus is not None
        if isinstance(focus, QLineEdit):
            assert focus.accessibleName() == wording.label(field)
            assert focus.accessibleDescription().startswith(desk.error(field))
        else:
            assert isinstance(focus, QRadioButton)
            group = focus.parentWidget()
            assert group is not None
            assert group.accessibleName() == wording.label(field)
            assert group.accessibleDescription().startswith(desk.error(field))


def test_an_error_goes_as_soon_as_it_is_put_right(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "123"})
    assert not desk.errors(), "nothing is said before the page is left"
    desk.go_on()
    desk.enter(desk.line(F.NATIONAL_NUMBER))
    desk.line(F.NATIONAL_NUMBER).setText("")
    number = person.national_number or ""
    for n, digit in enumerate(number[:-1], start=1):
        desk.type(digit)
        told = Problem(E.NUMBER_LENGTH, F.NATIONAL_NUMBER, {"length": 10, "n": n})
        assert desk.error(F.NATIONAL_NUMBER) == messages.sentence(told)
        assert messages.sentence(told) in desk.links()
    desk.type(number[-1])
    assert desk.error(F.NATIONAL_NUMBER) == ""
    assert len(desk.links()) == 3
    assert desk.focused_field() is F.NATIONAL_NUMBER
    rest = identity(person)
    del rest[F.NATIONALITY], rest[F.NATIONAL_NUMBER]
    fill_in(desk, rest)
    assert not desk.errors()
    assert desk.summary() is None
    desk.go_on()
    assert desk.has(F.PHONE_NUMBER)


def test_a_terminal_asks_one_thing_and_complains_of_that_alone(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL, entry=Entry.REGISTER)
    desk.rest()
    step(desk, {F.NATIONALITY: "jordanian"})
    desk.go_on()
    empty = messages.sentence(Problem(E.FIELD_EMPTY, F.NATIONAL_NUMBER))
    assert desk.errors() == {F.NATIONAL_NUMBER: empty}
    assert desk.links() == [empty]
    assert desk.focus() is desk.summary()


def test_a_terminal_says_of_a_question_that_it_is_optional(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL, entry=Entry.REGISTER)
    optional = tr("steps", "This question is optional.")
    desk.rest()
    assert not desk.reads(optional)
    to_the_details(desk)
    desk.see(optional)
    skip(desk, *DETAILS)
    assert desk.has(F.PASSWORD)
    assert not desk.reads(optional)


def test_the_rule_of_the_password_is_ticked_off(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    to_the_password(desk)
    grades = [wording.strength(grade) for grade in range(5)]
    seen = []
    for text in ("asdf", "asdfasdf", "asdf*123", "Qarib#6183", "Qarib#6183-Waha+7264"):
        desk.fill(F.PASSWORD, text)
        seen.append([grade for grade in grades if desk.reads(grade)][-1])
    assert seen[:2] == [grades[0]] * 2
    assert [grades.index(grade) for grade in seen] == sorted(grades.index(g) for g in seen)
    assert seen[-1] != seen[2]
    line = desk.line(F.PASSWORD)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    show = desk.button(tr("PasswordInput", "Show"))
    desk.qtbot.mousePress(show, Qt.MouseButton.LeftButton)
    shown = [
        line
        for line in (desk.line(F.PASSWORD), desk.line(F.PASSWORD_CONFIRMATION))
        if line.echoMode() is QLineEdit.EchoMode.Normal
    ]
    assert len(shown) == 1
    desk.qtbot.mouseRelease(show, Qt.MouseButton.LeftButton)
    assert shown[0].echoMode() is QLineEdit.EchoMode.Password
    assert all(desk.reads(wording.password_part(part, RULE)) for part in PasswordPart)
    fill_in(desk, passwords("asdf*1234"))
    assert desk.note(F.PASSWORD)
    desk.go_on()
    assert desk.has(F.CAPTCHA), "the printed example is warned of, not refused"


def test_the_rule_is_the_one_that_the_service_tells(
    open_desk: OpenDesk, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = PasswordRule(min_length=12, classes=(PasswordPart.LETTER,))
    monkeypatch.setattr("ssc_desktop.backends.simulator.service.PasswordRule", lambda: rule)
    desk = open_desk(language, entry=Entry.REGISTER)
    to_the_password(desk)
    texts = desk.texts()
    for part in PasswordPart:
        assert (wording.password_part(part, rule) in texts) == (part in rule.parts)
    assert not desk.reads(wording.password_part(PasswordPart.LENGTH, RULE))
    assert not desk.reads(wording.hint(F.PASSWORD)), "which tells the guide's rule"
    fill_in(desk, passwords("Qarib#6183"))
    desk.go_on()
    assert desk.error(F.PASSWORD) == messages.sentence(
        Problem(E.PASSWORD_RULE, params={"length": 12})
    )
    fill_in(desk, passwords("qaribwahazayt"))
    desk.go_on()
    assert desk.has(F.CAPTCHA)


def test_what_assistive_technology_types_is_read_like_keys(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.SIGN_IN)
    desk.rest()
    for field, text, read in (
        (F.SIGN_IN_ID, "\u202e٩٩٠١ ٩٠٠٠ ۰۱\u200b", "9901 9000 01"),
        (F.CURRENT_PASSWORD, "كلمة٩*\u200b", "كلمة٩*\u200b"),
    ):
        line = desk.line(field)
        interface = QAccessible.queryAccessibleInterface(line)
        interface.editableTextInterface().replaceText(0, 0, text)
        assert line.text() == read
        assert desk.text(field) == read


@pytest.mark.parametrize("mode", list(Mode))
def test_a_double_click_goes_on_once(open_desk: OpenDesk, language: Language, mode: Mode) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, mode=mode)
    desk.rest()
    fill_in(desk, identity(desk.person()))
    button = desk.primary()
    place = button.mapTo(desk.window, button.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(desk.window.windowHandle(), left, none, place)
    desk.until(lambda: desk.has(F.CALLING_CODE), "the next page")
    assert not desk.errors()


def test_the_rest_of_a_double_click_works_nothing_on_the_page_behind(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    for place, on_it in (
        (Place.REGISTER, lambda: desk.radios(F.NATIONALITY)[0]),
        (Place.START, lambda: desk.button(tr("StartPage", "Individual registration"))),
    ):
        desk.window.go(Visit(place))
        desk.rest()
        _second_half_of_a_double_click(on_it())
        desk.rest()
        if place is Place.REGISTER:
            assert desk.text(F.NATIONALITY) == ""
        else:
            desk.see(tr("StartPage", "Welcome"))


def _second_half_of_a_double_click(widget: QWidget) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseDClick(widget, left)
    QTest.mouseRelease(widget, left)


def test_return_still_held_down_works_nothing_on_the_page_behind(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    tile = desk.button(tr("StartPage", "Sign in to e-services"))
    desk.until(lambda: desk.focus() is tile, "the first way in")
    _press_return(desk, held=True)
    desk.rest()
    desk.see(tr("StartPage", "Welcome"))
    _press_return(desk, held=False)
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the page it leads to")


@pytest.mark.parametrize("where", ["field", "button"])
def test_return_held_down_goes_on_once(open_desk: OpenDesk, language: Language, where: str) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, identity(desk.person()))
    if where == "button":
        desk.enter(desk.primary())
    for held in (False, True, True, True):
        _press_return(desk, held=held)
        desk.turn()
    desk.until(lambda: desk.has(F.CALLING_CODE), "the next page")
    assert not desk.errors()


def _press_return(desk: Desk, *, held: bool) -> None:
    target = desk.focus()
    assert target is not None
    none = Qt.KeyboardModifier.NoModifier
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", held)
    QApplication.sendEvent(target, press)
