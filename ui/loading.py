"""Loads what every journey needs once the first page can be seen, before anybody needs it."""

import importlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

# Whoever reads a phone or an e-mail address imports its library when it comes to that; a page turn
# should not have to wait for it.
_NEXT = ("ui.destinations", "phonenumbers", "email_validator")


def load_the_rest(owner: QObject, then: Callable[[], None]) -> None:
    """Import one module after the other; the event loop of `owner` has its turn in between.

    `then` starts the service, whose imports would make the window wait for what both need.
    """
    waiting = list(_NEXT)
    timer = QTimer(owner)
    timer.setInterval(1)

    def load() -> None:
        if waiting:
            importlib.import_module(waiting.pop(0))
        else:
            timer.stop()
            timer.deleteLater()
            then()

    timer.timeout.connect(load)
    timer.start()
