"""The focus ring: one overlay that follows the focus and brings it into sight."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from ui.theme import Theme

_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}
_MARGIN = 5
_BESIDE_WORDS = 4  # pixels between the ring and words that reach to the widget's edge
FIELD = "field"  # the object name of what is seen as one: label, hint, error, input
_AROUND_FOCUS = 12  # pixels kept in sight above and below what has the focus


class FocusRing(QWidget):
    """A 2 px ink border with 3 px of amber outside it, drawn around the focused widget.

    The focus stays in sight however the page grows or shrinks, until the person scrolls.
    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._theme = theme
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._area: QScrollArea | None = None  # the page that is held where the focus is
        self._ring = QRect()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._place)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self.hide()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        self._let_go()
        if now is not None and now.window() is self._window:
            parent = now.parentWidget()
            self._target = parent if parent is not None and parent.inherits("QComboBox") else now
            above: QWidget | None = self._target
            self._hold()
            while above is not None and above is not self._window:
                above.installEventFilter(self)
                self._watched.append(above)
                above = above.parentWidget()
        else:
            self.hide()  # at once: the page may be gone before there is time for anything else
        self._later.start()

    def _hold(self) -> None:
        """Bring the focus into sight, and keep it there until somebody scrolls."""
        above = self._target
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and above is not self._target:
            self._area = above
            above.verticalScrollBar().actionTriggered.connect(self._let_go)
            self._bring_into_sight()

    @Slot()
    def _let_go(self) -> None:
        area, self._area = self._area, None
        if area is not None and shiboken6.isValid(area):
            area.verticalScrollBar().actionTriggered.disconnect(self._let_go)

    def _bring_into_sight(self) -> None:
        """Scroll so far that the field with its label can be seen, or else the input alone."""
        area, target = self._area, self._target
        if area is None or target is None or not shiboken6.isValid(area):
            return
        content, room = area.widget(), area.viewport().height()
        if content is None or not content.isAncestorOf(target):
            return
        for widget in (_field_around(target), target):
            box = QRect(widget.mapTo(content, QPoint(0, 0)), widget.size())
            margin = min(_AROUND_FOCUS, max((room - box.height()) // 2, 0))
            if widget is target or box.height() + 2 * margin <= room:
                half = box.height() // 2
                area.ensureVisible(0, box.top() + half, 0, half + margin)
                return

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._later.start()
        return False

    def _place(self) -> None:
        target, window = self._target, self._window
        if (
            target is None
            or not shiboken6.isValid(target)
            or not target.isVisible()
            or isinstance(target, QAbstractScrollArea)
        ):
            self.hide()
            return
        self._bring_into_sight()
        box = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        if isinstance(target, QRadioButton) or target.objectName() == "link":
            box.adjust(-_BESIDE_WORDS, 0, _BESIDE_WORDS, 0)
        margin = _MARGIN
        visible = self._visible_part(target).adjusted(-margin, -margin, margin, margin)
        self._ring = box.adjusted(-margin, -margin, margin, margin)
        shown = self._ring.intersected(visible)
        if shown.isEmpty():
            self.hide()
            return
        self.setGeometry(shown)
        self.raise_()
        self.show()
        self.update()

    def _visible_part(self, target: QWidget) -> QRect:
        """Return what the scroll areas around the target leave of the window to see."""
        window = self._window
        visible = window.rect()
        parent = target.parentWidget()
        while parent is not None and parent is not window:
            area = parent.parentWidget()
            if isinstance(area, QAbstractScrollArea) and parent is area.viewport():
                visible &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
            parent = area
        return visible

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._ring.topLeft() - self.geometry().topLeft())
        frame = QRect(QPoint(0, 0), self._ring.size())
        radius = self._theme.gap(8)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), 3))
        painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), radius + 3, radius + 3)
        painter.setPen(QPen(QColor(self._theme.tokens.ink), 2))
        painter.drawRoundedRect(frame.adjusted(4, 4, -4, -4), radius + 1, radius + 1)


def _field_around(widget: QWidget) -> QWidget:
    """Return the field that a widget belongs to, or the widget itself."""
    above: QWidget | None = widget
    while above is not None and above.objectName() != FIELD:
        above = above.parentWidget()
    return above or widget
