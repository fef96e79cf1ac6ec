"""Builds the pages of a registration once, out of sight, so that no first turn is a slow one.

Letters, pictures and lists are found once in a process: whoever came first would wait for them all.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.flows.registration import RegistrationFlow
from ui.context import Context, Place, Visit
from ui.wizard.journey import Journey
from ui.wizard.page import Room
from ui.wizard.pages import page_type
from ui.wizard.words import JourneyKind, words_of

_DONE = "rehearsed"  # a property of the application, true from the first rehearsal on


def rehearse(lists: ReferenceData, context: Context, meanwhile: QWidget) -> None:
    """Rehearse while this page is being read, unless that has been done in this process."""
    app = QApplication.instance()
    assert app is not None
    if not app.property(_DONE):
        app.setProperty(_DONE, True)
        _Rehearsal(lists, context, meanwhile)


class _Rehearsal(QObject):
    """Builds and draws one page at each turn of the event loop, then goes."""

    def __init__(self, lists: ReferenceData, context: Context, meanwhile: QWidget) -> None:
        super().__init__(meanwhile)
        self._context = context
        # A window of its own that is never shown: nobody can see it, reach it or have it read.
        self._stage = QWidget(meanwhile, Qt.WindowType.Window)
        flow = RegistrationFlow()
        self._journey = Journey(flow, context, Visit(Place.REGISTER), self)
        self._state = flow.start(
            lists,
            language=context.translations.language,
            arrangement=context.arrangement,
            answers={FieldId.NATIONALITY: Nationality.JORDANIAN},
        )
        self._waiting = [step.id for step in flow.path]
        timer = QTimer(self)
        timer.setInterval(1)
        timer.timeout.connect(self._play)
        timer.start()

    def _play(self) -> None:
        if not self._waiting:
            self._stage.deleteLater()
            self.deleteLater()
            return
        step = self._waiting.pop(0)
        state = replace(self._state, step=step)
        words = words_of(JourneyKind.REGISTRATION, step)
        page = page_type(step)(self._journey, self._context, words, state, Room.WIDE, self._stage)
        page.grab()
        page.leaving()
        page.deleteLater()
