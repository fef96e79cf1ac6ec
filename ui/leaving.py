"""A page that goes is hidden at once, and ends when the one that follows has been painted.

To take apart what it is made of would keep the next page waiting.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.focus_order import let_go_of_focus
from ui.unheard import Unheard

TURNED_MS = 30  # after a page turn it has been painted: a call made sooner slows the painting
_TAKEN_OFF = "taken off"


def take_off(page: QWidget) -> None:
    """Hide a page that nobody comes back to; assistive technology finds it no more either."""
    page.setProperty(_TAKEN_OFF, True)
    let_go_of_focus(page)
    Unheard(page)
    page.hide()
    QTimer.singleShot(TURNED_MS, page, page.deleteLater)


def is_taken_off(part: QObject | None) -> bool:
    """Tell whether this is a page that goes, or a part of one."""
    while part is not None:
        if part.property(_TAKEN_OFF):
            return True
        part = part.parent()
    return False
