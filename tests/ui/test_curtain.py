"""What changes at once is drawn when all of it has changed, whoever has lowered the curtain."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import curtain


def test_nothing_is_drawn_until_the_last_has_lifted_it(qtbot: QtBot) -> None:
    window, one, other = QWidget(), QObject(), QObject()
    qtbot.addWidget(window)
    curtain.lower(one)
    curtain.lower(other)
    curtain.lift(one)
    assert not window.updatesEnabled()
    curtain.lift(other)
    assert window.updatesEnabled()


def test_whoever_has_gone_holds_it_no_longer(qtbot: QtBot) -> None:
    window, gone, other = QWidget(), QObject(), QObject()
    qtbot.addWidget(window)
    curtain.lower(gone)
    shiboken6.delete(gone)
    curtain.lower(other)
    curtain.lift(other)
    assert window.updatesEnabled()
