"""Know when a window has been painted; for the processes that are measured.

It imports next to nothing: what both sides had to carry would make them look alike.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

AT_REST_MS = 500


class FirstPaint(QObject):
    """Calls `then` once a window has been painted whole and the event loop is back."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # What lies in the window is painted in the same go, before any timer.
            QTimer.singleShot(0, self, self._then)
        return False


def tell_painted() -> None:
    """Tell whoever started this process: the time by the machine's clock, and the work so far."""
    print(f"painted {time.monotonic()!r} {time.process_time()!r}", flush=True)


def tell_rest() -> None:
    """Tell, when the window has come to rest, that it can be looked at."""
    QTimer.singleShot(AT_REST_MS, lambda: print("at rest", flush=True))


def third_party() -> list[str]:
    """Name the modules in use that were installed, in the order of their import."""
    return [
        name
        for name, module in sys.modules.items()
        if "site-packages" in (getattr(module, "__file__", None) or "")
    ]
