"""Tab goes where reading goes: the order of the layouts, whatever the order of making."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QScrollArea, QWidget


def follow_reading(root: QWidget) -> None:
    """Chain everything below `root` that takes the focus with Tab, in reading order."""
    previous: QWidget | None = None
    for widget in _stops(root):
        if previous is not None:
            QWidget.setTabOrder(previous, widget)
        previous = widget


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _stops(inside)
    layout = widget.layout()
    if layout is not None:
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for item in _in_order(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_of(inner)


def _in_order(layout: QLayout) -> list[QLayoutItem]:
    positions = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        positions.sort(key=lambda position: _cell(layout, position))
    items = (layout.itemAt(position) for position in positions)
    return [item for item in items if item is not None]


def _cell(layout: QGridLayout, position: int) -> tuple[int, int]:
    cell: tuple[int, int, int, int] = layout.getItemPosition(position)  # type: ignore[assignment]
    return cell[0], cell[1]
