"""Drives the window as a person would: by what fields, choices and buttons are called."""

import time
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import CATALOGUE, Form
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.text import plain
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.training import TrainingMessage, TrainingPerson
from ui import messages, wording
from ui.main_window import MainWindow
from ui.widgets.captcha_input import CaptchaInput
from ui.widgets.field_row import FieldRow
from ui.widgets.panels import ErrorSummary
from ui.widgets.question import Question

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 30_000


class Ticking(Protocol):
    """A clock that can be put forward."""

    def advance(self, seconds: float) -> None: ...
    def leave_alone(self, seconds: float) -> None: ...

    def stand_still(self) -> None: ...


def tr(context: str, text: str) -> str:
    """Say an English source in the language on the screen."""
    return QCoreApplication.translate(context, text)


def number_of(person: TrainingPerson) -> str:
    """Return a person's national or personal number."""
    return person.national_number or person.personal_number or ""


class Desk:
    """One open window, and hands."""

    def __init__(self, window: MainWindow, qtbot: QtBot, clock: Ticking) -> None:
        self.window = window
        self.qtbot = qtbot
        self.clock = clock
        self._reference: ReferenceData | None = None

    def close(self) -> None:
        """Close the window for good."""
        if shiboken6.isValid(self.window):
            self.window.close()

    # ------------------------------------------------------------------ waiting

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds."""

        def check() -> None:
            assert holds(), f"waited in vain for {what}; on show: {self.texts()}"

        self.qtbot.waitUntil(check, timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Wait until whatever the window has asked for has been answered and shown."""
        self.ask(lambda backend: backend)
        self.turn()

    def turn(self) -> None:
        """Let the event loop turn until what was put off until then is done."""
        for _ in range(2):
            self.qtbot.wait(1)

    def settle(self) -> None:
        """Wait until nothing moves any more."""
        before: list[object] = []
        while True:
            self.turn()
            # A turn of the loop may be over before all of them have had theirs.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            everything = self.window.findChildren(QWidget)
            now: list[object] = [(w.geometry().getRect(), w.isVisible()) for w in everything]
            if now == before:
                return
            before = now

    def ask(self, work: Callable[[Backend], T]) -> T | Problem:
        """Ask through the window's own lane, after everything else that is under way."""
        found: list[T | Problem] = []
        self.window.context.tasks.ask(self.window, work, found.append, found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return found[0]

    def told(self, work: Callable[[Backend], T]) -> T:
        """Ask through the window's own lane; a refusal is a defect of the test."""
        answer = self.ask(work)
        assert not isinstance(answer, Problem), answer
        return answer

    # ------------------------------------------------------------------ looking

    def shown(self, kind: type[W]) -> list[W]:
        """Return the visible widgets of a kind, in reading order."""
        found = [w for w in self.window.findChildren(kind) if w.isVisible()]
        return sorted(found, key=self.box_top)

    def box_top(self, widget: QWidget) -> int:
        """Return how far down the window a widget begins."""
        return widget.mapTo(self.window, QPoint(0, 0)).y()

    def texts(self) -> list[str]:
        """Return all that can be read, in reading order."""
        labels = [(self.box_top(w), w.text()) for w in self.shown(QLabel)]
        buttons = [(self.box_top(w), w.accessibleName()) for w in self.shown(QAbstractButton)]
        return [text for _top, text in sorted(labels + buttons) if text]

    def reads(self, text: str) -> bool:
        """Tell whether a text stands somewhere."""
        return self.reads_one_of([text])

    def reads_one_of(self, texts: Iterable[str]) -> bool:
        """Tell whether one of these is on show; a clock may go on from one look to the next."""
        shown = [plain(said) for said in self.texts()]
        return any(plain(text) in said for text in texts for said in shown)

    def see(self, text: str) -> None:
        """Wait until a text can be read."""
        self.until(lambda: self.reads(text), f"the text “{text}”")

    def see_sentence(self, code: ErrorCode, field: FieldId | None = None, **more: object) -> None:
        """Wait until the sentence of a refusal can be read."""
        retry_after = more.pop("retry_after", None)
        problem = Problem(code, field, more, retry_after)  # type: ignore[arg-type]
        self.see(messages.sentence(problem))

    def row(self, field: FieldId) -> FieldRow:
        """Return a field of the page with all that belongs to it."""
        rows = [r for r in self.shown(FieldRow) if r.field is field]
        assert rows, f"no field {field}; on show: {self.texts()}"
        return rows[-1]

    def has(self, field: FieldId) -> bool:
        """Tell whether a field is asked on this page."""
        return any(r.field is field for r in self.shown(FieldRow))

    def fields(self) -> list[FieldId]:
        """Return the fields of the page, in order."""
        return [r.field for r in self.shown(FieldRow)]

    def error(self, field: FieldId) -> str:
        """Return the sentence beside a field, empty where there is none."""
        return self._told_at(field, "fieldError")

    def errors(self) -> dict[FieldId, str]:
        """Return the sentences beside the fields of the page."""
        found = {field: self.error(field) for field in self.fields()}
        return {field: text for field, text in found.items() if text}

    def note(self, field: FieldId) -> str:
        """Return the remark below a field, empty where there is none."""
        return self._told_at(field, "note")

    def _told_at(self, field: FieldId, role: str) -> str:
        shown = (w for w in self.row(field).findChildren(QLabel) if w.isVisible())
        return next((w.text() for w in shown if w.objectName() == role), "")

    def summary(self) -> ErrorSummary | None:
        """Return the summary of errors if it is on show."""
        return next(iter(self.shown(ErrorSummary)), None)

    def links(self) -> list[str]:
        """Return what the summary of errors lists."""
        summary = self.summary()
        return [b.accessibleName() for b in self.links_of(summary)] if summary else []

    def links_of(self, summary: ErrorSummary) -> list[QAbstractButton]:
        """Return the summary's links in order."""
        links = [b for b in summary.findChildren(QAbstractButton) if b.isVisible()]
        return sorted(links, key=lambda b: b.y())

    def line(self, field: FieldId) -> QLineEdit:
        """Return the line that a field is typed into."""
        target = self.row(field).input.focus_target()
        assert isinstance(target, QLineEdit)
        return target

    def combo(self, field: FieldId) -> QComboBox:
        """Return the searching list of a field."""
        widget = self.row(field).widget
        assert isinstance(widget, QComboBox)
        return widget

    def radios(self, field: FieldId) -> list[QRadioButton]:
        """Return the choices of a field."""
        widget = self.row(field).widget
        assert isinstance(widget, QGroupBox)
        return widget.findChildren(QRadioButton)

    def text(self, field: FieldId) -> str:
        """Return what stands in a field, or is chosen there."""
        return self.row(field).input.raw()

    def button(self, name: str) -> QAbstractButton:
        """Return the button, link, tile or choice of this name."""
        found = [b for b in self.shown(QAbstractButton) if b.accessibleName() == name]
        assert found, f"no button {name}; on show: {self.texts()}"
        return [*(b for b in found if not b.isEnabled()), *(b for b in found if b.isEnabled())][-1]

    def name_of(self, field: FieldId, code: str) -> str:
        """Return what an entry of a list is called in the language on the screen."""
        choices = CATALOGUE[field].choices
        assert choices is not None
        entry = next(c for c in choices(Form({}, self.reference())) if c.code == code)
        return wording.choice(field, entry)

    def reference(self) -> ReferenceData:
        """Return the lists that the service has told."""
        if self._reference is None:
            self._reference = self.told(lambda backend: backend.service.reference_data())
        return self._reference

    def offers(self, name: str) -> bool:
        """Tell whether there is a button of this name that can be pressed."""
        found = (b for b in self.shown(QAbstractButton) if b.accessibleName() == name)
        return any(b.isEnabled() for b in found)

    def focus(self) -> QWidget | None:
        """Return what has the focus in the window."""
        return self.window.focusWidget()

    def focused_field(self) -> FieldId | None:
        """Return the field that the cursor is in."""
        here = self.focus()
        while here is not None and not isinstance(here, FieldRow):
            here = here.parentWidget()
        return here.field if here is not None else None

    def question(self) -> Question | None:
        """Return the question that covers the window if there is one."""
        return next(iter(self.shown(Question)), None)

    # ------------------------------------------------------------------ hands

    def enter(self, widget: QWidget) -> None:
        """Put the focus somewhere and bring that into sight, as Tab does."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        areas = [a for a in self.shown(QScrollArea) if a.isAncestorOf(widget)]
        for area in areas:
            area.ensureWidgetVisible(widget)

    def fill(self, field: FieldId, text: str) -> None:
        """Put a text in place of what stands in a field, as a paste does."""
        self.until(lambda: self.has(field), f"the field {field}")
        line = self.line(field)
        self.enter(line)
        line.selectAll()
        line.insert(text)

    def paste(self, field: FieldId, text: str) -> None:
        """Put a text in place of what stands in a field, through the clipboard."""
        line = self.line(field)
        self.enter(line)
        line.selectAll()
        QApplication.clipboard().setText(text)
        QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        """Send key after key to where the focus is, whatever the letters."""
        for letter in text:
            target = self.focus()
            assert target is not None
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        target = self.focus() or self.window
        QTest.keyClick(target, key, modifier)

    def choose(self, field: FieldId, code: str) -> None:
        """Press the radio button of this code."""
        self.until(lambda: self.has(field), f"the choice {field}")
        name = self.name_of(field, code)
        next(r for r in self.radios(field) if r.accessibleName() == name).click()

    def press(self, name: str) -> None:
        """Press a button and wait until its answer is on show."""
        self.until(lambda: self.offers(name), f"the button {name}")
        button = self.button(name)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()
        self.rest()

    def go_on(self) -> None:
        """Press the one primary button of the page."""
        self.press(self.primary().accessibleName())

    def go_back(self) -> None:
        """Turn back one page."""
        self.press(tr("ActionBar", "Back"))

    def primary(self) -> QAbstractButton:
        """Return the one primary button."""
        found = [b for b in self.shown(QAbstractButton) if b.objectName() == "primary"]
        assert len(found) == 1, f"primary buttons: {[b.text() for b in found]}"
        return found[0]

    def switch_language(self) -> None:
        """Press the language button, without taking the focus from where it is."""
        languages = [
            b for b in self.shown(QAbstractButton) if b.objectName().startswith("languageTool")
        ]
        languages[0].click()
        self.rest()

    def scroll(self) -> QScrollArea:
        """Return the scroll area of the page."""
        areas = [a for a in self.shown(QScrollArea) if a.widget().objectName() == "scrolled"]
        return max(areas, key=lambda a: a.width())

    # ------------------------------------------------------------------ the corporation's side

    def people(
        self, kind: Nationality = Nationality.JORDANIAN, *, registered: bool = False
    ) -> list[TrainingPerson]:
        """Return people to try."""

        def find(backend: Backend) -> list[TrainingPerson]:
            assert backend.training is not None
            return backend.training.people(kind=kind, registered=registered)

        return self.told(find)

    def person(
        self,
        kind: Nationality = Nationality.JORDANIAN,
        *,
        registered: bool = False,
        insured: bool | None = None,
    ) -> TrainingPerson:
        """Return somebody to try."""
        people = self.people(kind, registered=registered)
        return next(
            p for p in people if insured is None or insured == (p.insurance_number is not None)
        )

    def messages(self) -> list[TrainingMessage]:
        """Return what was sent, newest last."""

        def find(backend: Backend) -> list[TrainingMessage]:
            assert backend.training is not None
            return backend.training.messages()

        return self.told(find)

    def last_code(self, to: str | None = None) -> str:
        """Return the newest code."""
        sent = [m for m in self.messages() if m.code and to in (None, m.to)]
        assert sent
        return sent[-1].code or ""

    def picture_answer(self) -> str:
        """Return the characters of the picture on show, or the answer to the question."""

        def find(backend: Backend) -> str:
            assert backend.training is not None
            seen = backend.training.captcha()
            assert seen is not None
            return seen.text

        self.until(self.has_picture, "the picture")
        return self.told(find)

    def has_picture(self) -> bool:
        """Tell whether the picture code is there, as picture or as question."""
        shown = self.shown(CaptchaInput)
        return bool(shown) and not shown[0].is_waiting


def alive(desk: Desk) -> None:
    """See that the window still does what it is asked."""
    began = time.monotonic()
    desk.turn()
    assert time.monotonic() - began < PATIENCE_MS / 1000
