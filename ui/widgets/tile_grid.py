"""Tiles in two columns, or in one where it is narrow."""

import math

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets.tile import Tile

_TWO_COLUMNS_FROM = 640


class TileGrid(QWidget):
    """Lays tiles out anew whenever its width asks for it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tiles: list[Tile] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.gap(18))
        self._grid.setColumnStretch(0, 1)

    def add(self, icon: str, *, leading: bool = False) -> Tile:
        """Add a tile after those that are there."""
        tile = Tile(icon, self._theme, leading=leading, parent=self)
        self._tiles.append(tile)
        self._place(tile)
        return tile

    def _place(self, tile: Tile) -> None:
        row, column = divmod(self._tiles.index(tile), self._columns)
        self._grid.addWidget(tile, row, column)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for tile in self._tiles:
            self._place(tile)
        self._grid.setColumnStretch(1, columns - 1)

    def _even_out(self) -> None:
        """Make all rows as high as the highest."""
        if not self._tiles:
            return
        room = self.width() - (self._columns - 1) * self._grid.spacing()
        width = room // self._columns
        highest = max(tile.heightForWidth(width) for tile in self._tiles)
        rows = math.ceil(len(self._tiles) / self._columns)
        for row in range(len(self._tiles)):
            least = highest if row < rows else 0
            if self._grid.rowMinimumHeight(row) != least:
                self._grid.setRowMinimumHeight(row, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self._theme.px(_TWO_COLUMNS_FROM) else 1)
        self._even_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._even_out()
        return super().event(event)
