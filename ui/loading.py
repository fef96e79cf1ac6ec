"""Loads what every journey needs once the first page can be seen, before anybody needs it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ssc_desktop.domain.reference import ReferenceData
    from ssc_desktop.services.backend import Backend

_NEXT = ["ui.destinations"]
# Whoever reads a phone or an e-mail address imports its library when it comes to that; a page turn
# should not have to wait for it.
_READERS = ("phonenumbers", "email_validator")


def load_the_rest(owner: QObject, then: Callable[[], None]) -> None:
    """Import one module after the other; the event loop of `owner` has its turn in between.

    `then` starts the service, whose imports would make the window wait for what both need.
    """
    waiting = _NEXT.copy()
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


def first_lists(backend: Backend) -> ReferenceData:
    """Ask a service for the first time, beside the window, and make ready what reads answers."""
    from ssc_desktop.domain.reference import find_choice

    lists = backend.service.reference_data()
    for choices in (lists.countries, lists.banks, lists.academic_levels, lists.kinships):
        find_choice(choices, "JO")  # learns the list
    for name in _READERS:
        importlib.import_module(name)
    return lists
