"""A link in several lines; apart from buttons, because the first page needs none."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui.widgets.buttons import Button
from ui.widgets.text_layout import lay_out


class WrappingLink(Button):
    """A link whose sentence may need more than one line."""

    def __init__(self, role: str, parent: QWidget) -> None:
        super().__init__(role, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """The words as they are drawn: the name may leave out what guides their direction."""
        return self.text().replace("&&", "&")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        layout = lay_out(self.words, self.font(), self.width(), self)
        box = QRectF(self.rect())
        top = max((box.height() - layout.boundingRect().height()) / 2, 0)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(0, top))
        painter.end()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = lay_out(self.words, self.font(), width, self)
        return math.ceil(layout.boundingRect().height()) + self._around()

    def minimumSizeHint(self) -> QSize:
        height = self.fontMetrics().height() + self._around()
        return QSize(self.fontMetrics().averageCharWidth() * 12, height)

    def _around(self) -> int:
        """Return the room above and below the words that makes the link easy to touch."""
        return round(0.8 * self.font().pixelSize())
