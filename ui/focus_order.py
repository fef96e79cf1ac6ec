"""Tab goes where reading goes: line by line, from the reading edge on.

The order is read off the places of widgets, not off their layouts: asking a layout for its items
leaves wrappers of items behind, which outlive the items and take the program down with them.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.language import is_rtl


def follow_reading(root: QWidget) -> None:
    """Chain everything below `root` that takes the focus with Tab, in reading order."""
    previous: QWidget | None = None
    for widget in _stops(root):
        if previous is not None:
            QWidget.setTabOrder(previous, widget)
        previous = widget


def told_in_order(*siblings: QWidget) -> None:
    """Let assistive technology meet siblings in this order, which Qt takes from their stacking."""
    for widget in siblings:
        widget.raise_()


def let_go_of_focus(part: QWidget) -> None:
    """Take the focus from what goes, before Qt looks for the next stop all over the window."""
    focus = part.window().focusWidget()
    if focus is part or part.isAncestorOf(focus):
        focus.clearFocus()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if widget.inherits("QComboBox"):
        return  # one stop, whatever it is made of
    for line in _lines(_shown_children(widget)):
        for child in line:
            yield from _stops(child)


def _shown_children(widget: QWidget) -> list[QWidget]:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    children = widget.findChildren(QWidget, options=direct)
    return [child for child in children if not child.isWindow() and not child.isHidden()]


def _lines(widgets: list[QWidget]) -> list[list[QWidget]]:
    """Group widgets that stand beside each other; each line begins at the reading edge."""
    lines: list[list[QWidget]] = []
    for widget in sorted(widgets, key=lambda w: w.y()):
        if lines and _beside(lines[-1][0], widget):
            lines[-1].append(widget)
        else:
            lines.append([widget])
    for line in lines:
        line.sort(key=lambda w: -w.geometry().right() if is_rtl() else w.x())
    return lines


def _beside(first: QWidget, second: QWidget) -> bool:
    overlap = min(first.geometry().bottom(), second.geometry().bottom()) - second.y()
    return overlap > min(first.height(), second.height()) / 2
