"""Loads what every journey needs once the first page can be seen, before anybody needs it."""

import importlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

# Whoever reads a phone or an e-mail address imports its library when it comes to that; a page turn
# should not have to wait for it.
_NEXT = ("ui.destinations", "phonenumbers", "email_validator")


def load_the_rest(owner: QObject, then: Callable[[], None]) -> None:
    """Import one module after the other; the event loop of `owner` has its turn in between.

    `then` starts the service, whose imports would make the window wait for what both need.
    """
    _load(_NEXT, owner, then)


def _load(modules: Sequence[str], owner: QObject, then: Callable[[], None]) -> None:
    if modules:
        importlib.import_module(modules[0])
        QTimer.singleShot(1, owner, lambda: _load(modules[1:], owner, then))
    else:
        then()
