"""Collects garbage on the window's thread, and on no other.

Python runs its collector on whichever thread happens to allocate. On the service's it would take
the Python side of widgets away while the window's thread deletes the widgets themselves, and the
program would crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 500
_FIRST_LOOKS = 6  # while modules are imported; on a slow machine it takes half of them


class Garbage(QObject):
    """Stands in for the automatic collector as long as it lives, by the same thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._first_looks = _FIRST_LOOKS
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due; at first, note what has come to stay.

        What has been imported is never garbage, and to look through it takes as long as to turn
        two pages.
        """
        if self._first_looks:
            self._first_looks -= 1
            gc.freeze()
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
