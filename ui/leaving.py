"""A page that goes is hidden at once, and ends when the one that follows has been painted.

To take apart what it is made of would keep the next page waiting.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.focus_order import let_go_of_focus
from ui.tasks import TURNED_MS
from ui.unheard import Unheard


def take_off(page: QWidget) -> None:
    """Hide a page that nobody comes back to; assistive technology finds it no more either."""
    let_go_of_focus(page)
    Unheard(page)
    page.hide()
    QTimer.singleShot(TURNED_MS, page, page.deleteLater)
