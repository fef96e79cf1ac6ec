"""Laying out a text in the language's direction: one way for every widget that draws words."""

import re

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QWidget

from ui.language import is_rtl

# What is read as one: a number in groups (not a year and the time after it), a count and what is
# counted, the name of a button, a short last word with the one before it.
_AS_ONE = re.compile(
    r"(?<![\d/])\+?\d+(?: \d+)+"
    r"|(?<!\d )(?<![\d/:.])\d{1,3}\u2069? [^\W\d_]+"
    r"|«[^»\n]+»|“[^”\n]+”"
    r"|\S+ \S{1,4}$",
    re.MULTILINE,
)
_HYPHEN = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_ADDRESS = re.compile(r"\S+@\S+")


def lay_out(
    text: str, font: QFont, width: float, widget: QWidget, *, centred: bool = False
) -> QTextLayout:
    """Break a text into lines of at most `width` pixels, flush with the reading edge.

    The direction is the language's, whatever the text begins with; a word longer than a line
    is broken rather than cut off, an address before its @ first; what is read as one is broken
    only where it does not fit.
    """
    edge = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else edge)
    option.setTextDirection(QApplication.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    metrics = QFontMetricsF(font)

    def whole(found: re.Match[str]) -> str:
        fits = metrics.horizontalAdvance(found[0]) <= width
        return found[0].replace(" ", "\u00a0") if fits else found[0]

    def address(found: re.Match[str]) -> str:
        fits = metrics.horizontalAdvance(found[0]) <= width
        return found[0] if fits else found[0].replace("@", "\u200b@")

    shown = _ADDRESS.sub(address, _AS_ONE.sub(whole, text))
    shown = _HYPHEN.sub("\u2060-\u2060", shown).replace("\n", "\u2028")
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
