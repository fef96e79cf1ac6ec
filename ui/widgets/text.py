"""Texts: plain always, aligned at the reading edge, in the direction of the language."""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.language import is_rtl
from ui.widgets.text_layout import lay_out

_NARROWEST = 12  # characters
_LIFT = 0.05  # of the letter size: the family's deepest letters reach below its own line


class _Lines(NamedTuple):
    """A text laid out in a width.

    It breaks the same way at any width down to its longest line, and up to `breaks_alike_to`:
    what fits on one line does so in all the room there is.
    """

    longest: float
    width: float
    breaks_alike_to: float
    height: float
    layout: QTextLayout


class Text(QLabel):
    """A text that never becomes markup; `role` names its look in the style sheet.

    It draws itself: QLabel takes a text's direction from its first letter, and shifts the first
    lines of wrapped Arabic by the width of a space.
    """

    def __init__(self, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._centred = False
        self._selectable = False
        # One page asks hundreds of times how high its texts are before it has its shape.
        self._laid_out: list[_Lines] = []
        self._heights: dict[int, int] = {}  # by width, as Qt asks for them
        self._letters = self.font()  # these are for
        self._rtl = is_rtl()

    def set_text(self, text: str) -> None:
        """Show a text."""
        if text != self.text():
            self.setText(text)
            self._forget()

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

    def selectable(self) -> "Text":
        """Let the person select and copy it, by mouse and by keys."""
        self._selectable = True
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._selectable or not self.text():
            super().paintEvent(event)
            return
        self._keep_up()
        box = self.contentsRect()
        lines = self._lines(box.width())
        left = box.left() + self._shift(box.width(), lines)
        lift = _LIFT * self._letters.pixelSize()
        top = box.top() + max((box.height() - lines.height) / 2, 0) - lift
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines.layout.draw(painter, QPointF(left, top))
        painter.end()

    def _keep_up(self) -> None:
        """Lay out anew after a change of letters or direction; each event would cost more."""
        letters, rtl = self.font(), is_rtl()
        if rtl is not self._rtl or not letters.isCopyOf(self._letters):
            self._letters, self._rtl = letters, rtl
            self._forget()

    def _forget(self) -> None:
        self._laid_out.clear()
        self._heights.clear()

    def heightForWidth(self, width: int) -> int:
        self._keep_up()
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._height(width)
        return height

    def _height(self, width: int) -> int:
        if not self.wordWrap() or not self.text():
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        if room <= 0:  # layouts ask so before they have any; letter by letter would take long
            return self.fontMetrics().height()
        return math.ceil(self._lines(room).height) + margins.top() + margins.bottom()

    def _shift(self, width: float, lines: _Lines) -> float:
        """Return how far lines that were laid out in another width stand from their edge."""
        beyond = width - lines.width
        return beyond / 2 if self._centred else beyond if is_rtl() else 0.0

    def _lines(self, width: float) -> _Lines:
        """Return the text broken into lines as it is in this width."""
        for known in self._laid_out:
            if known.longest <= width <= known.breaks_alike_to:
                return known
        layout = lay_out(
            self.text(), self._letters, width, self, centred=self._centred, wraps=self.wordWrap()
        )
        lines = (layout.lineAt(number) for number in range(layout.lineCount()))
        longest = max((line.naturalTextWidth() for line in lines), default=0.0)
        up_to = math.inf if layout.lineCount() == 1 else width
        made = _Lines(longest, width, up_to, layout.boundingRect().height(), layout)
        self._laid_out.append(made)
        return made

    def minimumSizeHint(self) -> QSize:
        """Let a text that wraps become narrow: a long word breaks before the page does."""
        hint = super().minimumSizeHint()
        if not self.wordWrap():
            return hint
        narrow = self.fontMetrics().averageCharWidth() * _NARROWEST
        return QSize(min(hint.width(), narrow), self.fontMetrics().height())


class Picture(QLabel):
    """A pixmap that assistive technology passes over, or reads by its name if it has one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_picture(self, pixmap: QPixmap) -> None:
        """Show a pixmap at its own size."""
        self.setPixmap(pixmap)
        self.setFixedSize(QSize(pixmap.size()) / pixmap.devicePixelRatio())
