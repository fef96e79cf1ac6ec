"""Buttons by their role; the accessible name of a button is its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent


class Button(QPushButton):
    """A button that Return presses too; `role` names its look in the style sheet."""

    def __init__(self, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Show a text, which is the accessible name as well."""
        # An ampersand in a text is a letter here, never a mnemonic.
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click for one press: the second would go on from a page not yet seen."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key that is held down for one press."""
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)
