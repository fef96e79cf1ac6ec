"""A question over the window: two answers, no loop of its own, the focus stays inside."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import Living
from ui.theme import Theme
from ui.unheard import Unheard
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panels import Card
from ui.widgets.text import Text


class Question(Living, QWidget):
    """Covers the window until one of two buttons is chosen; Escape is the careful one.

    What it covers can be neither worked nor heard meanwhile, by whatever means; behind a curtain it
    cannot be seen either. `words` returns (question, careful answer, other answer) in the language
    on the screen; `role` is a veil or a curtain.
    """

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        words: Callable[[], tuple[str, str, str]],
        *,
        careful: Callable[[], None],
        other: Callable[[], None],
        role: str = "veil",
    ) -> None:
        super().__init__(window)
        self.setObjectName(role)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._words = words
        self._careful_action, self._other_action = careful, other
        self._before: QWidget | None = window.focusWidget()
        self._covered = [
            child
            for child in window.children()
            if isinstance(child, QWidget) and child is not self and child.isEnabled()
        ]
        self._unheard = [Unheard(child) for child in self._covered]
        self._theme = theme
        self._card = card = Card(theme, "dialog", self)
        self._text = Text("asked", card)
        self._careful = Button("primary", card)
        self._other = Button("secondary", card)
        self._careful.clicked.connect(lambda: self._end(self._careful_action))
        self._other.clicked.connect(lambda: self._end(self._other_action))
        row = FlowLayout(theme.gap(12), theme.gap(12))
        row.addWidget(self._careful)
        row.addWidget(self._other)
        card.stack.addWidget(self._text)
        card.stack.addSpacing(theme.gap(18))
        card.stack.addLayout(row)
        layout = QVBoxLayout(self)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.come_alive()
        window.installEventFilter(self)
        self.show()
        self.raise_()
        self._careful.setFocus(Qt.FocusReason.OtherFocusReason)
        for covered in self._covered:
            covered.setEnabled(False)
        announce(self, self._text.plain)

    def retranslate(self) -> None:
        text, careful, other = self._words()
        self._text.set_text(text)
        self._careful.set_text(careful)
        self._other.set_text(other)
        self.setAccessibleName(text)

    def close_quietly(self) -> None:
        """Go away without an answer."""
        self._window.removeEventFilter(self)
        for covered, unheard in zip(self._covered, self._unheard, strict=True):
            if shiboken6.isValid(covered):
                unheard.let_be()
                covered.setEnabled(True)
        self.hide()
        self.deleteLater()

    def _end(self, action: Callable[[], None]) -> None:
        before = self._before
        self.close_quietly()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.restyle()
        return False

    def restyle(self) -> None:
        self._card.setFixedWidth(min(self._theme.px(520), self._window.width() - 40))
        self.setGeometry(self._window.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end(self._careful_action)
        else:
            event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        here = self._careful.hasFocus()
        (self._other if here else self._careful).setFocus(Qt.FocusReason.TabFocusReason)
        return True
