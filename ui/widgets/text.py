"""Texts: plain always, aligned at the reading edge, in the direction of the language."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.language import in_base_direction, start_alignment


class Text(QLabel):
    """A text that never becomes markup; `role` names its look in the style sheet."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._centred = False
        self._plain = ""
        self.setAlignment(start_alignment())

    def set_text(self, text: str) -> None:
        """Show a text; assistive technology reads it without direction marks of ours."""
        self._plain = text
        self.setText(in_base_direction(text))
        self.setAccessibleName(text)

    @property
    def plain(self) -> str:
        """The text as it was set."""
        return self._plain

    def centre(self) -> "Text":
        """Stand in the middle instead of at the reading edge."""
        self._centred = True
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return self

    def one_line(self) -> "Text":
        """Never break into lines."""
        self.setWordWrap(False)
        return self

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange and not self._centred:
            self.setAlignment(start_alignment())
        super().changeEvent(event)


class Picture(QLabel):
    """A pixmap that assistive technology passes over, or reads by its name if it has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_picture(self, pixmap: QPixmap) -> None:
        """Show a pixmap at its own size."""
        self.setPixmap(pixmap)
        self.setFixedSize(QSize(pixmap.size()) / pixmap.devicePixelRatio())
