"""The bar that never scrolls away: one primary button, back, and the way out."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.language import Living, set_look
from ui.theme import Theme
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.page_frame import SIDE
from ui.widgets.text import Text

_SECOND_SHARE = 0.22


class ActionBar(Living, QFrame):
    """Primary action at the reading edge; `busy` replaces nothing, it stands beside."""

    primary = Signal()
    back = Signal()
    cancel = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        back_words: Callable[[], str] | None = None,
    ) -> None:
        """Make a bar whose second button says `back_words`, or «Back»."""
        super().__init__(parent)
        self.setObjectName("actionBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._back_words = back_words
        self.button = Button("primary", self)
        self.button.clicked.connect(self.primary)
        self.second = Button("secondary", self)
        self.second.clicked.connect(self.back)
        self._cancel = Button("link", self)
        self._cancel.clicked.connect(self.cancel)
        self._busy = Text("hint", self).one_line()
        self._busy.hide()
        self._space = QWidget(self)
        self._fills = False
        self._gaps = (QWidget(self), QWidget(self))
        self._gaps[1].hide()
        self._layout = QHBoxLayout(self)
        # Aligned, or the lowest button would bound the height of all.
        upright = Qt.AlignmentFlag.AlignVCenter
        self._layout.addWidget(self.button, 0, upright)
        self._layout.addWidget(self._gaps[0])
        self._layout.addWidget(self.second, 0, upright)
        self._layout.addWidget(self._gaps[1])
        self._layout.addWidget(self._busy)
        self._layout.addWidget(self._space, 1)
        self._layout.addWidget(self._cancel, 0, upright)
        self.come_alive()

    def fill(self) -> None:
        """Let the buttons share the whole width, where fingers press them."""
        self._fills = True
        self._space.hide()
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _share(self) -> None:
        """Give the second button its words' width, or a share of the whole."""
        if self._fills:
            share = round(self.width() * _SECOND_SHARE)
            self.second.setFixedWidth(max(self.second.sizeHint().width(), share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little room."""
        for button in (self.button, self.second):
            set_look(button, "narrow", narrow)
        between = self._theme.gap(8 if narrow else 16)
        for gap in self._gaps:
            gap.setFixedWidth(between)

    def set_action(self, words: str) -> None:
        """Name the primary button; without words there is none."""
        self.button.set_text(words)
        self.button.setVisible(bool(words))

    def set_cancel_visible(self, visible: bool) -> None:
        """Offer the way out here, or leave it to the footer."""
        self._cancel.setVisible(visible)

    def set_back_visible(self, visible: bool) -> None:
        """Offer the way back, or not."""
        self.second.setVisible(visible)
        self._gaps[0].setVisible(visible and not self.button.isHidden())

    def set_primary_visible(self, visible: bool) -> None:
        """Offer the primary button, or only the way back."""
        self.button.setVisible(visible)
        self._gaps[0].setVisible(visible and not self.second.isHidden())
        self._space.setVisible(not (visible and self._fills))

    def set_sending(self, sending: bool) -> None:
        """Let the primary button be pressed once only; its focus waits on the bar meanwhile."""
        focus = self.window().focusWidget()
        if sending and focus is self.button:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.button.setEnabled(not sending)
        self._name()
        if not sending and focus is self:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        """Let what is waited for be heard where the focus waits, and only then."""
        self.setAccessibleName("" if self.button.isEnabled() else self._busy.plain)

    def set_back_enabled(self, enabled: bool) -> None:
        """Let the way back be gone, or not just now."""
        self.second.setEnabled(enabled)

    @property
    def is_busy(self) -> bool:
        """Tell whether it says that the service is being waited for."""
        return not self._busy.isHidden()

    def set_busy(self, busy: bool) -> None:
        """Say that the service is being waited for."""
        if busy and not self.is_busy:
            announce(self, self._busy.plain)
        self._busy.setVisible(busy)
        self._gaps[1].setVisible(busy)

    def retranslate(self) -> None:
        self.second.set_text(self._back_words() if self._back_words else self.tr("Back"))
        self._cancel.set_text(self.tr("Cancel"))
        self._share()
        self._busy.set_text(self.tr("One moment, please…"))
        self._name()

    def restyle(self) -> None:
        self._share()
        side, edge = self._theme.gap(SIDE), self._theme.gap(12)
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(0)
