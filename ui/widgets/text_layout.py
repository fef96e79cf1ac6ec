"""Laying out a text in the language's direction: one way for every widget that draws words."""

import re

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QWidget

from ui.language import is_rtl

_GROUPED = re.compile(r"(?<![\d/])\+?\d+(?: \d+)+")  # not a year and the time after it


def lay_out(
    text: str, font: QFont, width: float, widget: QWidget, *, centred: bool = False
) -> QTextLayout:
    """Break a text into lines of at most `width` pixels, flush with the reading edge.

    The direction is the language's, whatever the text begins with; a word longer than a line
    (an e-mail address) is broken rather than cut off, and a number only where it does not fit.
    """
    edge = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else edge)
    option.setTextDirection(QApplication.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    shown = _GROUPED.sub(lambda number: _whole(number[0], font, width), text)
    shown = shown.replace("\n", "\u2028").replace("@", "\u200b@")  # an address breaks there first
    layout = QTextLayout(shown, font, widget)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout


def _whole(number: str, font: QFont, width: float) -> str:
    """Hold the groups of a number together on one line, if there is room for it on one."""
    fits = QFontMetricsF(font).horizontalAdvance(number) <= width
    return number.replace(" ", "\u00a0") if fits else number
