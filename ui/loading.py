"""Loads what every journey needs once the first page can be seen, before anybody needs it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ssc_desktop.domain.reference import ReferenceData
    from ssc_desktop.services.backend import Backend

# The last one imports all the others; one by one they keep nobody waiting.
_PIECES = (
    "ssc_desktop.domain.policy",
    "ssc_desktop.domain.reference",
    "ssc_desktop.services.contract",
    "ssc_desktop.flows.registration",
    "ui.widgets.action_bar",
    "ui.widgets.drop_menu",
    "ui.widgets.wrapping_link",
    "ui.pages.outcome",
    "ui.wizard.page",
    "ui.destinations",
)


def load_the_rest(owner: QObject, then: Callable[[], None]) -> None:
    """Import the other pages; the event loop of `owner` has its turn before each piece.

    `then` starts the service, whose imports would make the window wait for what both need.
    """
    pieces = iter(_PIECES)

    def load() -> None:
        piece = next(pieces, None)
        if piece is None:
            then()
            return
        importlib.import_module(piece)
        QTimer.singleShot(1, owner, load)

    QTimer.singleShot(1, owner, load)


def first_lists(backend: Backend) -> ReferenceData:
    """Ask a service for the first time, beside the window, and make ready what reads answers.

    Their libraries are imported, and patterns compiled, when it comes to that: no page turn should
    have to wait for it.
    """
    from ssc_desktop.domain.email import parse_email
    from ssc_desktop.domain.phone import parse_phone, written_for_people
    from ssc_desktop.domain.reference import find_choice

    lists = backend.service.reference_data()
    for choices in (lists.countries, lists.banks, lists.academic_levels, lists.kinships):
        find_choice(choices, "JO")
    parse_phone("0790000000", "+962")
    written_for_people("+962790000000")
    parse_email("name@example.com")
    return lists
