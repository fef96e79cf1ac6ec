"""A number shown large, which covers itself when nobody has been there for a while."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.domain.policy import NUMBER_IDLE
from ui.idle import IdleWatch
from ui.language import Living, start_alignment
from ui.widgets.buttons import Button
from ui.widgets.text import Text

_LEFT_TO_SEE = 3  # digits, by which its owner knows it


class CoveredNumber(Living, QWidget):
    """Can be selected and copied as long as it is seen; a link uncovers it again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._digits = ""
        self._is_covered = False
        self._number = Text("number", self).selectable()
        self._uncover = Button("link", self)
        self._uncover.clicked.connect(lambda: self._cover(False))
        self._watch = IdleWatch(NUMBER_IDLE, self.window())
        self._watch.setParent(self)
        self._watch.warned.connect(lambda _left: self._cover(True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._number)
        layout.addWidget(self._uncover)
        self.come_alive()

    def tell(self, digits: str) -> None:
        """Show a number."""
        self._digits = digits
        self.retranslate()

    def _cover(self, covered: bool) -> None:
        self._is_covered = covered
        self.retranslate()
        if covered:
            self._watch.stop()
        else:
            self._watch.start()

    def retranslate(self) -> None:
        hidden = len(self._digits) - _LEFT_TO_SEE if self._is_covered else 0
        # Without marks of direction, so that it can be copied.
        self._number.set_text("•" * hidden + self._digits[hidden:])
        self._number.setAlignment(start_alignment())
        self._uncover.set_text(self.tr("Show the number"))
        self._uncover.setVisible(self._is_covered)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._digits and not self._is_covered:
            self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.stop()
