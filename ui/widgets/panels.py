"""Panels that speak up: the summary of errors, a banner above a page, a card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId
from ui import messages
from ui.language import Living
from ui.theme import Theme
from ui.widgets.text import Text
from ui.widgets.wrapping_link import WrappingLink


def announce(widget: QWidget, text: str) -> None:
    """Let assistive technology say a text without moving the focus."""
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class ErrorSummary(Living, QFrame):
    """Everything that keeps a page from going on; takes the focus and leads to each field."""

    chosen = Signal(FieldId)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self._banner: Problem | None = None
        self._title = Text("summaryTitle", self)
        self._text = Text("summaryText", self)
        self._links: list[WrappingLink] = []
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._text)
        self.hide()
        self.come_alive()

    def show_problems(self, problems: Sequence[Problem], banner: Problem | None) -> None:
        """Show a banner's sentence, or the list of what is wrong, or nothing."""
        if (tuple(problems), banner) == (self._problems, self._banner):
            return
        self._problems, self._banner = tuple(problems), banner
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links = [self._link(problem) for problem in self._problems]
        self.setVisible(bool(self._problems) or banner is not None)
        self.retranslate()

    def _link(self, problem: Problem) -> WrappingLink:
        link = WrappingLink("summaryLink", self)
        field = problem.field
        if field is not None:
            link.clicked.connect(lambda: self.chosen.emit(field))
        self._layout.addWidget(link)
        return link

    def retranslate(self) -> None:
        for link, problem in zip(self._links, self._problems, strict=True):
            link.set_text(messages.sentence(problem))
        self._title.set_text(self.tr("Please check the following before you continue"))
        self._title.setVisible(bool(self._problems))
        self._text.set_text(messages.sentence(self._banner) if self._banner else "")
        self._text.setVisible(self._banner is not None)
        self.setAccessibleName(self.spoken())

    def spoken(self) -> str:
        """Return everything the summary says, as one text."""
        said = [messages.sentence(self._banner)] if self._banner else [self._title.plain]
        return " ".join([*said, *(messages.sentence(p) for p in self._problems)])

    def restyle(self) -> None:
        side, edge = self._theme.px(18), self._theme.px(14)
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(self._theme.px(4))

    def take_focus(self) -> None:
        """Take the focus, so that it is read first and Tab leads into its links."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.spoken())


class Card(QFrame):
    """White ground with a fine border; children are stacked."""

    def __init__(self, theme: Theme, role: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(role)
        self.stack = QVBoxLayout(self)
        side = theme.px(22)
        self.stack.setContentsMargins(side, theme.px(18), side, theme.px(18))
        self.stack.setSpacing(theme.px(8))
