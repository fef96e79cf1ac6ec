"""Fields that stand beside each other: labels begin, and inputs stand, at one height."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.field_row import FieldRow


class FieldLine(QWidget):
    """One field, or two that belong together; with `columns` of two one is as wide as of two.

    A choice of two may take the whole line.
    """

    def __init__(self, columns: int, between: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: tuple[FieldRow, ...] = ()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(between)

    def hold(self, rows: Sequence[FieldRow]) -> None:
        """Let these fields stand here; those made as children of the line are styled once only."""
        self._rows = tuple(rows)
        for row in rows:
            self._layout.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
            row.head.setMinimumHeight(0)
            if row.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                row.show()  # it had been put away; all others come with their page
        if len(rows) == 1:
            halved = self._columns > 1 and not rows[0].is_pair
            if halved:
                self._layout.addSpacing(self._layout.spacing())
            self._layout.addStretch(1 if halved else 0)

    def _level(self) -> None:
        """Make what stands above the inputs equally high."""
        if len(self._rows) < 2:
            return
        heights = [_height(row.head, row.width()) for row in self._rows]
        for row in self._rows:
            if row.head.minimumHeight() != max(heights):
                row.head.setMinimumHeight(max(heights))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._level()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._level()
        return super().event(event)


def _height(head: QWidget, width: int) -> int:
    layout = head.layout()
    assert layout is not None
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()
