"""What stands where a journey's first page will: that it is on its way, or why it does not come."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.domain.errors import Problem
from ui.clock import now
from ui.context import Context
from ui.language import Living
from ui.widgets.panels import ErrorSummary
from ui.widgets.text import Text
from ui.wizard.words import JourneyKind, name_of


class Threshold(Living, QWidget):
    """The journey's name, and below it a word of waiting or what hinders it from beginning."""

    def __init__(self, kind: JourneyKind, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._theme = context.theme
        self._title = Text("title", self)
        self._waiting = Text("lead", self)
        self._problem = ErrorSummary(context.theme, self, context.diagnose)
        self._stack = QVBoxLayout(self)
        for widget in (self._title, self._waiting, self._problem):
            self._stack.addWidget(widget)
        self._stack.addStretch(1)
        self._waiting.hide()
        self._problem.hide()
        self.hide()
        self.come_alive()

    def wait(self, waiting: bool) -> None:
        """Say that the page is on its way, or no longer."""
        self._waiting.setVisible(waiting)
        self._appear()

    def refuse(self, problem: Problem | None) -> None:
        """Say why the journey cannot begin, and take the focus."""
        self._problem.show_problems((), problem, now())
        self._problem.show()
        self._appear()
        self._problem.take_focus()

    def clear(self) -> None:
        """Say nothing any more."""
        self._problem.hide()
        self._appear()

    def _appear(self) -> None:
        self.setHidden(self._waiting.isHidden() and self._problem.isHidden())

    def retranslate(self) -> None:
        self._title.set_text(name_of(self._kind))
        self._waiting.set_text(self.tr("One moment, please…"))

    def restyle(self) -> None:
        edge = self._theme.gap(28)
        self._stack.setContentsMargins(0, edge, 0, edge)
        self._stack.setSpacing(self._theme.gap(20))
