"""Ways out of a page: Back, Cancel, Escape, the header; what was typed goes only when asked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.steps import (
    contact,
    fill_in,
    identity,
    passwords,
    signed_in,
    step,
    to_review,
    to_the_number,
)
from tests.ui.tree import heard
from ui import messages, wording
from ui.context import Place, Visit
from ui.options import Entry, Mode
from ui.theme import Contrast
from ui.widgets.text import Text

STAY = ("JourneyShell", "Return to the request")
LEAVE = ("JourneyShell", "Cancel and erase")
ASKS = (
    "JourneyShell",
    "Cancel this request? What was entered will be erased and nothing will be kept.",
)
WELCOME = ("StartPage", "Welcome")

Way = Callable[[Desk], None]


def _escape(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Escape)


def _press(context: str, text: str) -> Way:
    return lambda desk: desk.button(tr(context, text)).click()


WAYS: dict[str, tuple[Way, tuple[str, str]]] = {
    "escape": (_escape, WELCOME),
    "cancel": (_press("ActionBar", "Cancel"), WELCOME),
    "start page": (_press("Header", "Start page"), WELCOME),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_is_erased_only_when_that_is_wanted(
    open_desk: OpenDesk, language: Language, way: str
) -> None:
    leave, to = WAYS[way]
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99019"})
    assert desk.focused_field() is F.NATIONAL_NUMBER
    for answer in (lambda: desk.press(tr(*STAY)), lambda: desk.key(Qt.Key.Key_Escape)):
        leave(desk)
        desk.see(tr(*ASKS))
        assert desk.focus() is desk.button(tr(*STAY))
        answer()
        desk.until(lambda: not desk.question(), "the end of the question")
        assert desk.text(F.NATIONAL_NUMBER) == "99019"
        assert desk.focused_field() is F.NATIONAL_NUMBER
    leave(desk)
    desk.press(tr(*LEAVE))
    desk.until(lambda: not desk.question(), "the end of the question")
    desk.see(tr(*to))
    desk.window.go(Visit(Place.INQUIRY))
    desk.rest()
    assert desk.text(F.NATIONALITY) == ""


HELP: dict[str, Way] = {
    "F1": lambda desk: desk.key(Qt.Key.Key_F1),
    "button": _press("Header", "Help"),
}


@pytest.mark.parametrize("way", HELP)
def test_help_stands_before_a_form_that_waits_as_it_was(
    open_desk: OpenDesk, language: Language, way: str
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99019"})
    for back in (lambda: desk.press(tr("ActionBar", "Back")), lambda: _escape(desk)):
        HELP[way](desk)
        desk.see(tr("HelpPage", "What you need to register"))
        assert not desk.question()
        HELP[way](desk)  # once more changes nothing
        desk.see(tr("HelpPage", "What you need to register"))
        back()
        desk.until(lambda: desk.has(F.NATIONAL_NUMBER), "the form")
        assert desk.text(F.NATIONAL_NUMBER) == "99019"
        desk.until(lambda: desk.focused_field() is F.NATIONAL_NUMBER, "the cursor")


def test_help_that_nobody_left_a_form_for_leads_to_the_start(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    desk.rest()
    desk.key(Qt.Key.Key_F1)
    desk.see(tr("HelpPage", "What you need to register"))
    desk.press(tr("ActionBar", "Back"))
    desk.see(tr(*WELCOME))


def test_help_stands_before_every_other_page_too(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    number = to_the_number(desk)
    desk.key(Qt.Key.Key_F1)
    desk.see(tr("HelpPage", "What you need to register"))
    assert not desk.reads(number)
    desk.press(tr("ActionBar", "Back"))
    desk.see(number)


def test_the_number_that_was_asked_for_can_be_copied_and_pasted_elsewhere(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    number = to_the_number(desk)
    (figure,) = [text for text in desk.shown(Text) if text.objectName() == "number"]
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(figure, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == number


def test_a_number_that_nobody_looks_at_covers_itself(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    number = to_the_number(desk)
    desk.clock.leave_alone(61)
    shown = tr("CoveredNumber", "Show the number")
    desk.until(lambda: desk.offers(shown), "the cover")
    assert not desk.reads(number)
    assert number not in heard()
    desk.switch_language()
    assert not desk.reads(number)
    desk.press(tr("CoveredNumber", "Show the number"))
    desk.see(number)
    assert not desk.offers(tr("CoveredNumber", "Show the number"))


def test_from_help_to_the_connection_check_and_back_one_by_one(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99019"})
    desk.key(Qt.Key.Key_F1)
    desk.press(tr("HelpPage", "Check the connection"))
    desk.see(tr("DiagnosisPage", "Connection check"))
    desk.key(Qt.Key.Key_Escape)
    check = tr("HelpPage", "Check the connection")
    desk.until(lambda: desk.focus() is desk.button(check), "the button that led away")
    desk.press(check)
    desk.see(tr("DiagnosisPage", "Connection check"))
    desk.key(Qt.Key.Key_F1)  # help is there already: it comes to the front again
    desk.see(tr("HelpPage", "What you need to register"))
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.focused_field() is F.NATIONAL_NUMBER, "the form")
    assert desk.text(F.NATIONAL_NUMBER) == "99019"


def test_what_help_covers_is_not_heard(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99019"})
    label = wording.label(F.NATIONAL_NUMBER)
    assert label in heard()
    desk.key(Qt.Key.Key_F1)
    desk.see(tr("HelpPage", "What you need to register"))
    assert label not in heard()
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.focused_field() is F.NATIONAL_NUMBER, "the form")
    assert label in heard()


@pytest.mark.parametrize("wrong", [False, True], ids=["answered", "refused"])
def test_an_answer_that_comes_behind_help_has_the_focus_afterwards(
    open_desk: OpenDesk, wrong: bool
) -> None:
    desk = open_desk(entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    to_review(desk, person)
    if wrong:
        desk.fill(F.CAPTCHA, "wrong")
    desk.primary().setFocus()
    desk.primary().click()
    desk.key(Qt.Key.Key_F1)
    desk.see(tr("HelpPage", "What you need to register"))
    desk.rest()
    desk.key(Qt.Key.Key_Escape)
    if wrong:
        desk.until(lambda: desk.summary() and desk.focus() is desk.summary(), "the summary")
    else:
        desk.until(lambda: desk.focused_field() is F.CODE, "the cursor")


def test_escape_closes_the_phone_before_it_asks_about_the_form_behind(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk(entry=Entry.RESET, size=(720, 560))
    desk.rest()
    fill_in(desk, {F.USER_ID: "99019"})
    desk.press(tr("TrainingBanner", "The citizen's phone"))
    assert not desk.has(F.USER_ID)
    desk.key(Qt.Key.Key_Escape)
    desk.until(lambda: desk.has(F.USER_ID), "the form")
    assert not desk.question()


def test_signing_out_asks_as_every_way_out_does(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN)
    signed_in(desk)
    desk.window.go(Visit(Place.INQUIRY))
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.CIVIL_ID_NUMBER: "ABC"})
    desk.button(tr("Header", "Sign out")).click()
    desk.press(tr(*STAY))
    assert desk.text(F.CIVIL_ID_NUMBER) == "ABC"
    assert desk.window.context.session is not None
    desk.button(tr("Header", "Sign out")).click()
    desk.press(tr(*LEAVE))
    desk.see(tr(*WELCOME))
    assert desk.window.context.session is None


def test_a_page_built_anew_under_a_question_keeps_the_focus(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99019"})
    line = desk.line(F.NATIONAL_NUMBER)
    desk.key(Qt.Key.Key_Escape)
    desk.see(tr(*ASKS))
    desk.window.resize(760, 768)
    desk.until(lambda: desk.line(F.NATIONAL_NUMBER) is not line, "another page")
    desk.turn()
    assert desk.focus() is desk.button(tr(*STAY))
    desk.press(tr(*STAY))
    assert desk.focused_field() is F.NATIONAL_NUMBER


def test_nothing_typed_is_left_without_a_question(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.RESET)
    desk.rest()
    desk.key(Qt.Key.Key_Escape)
    desk.see(tr(*WELCOME))


def test_what_a_question_covers_cannot_be_worked(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    button, line = desk.primary(), desk.line(F.NATIONAL_NUMBER)
    desk.key(Qt.Key.Key_Escape)
    desk.see(tr(*ASKS))
    assert not button.isEnabled()
    assert not line.isEnabled()
    button.click()
    desk.turn()
    assert not desk.summary()
    desk.press(tr(*STAY))
    assert button.isEnabled()
    assert line.isEnabled()


@pytest.mark.parametrize("mode", list(Mode))
def test_a_question_goes_with_the_session(open_desk: OpenDesk, mode: Mode) -> None:
    desk = open_desk(mode=mode, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    desk.key(Qt.Key.Key_Escape)
    assert desk.question()
    desk.clock.leave_alone(600)
    if mode is Mode.DESK:
        desk.see(messages.sentence(Problem(E.SESSION_ENDED)))
    else:
        desk.see(tr(*WELCOME))
    assert not desk.question()
    assert desk.primary().isEnabled() if mode is Mode.DESK else desk.offers(tr("Header", "Menu"))


def test_back_keeps_everything_that_was_typed(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    pages = [
        identity(person),
        contact(person, "email"),
        {F.COUNTRY_OF_RESIDENCE: "JO"},
        passwords(),
    ]
    for answers in pages:
        step(desk, answers)
    desk.until(desk.has_picture, "the picture")
    for answers in reversed(pages):
        desk.go_back()
        assert {field: desk.text(field) for field in answers} == answers
        assert not desk.errors()
    assert not desk.offers(tr("ActionBar", "Back"))
    for _page in pages:
        desk.go_on()
    assert desk.has(F.CAPTCHA)


def test_looks_change_on_any_page_and_lose_nothing(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99019"})
    desk.go_on()
    wrong = desk.errors()
    assert wrong
    desk.enter(desk.line(F.NATIONAL_NUMBER))
    desk.button(tr("Header", "High contrast")).click()
    desk.until(lambda: desk.has(F.NATIONAL_NUMBER), "the page in other looks")
    desk.rest()
    assert desk.window.theme.contrast is Contrast.HIGH
    assert desk.errors() == wrong
    assert desk.text(F.NATIONAL_NUMBER) == "99019"
    assert desk.focused_field() is F.NATIONAL_NUMBER
    desk.button(tr("Header", "High contrast")).click()
    desk.window.theme.set_text_scale(2.0)
    desk.until(lambda: desk.has(F.NATIONAL_NUMBER), "the page in other looks")
    desk.rest()
    assert desk.window.theme.contrast is Contrast.NORMAL
    assert desk.errors() == wrong
    assert desk.focused_field() is F.NATIONAL_NUMBER
