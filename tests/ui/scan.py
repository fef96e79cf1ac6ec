"""Looks at a window as it stands and names everything that is cut, covered, crooked or hidden."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFrame,
    QWidget,
)

from ui.main_window import MainWindow
from ui.widgets.drop_menu import DropMenu
from ui.widgets.field_row import FieldRow
from ui.widgets.focus_ring import FocusRing
from ui.widgets.line import LineInput
from ui.widgets.panels import Card, ErrorSummary
from ui.widgets.question import Question
from ui.widgets.tile import Tile
from ui.widgets.wrapping_link import WrappingLink
from ui.wizard.page import StepPage

_NEAR = 1  # pixels that rounding may cost
_OVERLAYS = (FocusRing, Question, DropMenu)
_TOUCH = 64
_ROOM_FOR_BOTH = 384  # a window so high, at 100 %, shows label and field of everything at once


def scan(window: MainWindow, size: tuple[int, int], *, touch: bool = False) -> list[str]:
    """Return every fault of the window, which was given this size; `touch` for a terminal."""
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    faults = [
        *_grown(window, size),
        *_sideways(shown),
        *_outside(shown),
        *_covered([window, *shown]),
        *_cut(shown),
        *_crooked(shown),
        *_focus_hidden(window),
    ]
    if window.height() >= window.theme.px(_ROOM_FOR_BOTH):
        faults.extend(_cramped(shown))
    if touch:
        faults.extend(_small_targets(shown))
    return faults


def _name(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
    words = said or widget.accessibleName()
    box = widget.geometry()
    kind = f"{type(widget).__name__}#{widget.objectName()}".rstrip("#")
    place = f"{box.width()}x{box.height()} at {box.x()},{box.y()}"
    return f"{kind} “{words[:60]}” ({place})"


def _rtl() -> bool:
    return QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


# ---------------------------------------------------------------------- the window


def _grown(window: QWidget, size: tuple[int, int]) -> Iterator[str]:
    now = (window.width(), window.height())
    if now != size:
        yield f"the window is {now[0]}x{now[1]} instead of {size[0]}x{size[1]}"


def _sideways(shown: list[QWidget]) -> Iterator[str]:
    for area in shown:
        if isinstance(area, QScrollArea) and area.widget() is not None:
            content, room = area.widget().width(), area.viewport().width()
            if content > room or area.horizontalScrollBar().maximum() > 0:
                yield f"{content} px of content in a page of {room} px: {_name(area)}"


def _outside(shown: list[QWidget]) -> Iterator[str]:
    """What reaches beyond the widget that holds it cannot be seen there."""
    for widget in shown:
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or isinstance(widget, _OVERLAYS):
            continue
        box, room = widget.geometry(), holder.rect()
        above = holder.parentWidget()
        if isinstance(above, QAbstractScrollArea) and holder is above.viewport():
            room = QRect(room.x(), min(box.y(), 0), room.width(), max(box.height(), room.height()))
        if not room.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(box):
            yield f"reaches out of its {_name(holder)}: {_name(widget)}"


def _covered(shown: list[QWidget]) -> Iterator[str]:
    for holder in shown:
        if isinstance(holder, (QComboBox, QScrollBar)):
            continue
        inside = [
            w
            for w in holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if w.isVisible() and not w.isWindow() and not isinstance(w, _OVERLAYS)
        ]
        for one, other in combinations(inside, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > _NEAR and both.height() > _NEAR:
                yield f"{_name(one)} covers {_name(other)}"


# ---------------------------------------------------------------------- texts


def _cut(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        if isinstance(widget, QLabel) and widget.text() and not widget.pixmap().isNull():
            continue
        if isinstance(widget, QLabel) and widget.text():
            box = widget.contentsRect()
            yield from _text_cut(widget, widget.text(), box, wraps=widget.wordWrap())
        elif isinstance(widget, WrappingLink):
            yield from _text_cut(widget, widget.accessibleName(), widget.rect(), wraps=True)
        elif isinstance(widget, Tile):
            continue  # its texts are labels
        elif isinstance(widget, (QPushButton, QRadioButton)) and widget.text():
            text = widget.text().replace("&&", "&")
            yield from _text_cut(widget, text, _contents(widget), wraps=False)
        elif isinstance(widget, QLineEdit):
            yield from _line_cut(widget)


def _contents(button: QPushButton | QRadioButton) -> QRect:
    """Return where a button draws its text."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    radio = isinstance(button, QRadioButton)
    element = (
        QStyle.SubElement.SE_RadioButtonContents
        if radio
        else QStyle.SubElement.SE_PushButtonContents
    )
    return button.style().subElementRect(element, option, button)


def _text_cut(widget: QWidget, text: str, box: QRect, *, wraps: bool) -> Iterator[str]:
    font = widget.font()
    if not wraps:
        metrics = QFontMetricsF(font)
        needed = max(map(metrics.horizontalAdvance, text.split("\n")))
        if needed > box.width() + _NEAR:
            yield f"{round(needed)} px of text in {box.width()} px: {_name(widget)}"
        high = metrics.height() + text.count("\n") * metrics.lineSpacing()
        if high > box.height() + _NEAR:
            yield f"{round(high)} px high text in {box.height()} px: {_name(widget)}"
        return
    height, broken = _wrapped(text, font, box.width())
    if height > box.height() + _NEAR:
        yield f"{round(height)} px of lines in {box.height()} px: {_name(widget)}"
    if broken:
        yield f"the word “{broken}” is broken: {_name(widget)}"


def _wrapped(text: str, font: QFont, width: int) -> tuple[float, str]:
    """Return how high a text becomes, and the first word that a line end breaks."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text = text.replace("\n", "\u2028").replace("@", "\u200b@")  # where an address may break
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    height, broken = 0.0, ""
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        height += line.height()
        end = line.textStart() + line.textLength()
        if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            word = text[:end].split()[-1] + text[end:].split()[0]
            broken = broken or (word if "@" not in word and "://" not in word else "")
    layout.endLayout()
    return height, broken


def _line_cut(line: QLineEdit) -> Iterator[str]:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    box = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    box = box.marginsRemoved(line.textMargins())
    metrics = QFontMetricsF(line.font())
    if metrics.height() > box.height() + _NEAR:
        yield f"{round(metrics.height())} px high text in {box.height()} px: {_name(line)}"
    text = line.displayText()
    # Long values scroll within their line; what everybody types has to be seen whole.
    if len(text) <= 16 and metrics.horizontalAdvance(text) > box.width() + _NEAR:
        needed = round(metrics.horizontalAdvance(text))
        yield f"{needed} px of text in {box.width()} px: {_name(line)}"


# ---------------------------------------------------------------------- edges


def _start(widget: QWidget) -> int:
    """Return where a widget begins, counted from the reading edge of its window."""
    window = widget.window()
    x = widget.mapTo(window, QPoint(0, 0)).x()
    if isinstance(widget, QGroupBox):
        radios = [r for r in widget.findChildren(QRadioButton) if r.isVisible()]
        return min((_start(r) for r in radios), default=x)
    left, width = 0, widget.width()
    if isinstance(widget, QRadioButton):
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        circle = widget.style().subElementRect(
            QStyle.SubElement.SE_RadioButtonIndicator, option, widget
        )
        left, width = circle.x(), circle.width()
    return window.width() - (x + left + width) if _rtl() else x + left


def _crooked(shown: list[QWidget]) -> Iterator[str]:
    """Labels and inputs of one column share their reading edge."""
    for holder in shown:
        straight = isinstance(holder, (FieldRow, Card, ErrorSummary, StepPage))
        if not straight and holder.objectName() != "scrolled":
            continue
        inside = [
            w
            for w in holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if w.isVisible() and w.width() and w.height() and not isinstance(w, _OVERLAYS)
        ]
        if not inside:
            continue
        edge = min(_start(w) for w in inside)
        for widget in inside:
            beside = any(
                _start(w) < _start(widget) and _same_height(w, widget)
                for w in inside
                if w is not widget
            )
            if _start(widget) - edge > _NEAR and not beside:
                off = _start(widget) - edge
                whose = type(holder).__name__
                yield f"begins {off} px off the edge of its {whose}: {_name(widget)}"


def _same_height(one: QWidget, other: QWidget) -> bool:
    top = max(one.y(), other.y())
    bottom = min(one.geometry().bottom(), other.geometry().bottom())
    return bottom - top > _NEAR


# ---------------------------------------------------------------------- what is in sight


def _seen(widget: QWidget) -> QRect:
    """Return the part of a widget that the scroll areas around it leave to see."""
    part = widget.rect()
    holder = widget.parentWidget()
    while holder is not None:
        part &= QRect(widget.mapFrom(holder, QPoint(0, 0)), holder.size())
        holder = None if holder.isWindow() else holder.parentWidget()
    return part


def _focus_hidden(window: QWidget) -> Iterator[str]:
    here = window.focusWidget()
    if here is None or not here.isVisible() or isinstance(here, (QAbstractScrollArea, Question)):
        return
    wanted = min(here.height(), _viewport_height(here))
    if _seen(here).height() < wanted - _NEAR:
        yield f"only {max(_seen(here).height(), 0)} px of the focus are in sight: {_name(here)}"


def _viewport_height(widget: QWidget) -> int:
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QAbstractScrollArea):
            return holder.viewport().height()
        holder = holder.parentWidget()
    return widget.window().height()


def _cramped(shown: list[QWidget]) -> Iterator[str]:
    """A field and its label fit into the page at the same time."""
    for row in shown:
        if not isinstance(row, FieldRow):
            continue
        target = row.input.focus_target()
        label = next((w for w in row.findChildren(QLabel) if w.buddy() is target), None)
        if label is None or not target.isVisible():
            continue
        top = label.mapTo(row, QPoint(0, 0)).y()
        bottom = target.mapTo(row, QPoint(0, 0)).y() + target.height()
        room = _viewport_height(row)
        if bottom - top > room:
            yield f"{room} px to see {bottom - top} px of label and field: {_name(target)}"


def _small_targets(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        touched = isinstance(widget, (QAbstractButton, LineInput, QComboBox))
        if touched and widget.isEnabled() and widget.height() < _TOUCH:
            yield f"{widget.height()} px high, too low to touch: {_name(widget)}"
