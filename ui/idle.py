"""Watches for a window left alone: warns, counts down, then tells that the time is over."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.policy import IdlePolicy
from ui.clock import now

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """`warned` carries the seconds left, once a second; `returned` ends it; `ended` is final."""

    warned = Signal(int)
    returned = Signal()
    ended = Signal()

    def __init__(self, policy: IdlePolicy, window: QWidget) -> None:
        super().__init__(window)
        self._policy = policy
        self._window = window
        self._listening_to: QWindow | None = None
        self._seen = now()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch: somebody's data is on the screen.

        A page that turns by itself under the warning is no sign of life.
        """
        if not self._warning:
            self._seen = now()
        self._timer.start()
        self._listen()

    def stop(self) -> None:
        """Nothing is left to protect."""
        self._timer.stop()
        self._warning = False
        if self._listening_to is not None:
            self._listening_to.removeEventFilter(self)
            self._listening_to = None

    def _listen(self) -> None:
        """Hear what reaches the window from outside, and none of the events within it."""
        if not self._window.internalWinId():
            return  # never shown yet, so it has no handle
        handle = self._window.windowHandle()
        if handle is not self._listening_to:
            handle.installEventFilter(self)
            self._listening_to = handle

    def note_life(self) -> None:
        """Something was answered or pressed, by whatever means: assistive ones send no keys."""
        if not self._warning and not self._is_over():
            self._seen = now()

    def seconds_alone(self) -> float:
        """Return how long ago there was a sign of life."""
        return now() - self._seen

    def _is_over(self) -> bool:
        return self.seconds_alone() >= self._policy.end_after

    def stay(self) -> None:
        """The person is still there."""
        self._seen = now()
        if self._warning:
            self._warning = False
            self.returned.emit()

    def look(self) -> None:
        """Compare the time gone by with the policy."""
        self._listen()
        idle = self.seconds_alone()
        if self._is_over():
            self.stop()
            self.ended.emit()
        elif idle >= self._policy.warn_after:
            self._warning = True
            self.warned.emit(max(1, round(self._policy.end_after - idle)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _SIGNS_OF_LIFE:
            return False
        over = self._is_over()
        if over:  # the machine has slept, and this is whoever woke it
            self.look()
        self.note_life()
        return over
