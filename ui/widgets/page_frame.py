"""Frames a page that scrolls and the bar below it; where there is height to spare the bar rises."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.language import set_look
from ui.theme import Theme
from ui.widgets.scroll_area import scroll_area

SIDE = 32  # between the edges of the window and all that stands in it
_BAR = 12  # a scroll bar's width, in the style sheet too
_TALL = 940  # from here on the bar follows the page instead of standing far below it
_LEAST = 420  # so high the page stays, for the bar not to jump from page to page
UNLIMITED = (1 << 24) - 1  # pixels; QWIDGETSIZE_MAX, which PySide6 does not name


class PageFrame(QWidget):
    """A scroll area around `content`, and a bar that is always in sight."""

    def __init__(self, theme: Theme, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._content = content
        self._below: QWidget | None = None
        self._rises = True
        self.area = scroll_area(self)
        # One that is known to Python: meeting an unknown widget for the first time, PySide looks
        # through all the classes it has, which the first page should not wait for.
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.NoRole)
        viewport.setAutoFillBackground(True)
        self.area.setViewport(viewport)
        content.setMinimumHeight(1)  # else it is as high as its texts are at their narrowest
        self.area.setWidget(content)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self._stack.addWidget(self.area, 1)

    def across(self) -> QHBoxLayout:
        """Lay the content out between its sides, and return the room that is left for it.

        A scroll bar stands within the far side: with one and without, a page is equally wide.
        """
        room, line = QHBoxLayout(), QHBoxLayout(self._content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addSpacing(self._theme.gap(SIDE))
        line.addLayout(room, 1)
        line.addSpacing(self._theme.gap(SIDE - _BAR))
        return room

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar below the page."""
        self._below = bar
        self._stack.addWidget(bar)
        self._stack.addStretch()
        self._content.installEventFilter(self)

    def hold_bar(self) -> None:
        """Keep the bar at the foot of the window, where hands find it on every page."""
        self._rises = False

    def room(self) -> int:
        """Return the width between the sides, in pixels."""
        return max(self.width() - 2 * self._theme.gap(SIDE), 0)

    def fill_width(self) -> None:
        """Let page and bar make do with the width there is; for subclasses."""

    def _fit(self) -> None:
        """Let the bar follow a short page in a tall window."""
        bar = self._below
        if bar is None:
            return
        wanted = UNLIMITED
        layout = self._content.layout()
        tall = self._rises and self.height() >= self._theme.gap(_TALL)
        if tall and layout is not None:
            needed = layout.totalHeightForWidth(self.area.viewport().width())
            room = self.height() - bar.sizeHint().height()
            if needed < room:
                wanted = max(needed, min(self._theme.gap(_LEAST), room))
        if self.area.maximumHeight() != wanted:
            self.area.setMaximumHeight(wanted)
        set_look(bar, "floats", wanted != UNLIMITED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fill_width()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False
