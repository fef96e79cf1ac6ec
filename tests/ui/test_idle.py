"""A window left alone warns, counts down, and then leaves nothing of the person behind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.policy import DESK_IDLE, TERMINAL_IDLE, IdlePolicy
from ssc_desktop.services.contract import Language
from ssc_desktop.services.support import Support
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.steps import fill_in, signed_in, to_code, use_up_tries
from tests.ui.tree import do, heard
from ui import clock, messages
from ui.context import Place, Visit
from ui.options import Entry, Mode
from ui.theme import Contrast
from ui.widgets.drop_menu import DropMenu
from ui.widgets.panels import Card
from ui.widgets.question import Question

CONTINUE = ("IdleGuard", "Continue")
FINISH = ("IdleGuard", "Finish and erase my data")
WELCOME = ("StartPage", "Welcome")
POLICIES: dict[Mode, IdlePolicy] = {Mode.DESK: DESK_IDLE, Mode.TERMINAL: TERMINAL_IDLE}
both_modes = pytest.mark.parametrize("mode", list(Mode))


def warned(desk: Desk, mode: Mode) -> None:
    desk.clock.leave_alone(POLICIES[mode].warn_after)
    desk.until(desk.question, "the warning")


def sees_the_end(desk: Desk, mode: Mode) -> None:
    """A clerk is told; at a terminal the next person begins."""
    ended = messages.sentence(Problem(E.SESSION_ENDED))
    desk.see(ended if mode is Mode.DESK else tr(*WELCOME))


@both_modes
def test_one_touch_extends_as_often_as_one_likes(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, mode=mode, entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    desk.clock.stand_still()
    left = POLICIES[mode].end_after - POLICIES[mode].warn_after
    for _time in range(3):
        here = desk.focus()
        warned(desk, mode)
        assert desk.reads(messages.duration(left)), desk.texts()
        desk.clock.leave_alone(15)
        desk.until(lambda: desk.reads(messages.duration(left - 15)), "the countdown")
        assert desk.focus() is desk.button(tr(*CONTINUE))
        desk.key(Qt.Key.Key_Return)
        desk.until(lambda: not desk.question(), "the end of the warning")
        assert desk.focus() is here
    desk.clock.leave_alone(POLICIES[mode].warn_after - 5)
    desk.turn()
    assert not desk.question()
    assert desk.text(F.NATIONALITY) == "jordanian"


@both_modes
def test_nobody_reads_what_stands_behind_the_warning(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, mode=mode, entry=Entry.SIGN_IN)
    signed_in(desk)
    warned(desk, mode)
    desk.settle()
    seen = desk.window.grab().toImage()
    asked = desk.shown(Question)[0].findChild(Card, "dialog")
    card = QRect(asked.mapTo(desk.window, QPoint(0, 0)), asked.size())
    around = {
        seen.pixelColor(x, y).name()
        for x in range(0, seen.width(), 2)
        for y in range(0, seen.height(), 2)
        if not card.contains(x, y)
    }
    assert len(around) == 1


def test_whoever_types_or_touches_is_not_asked(open_desk: OpenDesk) -> None:
    desk = open_desk(mode=Mode.TERMINAL, entry=Entry.RESET)
    desk.rest()
    window = desk.window.windowHandle()
    desk.clock.stand_still()
    desk.clock.leave_alone(TERMINAL_IDLE.warn_after - 5)
    for sign in (
        lambda: QTest.keyClick(window, Qt.Key.Key_5),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
        lambda: desk.line(F.USER_ID).setText("99"),  # as assistive technology types
    ):
        sign()
        desk.clock.leave_alone(TERMINAL_IDLE.warn_after - 5)
        desk.qtbot.wait(1_100)  # a look of the watch
        assert not desk.question()


@both_modes
@pytest.mark.parametrize("waking", ["page", "warning"])
def test_whoever_wakes_the_machine_finds_nothing_of_the_person_before(
    open_desk: OpenDesk, language: Language, mode: Mode, waking: str
) -> None:
    desk = open_desk(language, mode=mode, entry=Entry.RESET)
    desk.rest()
    fill_in(desk, {F.USER_ID: "9901900000"})
    if waking == "warning":
        warned(desk, mode)
    desk.clock.leave_alone(POLICIES[mode].end_after)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Return)
    assert not desk.has(F.USER_ID), "gone with the very first key"
    assert not desk.question()
    sees_the_end(desk, mode)


@both_modes
def test_an_answer_after_the_time_is_over_saves_nothing(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, mode=mode, entry=Entry.RESET)
    desk.rest()
    fill_in(desk, {F.USER_ID: "9901900000"})
    desk.clock.leave_alone(POLICIES[mode].end_after)
    desk.line(F.USER_ID).setText("99")  # as assistive technology types, and before the next look
    desk.until(lambda: not desk.has(F.USER_ID), "the wipe")
    sees_the_end(desk, mode)


def test_sleep_counts(sleep: Callable[[float], None]) -> None:
    before = clock.now()
    sleep(3600)
    assert clock.now() - before >= 3600


@both_modes
@pytest.mark.parametrize("how", ["left alone", "finished"])
def test_nothing_is_left_behind(
    open_desk: OpenDesk, language: Language, mode: Mode, how: str
) -> None:
    desk = open_desk(language, mode=mode, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    if not desk.has(F.NATIONAL_NUMBER):
        desk.go_on()
    fill_in(desk, {F.NATIONAL_NUMBER: person.national_number or ""})
    line = desk.line(F.NATIONAL_NUMBER)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QApplication.clipboard()
    assert clipboard.text() == person.national_number
    desk.window.theme.set_text_scale(1.5)
    desk.window.theme.set_contrast(Contrast.HIGH)
    desk.switch_language()

    warned(desk, mode)
    if how == "finished":
        desk.button(tr(*FINISH)).click()
    else:
        desk.clock.leave_alone(60)
    desk.until(lambda: not desk.question(), "the wipe")
    assert desk.window.context.translations.language == language
    if mode is Mode.DESK:
        desk.see(messages.sentence(Problem(E.SESSION_ENDED)))
        desk.press(tr("endings", "Start page"))
    desk.see(tr(*WELCOME))
    assert clipboard.text() == ""
    assert clipboard.text(QClipboard.Mode.Selection) == ""
    assert desk.window.theme.text_scale == 1.0
    assert desk.window.theme.contrast is Contrast.NORMAL

    desk.press(tr("StartPage", "Individual registration"))
    assert desk.text(F.NATIONALITY) == ""
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    if not desk.has(F.NATIONAL_NUMBER):
        desk.go_on()
    line = desk.line(F.NATIONAL_NUMBER)
    line.setFocus()
    for _time in range(3):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


@both_modes
def test_a_session_ends_with_the_service_too(open_desk: OpenDesk, mode: Mode) -> None:
    desk = open_desk(mode=mode, entry=Entry.SIGN_IN)
    signed_in(desk)
    session = desk.window.context.session
    assert session is not None
    warned(desk, mode)
    desk.clock.leave_alone(60)
    desk.until(lambda: not desk.question(), "the wipe")
    desk.rest()
    assert desk.window.context.session is None
    assert not desk.offers(tr("Header", "Sign out"))
    refused = desk.ask(lambda backend: backend.service.account(session.token))
    assert isinstance(refused, Problem)
    assert refused.code is E.SESSION_ENDED


@pytest.mark.parametrize("away", [False, True], ids=["stayed", "went and came back"])
def test_looks_chosen_on_the_first_page_of_a_terminal_go_as_well(
    open_desk: OpenDesk, away: bool
) -> None:
    desk = open_desk("ar", mode=Mode.TERMINAL)
    desk.rest()
    desk.window.theme.set_text_scale(1.5)
    desk.switch_language()
    if away:
        for place in (Place.HELP, Place.START):
            desk.window.go(Visit(place))
            desk.turn()
    warned(desk, Mode.TERMINAL)
    desk.clock.leave_alone(60)
    desk.until(lambda: not desk.question(), "the wipe")
    desk.see(tr(*WELCOME))
    assert desk.window.theme.text_scale == 1.0
    assert desk.window.context.translations.language == "ar"
    desk.clock.leave_alone(TERMINAL_IDLE.warn_after + 5)
    desk.qtbot.wait(1_100)
    assert not desk.question(), "there is nobody to ask"
    # A person's own language is what they look for first.
    desk.switch_language()
    warned(desk, Mode.TERMINAL)


def test_an_open_list_does_not_hide_the_warning(open_desk: OpenDesk) -> None:
    desk = open_desk(mode=Mode.DESK, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    desk.combo(F.CALLING_CODE).showPopup()
    desk.turn()
    assert QApplication.activePopupWidget() is not None
    warned(desk, Mode.DESK)
    assert QApplication.activePopupWidget() is None


def test_an_open_menu_goes_before_the_warning(open_desk: OpenDesk) -> None:
    desk = open_desk(mode=Mode.DESK, entry=Entry.INQUIRY)
    desk.rest()
    desk.press(tr("Header", "Text size"))
    warned(desk, Mode.DESK)
    assert not desk.shown(DropMenu)
    desk.press(tr(*FINISH))
    desk.see(messages.sentence(Problem(E.SESSION_ENDED)))


@both_modes
def test_what_stands_behind_the_warning_is_not_heard_either(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, mode=mode, entry=Entry.SIGN_IN)
    signed_in(desk)
    session = desk.window.context.session
    assert session is not None
    assert session.name in heard()
    warned(desk, mode)
    assert session.name not in heard()
    assert heard().count(tr(*CONTINUE)) == 1
    do(desk, tr(*CONTINUE))
    desk.until(lambda: not desk.question(), "the end of the warning")
    assert session.name in heard()


def test_a_dialog_does_not_hide_the_warning(open_desk: OpenDesk) -> None:
    support = Support(lambda _problem: None, lambda _finding: None, lambda _file: None)
    desk = open_desk(entry=Entry.RESET, support=support)
    desk.rest()
    desk.window.context.diagnose()
    desk.press(tr("DiagnosisPage", "Save the log"))
    (dialog,) = desk.shown(QFileDialog)
    asked = QMessageBox(dialog)  # as it asks whether a file may be replaced
    asked.open()
    assert QApplication.activeModalWidget() is asked
    warned(desk, Mode.DESK)
    assert QApplication.activeModalWidget() is None
    assert not desk.shown(QFileDialog)
    desk.press(tr(*CONTINUE))
    assert desk.offers(tr("DiagnosisPage", "Save the log"))
    desk.press(tr("DiagnosisPage", "Save the log"))
    assert desk.shown(QFileDialog)


def _paste(text: str) -> None:
    QApplication.clipboard().setText(text)


def _changed_looks(desk: Desk) -> None:
    desk.window.theme.set_text_scale(1.5)
    desk.switch_language()
    desk.settle()


def test_signing_out_at_a_terminal_leaves_nothing_behind(open_desk: OpenDesk) -> None:
    desk = open_desk("ar", mode=Mode.TERMINAL, entry=Entry.SIGN_IN)
    signed_in(desk)
    _changed_looks(desk)
    _paste("9901900001")
    desk.window._header.sign_out_wanted.emit()
    desk.see(tr(*WELCOME))
    assert QApplication.clipboard().text() == ""
    assert desk.window.theme.text_scale == 1.0
    assert desk.window.context.translations.language == "ar"


def test_who_goes_back_to_the_start_of_a_terminal_leaves_nothing_to_paste(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("ar", mode=Mode.TERMINAL, entry=Entry.INQUIRY)
    desk.rest()
    _paste("9901900001")
    desk.window._header.home_wanted.emit()
    desk.see(tr(*WELCOME))
    assert QApplication.clipboard().text() == ""


def test_a_session_that_the_service_ends_leaves_a_terminal_as_everybody_finds_it(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("ar", mode=Mode.TERMINAL, entry=Entry.SIGN_IN)
    signed_in(desk)
    _changed_looks(desk)
    _paste("9901900001")
    desk.window.context.session_ended()
    desk.see(messages.sentence(Problem(E.SESSION_ENDED)))
    assert QApplication.clipboard().text() == ""
    assert desk.window.theme.text_scale == 1.0
    assert desk.window.context.translations.language == "ar"
    warned(desk, Mode.TERMINAL)
    desk.clock.leave_alone(60)
    desk.see(tr(*WELCOME))


@pytest.mark.parametrize("place", [Place.HELP, Place.DIAGNOSIS])
def test_what_stands_before_the_start_of_a_terminal_is_watched_as_long_as_it_stands(
    open_desk: OpenDesk, place: Place
) -> None:
    desk = open_desk("ar", mode=Mode.TERMINAL)
    desk.rest()
    desk.window.go(Visit(place))
    warned(desk, Mode.TERMINAL)
    desk.press(tr(*CONTINUE))
    desk.press(tr("ActionBar", "Back"))
    desk.see(tr(*WELCOME))
    desk.clock.leave_alone(TERMINAL_IDLE.warn_after + 5)
    desk.qtbot.wait(1_100)
    assert not desk.question(), "there is nobody to ask"


def test_a_wait_that_ends_is_no_sign_of_life(open_desk: OpenDesk) -> None:
    desk = open_desk(mode=Mode.DESK, entry=Entry.REGISTER)
    desk.rest()
    to_code(desk, desk.person())
    use_up_tries(desk)
    assert list(desk.errors()) == [F.CODE], "its tries are used up"
    watch = desk.window._presence.watch
    desk.clock.leave_alone(61)
    desk.see(messages.sentence(Problem(E.CODE_EXPIRED, F.CODE)))
    assert watch.seconds_alone() >= 61
