"""The first page of a program that was given no service."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.domain.app_error import AppError
from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from ui import messages
from ui.context import Place, Visit
from ui.options import Entry, Mode
from ui.widgets.field_row import FieldError

NOBODY = "https://nobody.example"
MISSING = ("ChooseServicePage", "Please enter the address of the service.")
WELCOME = ("StartPage", "Welcome")


def address(desk: Desk) -> QLineEdit:
    (line,) = desk.shown(QLineEdit)
    assert line.accessibleName() == tr("ChooseServicePage", "Service address")
    return line


def test_an_address_that_is_missing_is_asked_for(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, service=None)
    desk.turn()
    line = address(desk)
    assert desk.focus() is line
    assert not desk.reads(tr(*MISSING))
    line.setText("  ")
    desk.key(Qt.Key.Key_Return)
    desk.see(tr(*MISSING))
    assert [error.plain for error in desk.shown(FieldError)] == [tr(*MISSING)], "with its mark"
    assert line.accessibleDescription().startswith(tr(*MISSING))
    assert tr("ChooseServicePage", "Required") in line.accessibleDescription()
    assert desk.focus() is line
    desk.button(tr("Header", "English" if language == "ar" else "العربية")).click()
    desk.see(tr(*MISSING))
    assert line.accessibleDescription().startswith(tr(*MISSING))
    desk.type("h")
    desk.until(lambda: not desk.reads(tr(*MISSING)), "the end of the error")
    assert not line.accessibleDescription().startswith(tr(*MISSING))


def test_what_is_no_address_is_told_beside_the_field(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, service=None, backend=not_supported)
    desk.turn()
    line = address(desk)
    line.setText("ssc")
    desk.key(Qt.Key.Key_Return)
    said = messages.sentence(Problem(ErrorCode.SERVICE_NOT_SUPPORTED))
    desk.see(said)
    assert [error.plain for error in desk.shown(FieldError)] == [said]
    assert desk.summary() is None
    assert desk.focus() is line
    assert line.accessibleDescription().startswith(said)
    desk.switch_language()
    said = messages.sentence(Problem(ErrorCode.SERVICE_NOT_SUPPORTED))
    assert [error.plain for error in desk.shown(FieldError)] == [said]


def test_training_begins_here_and_says_what_it_is(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, service=None)
    desk.turn()
    banner = tr("TrainingBanner", "Training – not a real service")
    assert not desk.reads(banner)
    desk.button(tr("ChooseServicePage", "Start training")).click()
    desk.see(tr(*WELCOME))
    desk.see(banner)
    desk.press(tr("StartPage", "Forgot password"))
    assert desk.fields()


def test_help_leaves_a_typed_address_where_it_is(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, service=None)
    desk.turn()
    line = address(desk)
    line.setText("https://service.example")
    _help_and_back(desk)
    desk.see(tr("ChooseServicePage", "What is the address of the service?"))
    assert address(desk) is line
    assert line.text() == "https://service.example"


def not_supported(_name: str) -> Backend:
    raise AppError(ErrorCode.SERVICE_NOT_SUPPORTED)


def unreachable(_name: str) -> Backend:
    raise AppError(ErrorCode.SERVICE_UNREACHABLE)


def _help_and_back(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F1)
    desk.see(tr("HelpPage", "What you need to register"))
    desk.button(tr("ActionBar", "Back")).click()


def _start_page(desk: Desk) -> None:
    desk.window._header.home_wanted.emit()


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("tried", [False, True])
def test_every_way_leads_back_to_the_address(
    open_desk: OpenDesk, language: Language, mode: Mode, tried: bool
) -> None:
    desk = open_desk(language, service=None, mode=mode, entry=Entry.REGISTER, backend=unreachable)
    desk.turn()
    if tried:
        address(desk).setText(NOBODY)
        desk.key(Qt.Key.Key_Return)
        desk.see_sentence(ErrorCode.SERVICE_UNREACHABLE, address=NOBODY)
    for way in (_start_page, _help_and_back, lambda desk: desk.window.wipe()):
        way(desk)
        desk.turn()
        assert desk.focus() is address(desk)
    for place in set(Place) - {Place.HELP, Place.DIAGNOSIS}:
        desk.window.go(Visit(place))
        desk.turn()
        assert address(desk)


@pytest.mark.parametrize("mode", Mode)
def test_nobody_is_missed_where_nobody_could_begin(open_desk: OpenDesk, mode: Mode) -> None:
    desk = open_desk(service=None, mode=mode)
    desk.turn()
    line = address(desk)
    line.setText(NOBODY)
    desk.clock.leave_alone(600)
    desk.qtbot.wait(1_100)  # a look of the watch
    assert not desk.question()
    assert address(desk) is line
    assert line.text() == NOBODY


def test_an_address_that_is_no_longer_waited_for_leaves_nothing(
    open_desk: OpenDesk, connect: Connect
) -> None:
    may_go, tried = threading.Event(), list[str]()

    def connect_slowly(name: str) -> Backend:
        tried.append(name)
        may_go.wait(60)
        return connect(name)

    desk = open_desk(service=None, backend=connect_slowly)
    desk.turn()
    before = set(threading.enumerate())
    address(desk).setText(NOBODY)
    for _press in range(3):
        desk.key(Qt.Key.Key_Return)
    desk.until(lambda: tried, "the attempt")
    _start_page(desk)
    desk.turn()
    may_go.set()
    desk.until(lambda: not set(threading.enumerate()) - before, "the end of its lane")
    assert tried == [NOBODY], "one press, one attempt"
    desk.turn()
    assert desk.focus() is address(desk)
