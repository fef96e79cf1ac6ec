"""Laying out a text in the language's direction: one way for every widget that draws words."""

import math
import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QWidget

from ui.language import is_rtl

_SHORT = 4  # letters of a last word that is not left on a line by itself
# What is read as one: a number in groups (not a year and the time after it), a count and what is
# counted, the name of a button.
_AS_ONE = (
    r"(?<![0-9/])\+?[0-9]+(?: [0-9]+)+"
    r"|(?<![0-9] )(?<![0-9/:.])[0-9]{1,3}\u2069? [^\W\d_]+"
    r"|«[^»\n]{1,99}»|“[^”\n]{1,99}”"
)
_HAS_ONE = r"[0-9«“]"  # quicker than to look for all of it
_ADDRESS = r"(?<!\S)\S+@\S+"
_HYPHEN = r"(?<=[A-Za-z])-(?=[A-Za-z])"


def lay_out(
    text: str,
    font: QFont,
    width: float,
    widget: QWidget,
    *,
    centred: bool = False,
    wraps: bool = True,
) -> QTextLayout:
    """Break a text into lines of at most `width` pixels, flush with the reading edge.

    The direction is the language's, whatever the text begins with; a word longer than a line
    is broken rather than cut off, an address before its @ first; what is read as one is broken
    only where it does not fit. What never `wraps` is not looked through for that.
    """
    edge = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else edge)
    option.setTextDirection(QApplication.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    room = width if wraps else math.inf
    held = "\u2028".join(_held_together(line, font, room) for line in text.split("\n"))
    layout = QTextLayout(held, font, widget)
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


def _held_together(text: str, font: QFont, width: float) -> str:
    """Return a line as it is to be broken; letters that are seen stay the same."""

    def fits(part: str) -> bool:
        if len(part) * font.pixelSize() <= width:  # no letter is wider than high: not measured
            return True
        return QFontMetricsF(font).horizontalAdvance(part) <= width

    def whole(found: re.Match[str]) -> str:
        return found[0].replace(" ", "\u00a0") if fits(found[0]) else found[0]

    def address(found: re.Match[str]) -> str:
        return found[0] if fits(found[0]) else found[0].replace("@", "\u200b@")

    if len(text) * font.pixelSize() <= width:
        return text
    if re.search(_HAS_ONE, text):
        text = re.sub(_AS_ONE, whole, text)
    if "@" in text:
        text = re.sub(_ADDRESS, address, text)
    if "-" in text:
        text = re.sub(_HYPHEN, "\u2060-\u2060", text)
    return _without_orphan(text, fits)


def _without_orphan(line: str, fits: Callable[[str], bool]) -> str:
    """Hold a short last word together with the one before it."""
    last = line.rfind(" ")
    if last <= 0 or len(line) - last - 1 > _SHORT:
        return line
    before = line.rfind(" ", 0, last) + 1
    return f"{line[:last]}\u00a0{line[last + 1 :]}" if fits(line[before:]) else line
