"""A plain page: a column of content that scrolls, at most as wide as reads well."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.context import Context
from ui.language import Living


class Page(Living, QScrollArea):
    """Subclasses fill `stack`; `width` is the column's largest width in design units."""

    def __init__(self, context: Context, width: int) -> None:
        super().__init__()
        self.context = context
        self._width = width
        # One that is known to Python: meeting an unknown widget for the first time, PySide looks
        # through all the classes it has, which the first page should not wait for.
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.NoRole)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setObjectName("scrolled")
        self.column = QWidget(holder)
        self.column.setObjectName("scrolled")
        self.stack = QVBoxLayout(self.column)
        self._across = QHBoxLayout(holder)
        self._across.addStretch(1)
        self._across.addWidget(self.column, 1000)
        self._across.addStretch(1)
        self.setWidget(holder)

    def restyle(self) -> None:
        theme = self.context.theme
        self.column.setMaximumWidth(theme.px(self._width))
        self.stack.setContentsMargins(0, theme.px(36), 0, theme.px(28))
        self.stack.setSpacing(theme.px(12))
        self._across.setContentsMargins(theme.px(24), 0, theme.px(24), 0)

    def focus_first(self) -> None:
        """Put the focus where the page begins."""

    def leaving(self) -> None:
        """Drop what the page holds before it goes."""
