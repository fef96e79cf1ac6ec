"""A plain page: a column at the reading edge, at most as wide as reads well, and a bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.language import Living
from ui.options import Mode
from ui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from ui.widgets.action_bar import ActionBar

_NARROW = 520


class Page(Living, PageFrame):
    """Subclasses fill `stack`; `width` is the column's largest width in design units.

    `bar` stands below the column: an `ActionBar`, where the page has buttons that lead on.
    """

    def __init__(self, context: Context, width: int) -> None:
        holder = QWidget()
        holder.setObjectName("scrolled")
        super().__init__(context.theme, holder, context.ground)
        self.context = context
        self._width = width
        self.column = QWidget(holder)
        self.stack = QVBoxLayout(self.column)
        across = self.across()
        across.addWidget(self.column, 1)
        across.addStretch()
        self.bar: ActionBar | None = None

    def make_bar(self, back_words: Callable[[], str] | None = None) -> ActionBar:
        """Give the page its bar; `back_words` names the second button if it is not «Back»."""
        from ui.widgets.action_bar import ActionBar  # the first page has none

        self.bar = ActionBar(self.context.theme, self, back_words=back_words)
        self.bar.set_cancel_visible(False)
        if self.context.options.mode is Mode.TERMINAL:
            self.bar.fill()
            self.hold_bar()
        self.add_bar(self.bar)
        return self.bar

    def restyle(self) -> None:
        theme = self.context.theme
        self.stack.setContentsMargins(0, theme.gap(36), 0, theme.gap(18))
        self.stack.setSpacing(theme.gap(12))
        self.fill_width()

    def fill_width(self) -> None:
        theme = self.context.theme
        self.column.setMaximumWidth(min(theme.px(self._width), self.room()))
        if self.bar is not None:
            self.bar.set_narrow(self.room() < theme.px(_NARROW))

    def focus_first(self) -> None:
        """Put the focus where the page begins."""

    def take_focus(self) -> None:
        """Take the focus back after another page stood in front."""
        self.focus_first()

    def leaving(self) -> None:
        """Drop what the page holds before it goes."""
