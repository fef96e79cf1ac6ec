"""The first page of a program that was given no service."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr

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
    assert line.accessibleDescription().startswith(tr(*MISSING))
    assert desk.focus() is line
    desk.button(tr("Header", "English" if language == "ar" else "العربية")).click()
    desk.see(tr(*MISSING))
    assert line.accessibleDescription().startswith(tr(*MISSING))
    desk.type("h")
    desk.until(lambda: not desk.reads(tr(*MISSING)), "the end of the error")
    assert not line.accessibleDescription().startswith(tr(*MISSING))


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
