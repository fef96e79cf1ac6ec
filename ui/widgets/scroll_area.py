"""Makes the areas that scroll up and down: pages, and the training panel."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_SEEN_MS = 50  # by then the first window has been painted


def scroll_area(parent: QWidget) -> QScrollArea:
    """Return an area as wide as what it will hold, without a frame and passed over by Tab."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if any(window.isVisible() for window in QApplication.topLevelWidgets()):
        _keep_bars_apart(area)
    else:  # the first page: PySide takes as long to meet the bars' place as the page to be made
        QTimer.singleShot(_SEEN_MS, area, lambda: _keep_bars_apart(area))
    return area


def _keep_bars_apart(area: QScrollArea) -> None:
    # WORKAROUND(seen in Qt 6.11): an area counts a bar among its accessible children while the bar
    # shows, known by its parent's name, and asking for a child that has just gone ends the program
    # with a segmentation fault. Under another name the bars never count: the page alone does.
    for bar in (area.horizontalScrollBar(), area.verticalScrollBar()):
        place = bar.parentWidget()
        assert place is not None
        place.setObjectName("bar")
