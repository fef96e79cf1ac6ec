"""Texts: plain always, aligned at the reading edge, in the direction of the language."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QWidget,
)

from ui.language import is_rtl


class Text(QLabel):
    """A text that never becomes markup; `role` names its look in the style sheet.

    It draws itself: QLabel takes a text's direction from its first letter, and shifts the first
    lines of wrapped Arabic by the width of a space.
    """

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._centred = False

    def set_text(self, text: str) -> None:
        """Show a text."""
        if text != self.text():
            self.setText(text)

    @property
    def plain(self) -> str:
        """The text as it was set."""
        return self.text()

    def centre(self) -> "Text":
        """Stand in the middle instead of at the reading edge."""
        self._centred = True
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return self

    def one_line(self) -> "Text":
        """Never break into lines."""
        self.setWordWrap(False)
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text() or self.textInteractionFlags():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        box = QRectF(self.contentsRect())
        layout = self._laid_out(box.width())
        top = box.top() + max((box.height() - layout.boundingRect().height()) / 2, 0)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(box.left(), top))
        painter.end()

    def _laid_out(self, width: float) -> QTextLayout:
        edge = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if self._centred else edge)
        option.setTextDirection(QApplication.layoutDirection())
        wraps = self.wordWrap()
        option.setWrapMode(
            QTextOption.WrapMode.WordWrap if wraps else QTextOption.WrapMode.ManualWrap
        )
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font(), self)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


class Picture(QLabel):
    """A pixmap that assistive technology passes over, or reads by its name if it has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_picture(self, pixmap: QPixmap) -> None:
        """Show a pixmap at its own size."""
        self.setPixmap(pixmap)
        self.setFixedSize(QSize(pixmap.size()) / pixmap.devicePixelRatio())
