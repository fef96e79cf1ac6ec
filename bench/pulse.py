"""Feel the pulse of an event loop: how long it was kept from its work, and how long turns took."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

T = TypeVar("T")
_BEAT_MS = 1


class Pulse(QObject):
    """Beats as often as the loop lets it, and keeps the longest pause of each step.

    `gaps` has it by the clock, `works` the longest by the processor time of the window's thread,
    which a busy machine does not stretch; both in ms.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.step = "start"
        self.gaps: dict[str, float] = {}
        self.works: dict[str, float] = {}
        self._aside = (0.0, 0.0)
        self._last = self.now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def now(self) -> tuple[float, float]:
        """Return the time by the clock and the processor time, s, without what was set aside."""
        return time.perf_counter() - self._aside[0], time.thread_time() - self._aside[1]

    def aside(self, act: Callable[[], T]) -> T:
        """Do what belongs to the measurement, and leave it out of every time."""
        clock, worked = self.now()
        done = act()
        after = self.now()
        self._aside = (self._aside[0] + after[0] - clock, self._aside[1] + after[1] - worked)
        return done

    def _beat(self) -> None:
        now = self.now()
        for longest, since, before in zip((self.gaps, self.works), now, self._last, strict=True):
            longest[self.step] = max(longest.get(self.step, 0.0), (since - before) * 1_000)
        self._last = now


class Turns(QObject):
    """Times page turns: from what sets one off until the page is painted and the loop at rest.

    `place` returns the page of the moment and the window that shows it.
    """

    def __init__(self, pulse: Pulse, place: Callable[[], tuple[object, QWidget]]) -> None:
        super().__init__(pulse)
        self._now = pulse.now
        self.taken: list[tuple[str, float, float]] = []  # by the clock, by processor time; ms
        self._place = place
        self._began: tuple[float, float] | None = None
        self._name = ""
        self._painted = False
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._at_rest)

    def during(self, name: str, act: Callable[[], None]) -> None:
        """Do what may turn the page."""
        began, (before, _) = self._now(), self._place()
        act()
        after, window = self._place()
        if after is not before:
            self._began, self._name, self._painted = began, name, False
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Upon this the window paints all that has changed; a page that is covered whole by what
        # stands on it never hears of it itself.
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            self._painted = True
        return False

    def _at_rest(self) -> None:
        if self._began is not None and self._painted:
            clock, worked = (
                (now - began) * 1_000 for now, began in zip(self._now(), self._began, strict=True)
            )
            self.taken.append((self._name, clock, worked))
            self._began = None
