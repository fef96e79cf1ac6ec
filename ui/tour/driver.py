"""Drives the window as a person would: by what fields and buttons are called."""

import contextlib
import time
import traceback
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.text import plain
from ssc_desktop.flows.state import Arrangement
from ssc_desktop.services.backend import Backend
from ui.main_window import MainWindow
from ui.widgets.captcha_input import CaptchaInput

T = TypeVar("T")
Script = Generator[Callable[[], bool], None, None]
_TICK_MS = 15
_PATIENCE = 20.0  # seconds until a step counts as failed
_SETTLE_TICKS = 4  # so that layouts and the focus have come to rest before a picture


class TourError(Exception):
    """A step could not be made; the text says which."""


class Driver(QObject):
    """Runs a script whose steps wait for the window, without an event loop of its own."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        super().__init__(window)
        self._window = window
        self._out = out
        self._script: Script | None = None
        self._until: Callable[[], bool] = lambda: True
        self._since = 0.0
        self._waiting_for = ""
        self._pictures = 0
        self.status = 1
        self.report: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._step)

    def start(self, script: Script) -> None:
        """Run the script; the application ends after its last step."""
        self._script = script
        self._since = time.monotonic()
        self._timer.start()

    def _step(self) -> None:
        try:
            if not self._until():
                if time.monotonic() - self._since > _PATIENCE:
                    raise TourError(f"waited in vain for: {self._waiting_for}")
                return
            assert self._script is not None
            self._until = next(self._script)
            self._since = time.monotonic()
        except StopIteration:
            self._end(0, f"{self._pictures} pictures in {self._out}")
        except TourError as failure:
            with contextlib.suppress(TourError):  # which may be why it failed
                self.grab("failed")
            self._end(1, f"The tour stopped: {failure}")
        except Exception:
            self._end(1, traceback.format_exc())

    def _end(self, status: int, line: str) -> None:
        self._timer.stop()
        self.status = status
        self.report.append(line)
        QApplication.exit(status)

    # ------------------------------------------------------------------ what a script can do

    @property
    def one_question(self) -> bool:
        """Tell whether one question fills a page here."""
        return self._window.context.arrangement is Arrangement.ONE_QUESTION

    def wait(self, condition: Callable[[], bool], name: str) -> Script:
        """Wait until something holds."""
        self._waiting_for = name
        yield condition

    def fill(self, label: str, text: str) -> Script:
        """Type into the field of this label."""
        yield from self.see_field(label)
        line = self._line(label)
        assert line is not None
        line.setFocus(Qt.FocusReason.TabFocusReason)
        line.selectAll()
        line.insert(text)
        line.editingFinished.emit()

    def press(self, name: str) -> Script:
        """Press the button, link, tile or choice of this name."""
        yield from self.wait(lambda: self._button(name) is not None, f"the button {name}")
        button = self._button(name)
        assert button is not None
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    def sign_out(self) -> Script:
        """Press the header's button, or choose the entry of its menu where that is folded."""
        name = QCoreApplication.translate("Header", "Sign out")
        if self._button(name) is None:
            yield from self.press(QCoreApplication.translate("Header", "Menu"))
        yield from self.press(name)

    def key(self, key: Qt.Key) -> None:
        """Press a key, as far as the window sees it."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            QApplication.postEvent(self._window, event)

    def see_field(self, label: str) -> Script:
        """Wait until the field of this label is there."""
        yield from self.wait(lambda: self._line(label) is not None, f"the field {label}")

    @property
    def way_out(self) -> str:
        """What the button is called that leaves a journey here."""
        context, text = ("TerminalFooter", "Finish and erase my data")
        if not self.one_question:
            context, text = ("ActionBar", "Cancel")
        return QCoreApplication.translate(context, text)

    def see(self, text: str) -> Script:
        """Wait until a text can be read somewhere."""
        yield from self.wait(lambda: self._sees(text), f"the text “{text}”")

    def ask(self, work: Callable[[Backend], T], found: list[T]) -> Script:
        """Ask the backend through the window's own lane; the answer is put into `found`."""
        problems: list[Problem] = []
        self._window.context.tasks.ask(self, work, found.append, problems.append)
        yield from self.wait(lambda: bool(found or problems), "the simulator")
        if problems:
            raise TourError(f"the simulator answered {problems[0].code}")

    def picture(self, name: str) -> Script:
        """Let the page come to rest, then keep a picture of it."""
        for _tick in range(_SETTLE_TICKS):
            yield lambda: True
        self.grab(name)

    def grab(self, name: str) -> None:
        """Save a picture of the window."""
        self._pictures += 1
        path = self._out / f"{self._pictures:02d}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise TourError(f"the picture {path} could not be written")

    # ------------------------------------------------------------------ finding

    def is_fetching_captcha(self) -> bool:
        """Tell whether the picture of a picture code is still on its way."""
        shown = [w for w in self._window.findChildren(CaptchaInput) if w.isVisible()]
        return not shown or any(w.is_waiting for w in shown)

    def _line(self, label: str) -> QLineEdit | None:
        found = (w for w in self._window.findChildren(QLineEdit) if w.accessibleName() == label)
        return next((w for w in found if w.isVisible() and w.isEnabled()), None)

    def _button(self, name: str) -> QAbstractButton | None:
        found = (b for b in self._window.findChildren(QAbstractButton) if b.isVisible())
        return next((b for b in found if b.accessibleName() == name and b.isEnabled()), None)

    def _sees(self, text: str) -> bool:
        def reads(widget: QWidget) -> bool:
            said = widget.text() if isinstance(widget, QLabel) else widget.accessibleName()
            return plain(text) in plain(said)

        return any(w.isVisible() and reads(w) for w in self._window.findChildren(QWidget))
