"""The bar that never scrolls away: one primary button, back, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.language import Living, repolish
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.text import Text


class ActionBar(Living, QFrame):
    """Primary action at the reading edge; `busy` replaces nothing, it stands beside."""

    primary = Signal()
    back = Signal()
    cancel = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self.button = Button("primary", self)
        self.button.clicked.connect(self.primary)
        self._back = Button("secondary", self)
        self._back.clicked.connect(self.back)
        self._cancel = Button("link", self)
        self._cancel.clicked.connect(self.cancel)
        self._busy = Text("hint", self).one_line()
        self._busy.hide()
        self._offset, self._end = QWidget(self), QWidget(self)
        self._gaps = (QWidget(self), QWidget(self))
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._offset)
        self._layout.addWidget(self.button)
        self._layout.addWidget(self._gaps[0])
        self._layout.addWidget(self._back)
        self._layout.addWidget(self._gaps[1])
        self._layout.addWidget(self._busy)
        self._layout.addStretch()
        self._layout.addWidget(self._cancel)
        self._layout.addWidget(self._end)
        self.come_alive()

    def set_offset(self, width: int) -> None:
        """Stand under the page's content, `width` pixels from the reading edge."""
        self._offset.setFixedWidth(max(width, 0))

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little room."""
        for button in (self.button, self._back):
            if bool(button.property("narrow")) != narrow:
                button.setProperty("narrow", narrow)
                repolish(button)
        between = self._theme.px(8 if narrow else 18)
        for gap in self._gaps:
            gap.setFixedWidth(between)
        self._end.setFixedWidth(self._theme.px(12 if narrow else 32))

    def set_action(self, words: str) -> None:
        """Name the primary button; without words there is none."""
        self.button.set_text(words)
        self.button.setVisible(bool(words))

    def set_cancel_visible(self, visible: bool) -> None:
        """Offer the way out here, or leave it to the footer."""
        self._cancel.setVisible(visible)

    def set_back_visible(self, visible: bool) -> None:
        """Offer the way back, or not."""
        self._back.setVisible(visible)

    def set_sending(self, sending: bool) -> None:
        """Let the primary button be pressed once only."""
        self.button.setEnabled(not sending)

    def set_busy(self, busy: bool) -> None:
        """Say that the service is being waited for."""
        self._busy.setVisible(busy)

    def retranslate(self) -> None:
        self._back.set_text(self.tr("Back"))
        self._cancel.set_text(self.tr("Cancel"))
        self._busy.set_text(self.tr("One moment, please …"))

    def restyle(self) -> None:
        edge = self._theme.px(14)
        self._layout.setContentsMargins(0, edge, 0, edge)
        self._layout.setSpacing(0)
