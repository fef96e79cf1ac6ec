"""What is imported beside the window gives way to it.

Importing is Python's work throughout. However often its lock is handed over, a window that builds
a page meanwhile needs two to three times as long; so another thread that is about to import a
module waits until the window has nothing to do.
"""

import builtins
import sys
import threading
import time
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

_PATIENCE_S = 0.05  # the window may itself be waiting for what is being imported
_AGAIN_S = 0.001  # most modules take less: it would cost more to ask before each of them

_polite = threading.local()
_import = builtins.__import__


class Courtesy(QObject):
    """Stands on the window's thread; others `practise` it from then on."""

    _asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answered = threading.Event()
        self._answered.set()
        self._passed = 0.0
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def practise(self) -> None:
        """Let what the calling thread imports give way to the window."""
        _polite.courtesy = self
        builtins.__import__ = _import_after_the_window

    def give_way(self) -> None:
        """Wait until the window comes to this; no longer than it has patience, and not twice."""
        if not self._answered.is_set() or time.monotonic() - self._passed < _AGAIN_S:
            return
        self._answered.clear()
        try:
            self._asked.emit()
        except RuntimeError:  # the window has gone in the meantime
            return
        self._answered.wait(_PATIENCE_S)
        self._passed = time.monotonic()

    @Slot()
    def _answer(self) -> None:
        self._answered.set()


def _import_after_the_window(name: str, *where: Any, **how: Any) -> Any:
    courtesy: Courtesy | None = getattr(_polite, "courtesy", None)
    if courtesy is not None and name not in sys.modules:
        courtesy.give_way()
    return _import(name, *where, **how)
