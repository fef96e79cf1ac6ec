"""Nothing is drawn while much changes: it is seen whole, and the event loop has its turn before."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

_held_by: set[QObject] = set()


def lower(holder: QObject) -> None:
    """Draw nothing from now on, until whoever holds the curtain has lifted it."""
    _held_by.add(holder)
    _draw_windows(False)


def lift(holder: QObject) -> None:
    """Draw what has changed, unless somebody else still holds the curtain."""
    _held_by.discard(holder)
    if not any(shiboken6.isValid(other) for other in _held_by):
        _draw_windows(True)


def _draw_windows(drawn: bool) -> None:
    for window in QApplication.topLevelWidgets():
        window.setUpdatesEnabled(drawn)
