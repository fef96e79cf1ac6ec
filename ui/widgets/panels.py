"""Panels that speak up: the summary of errors, a banner above a page, a card."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.services.diagnosis import FOR_SUPPORT
from ui import messages
from ui.clock import now
from ui.language import Living
from ui.theme import Theme
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.text import Text
from ui.widgets.wrapping_link import WrappingLink


class ErrorSummary(Living, QFrame):
    """Everything that keeps a page from going on; takes the focus and leads to each field."""

    chosen = Signal(FieldId)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        diagnose: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._theme = theme
        self._diagnose = diagnose
        self._problems: tuple[Problem, ...] = ()
        self._banner: Problem | None = None
        self._told_at = 0.0
        self._clock = QTimer(self)  # a wait that is told counts down
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.retranslate)
        self._links: list[WrappingLink] = []
        self.hide()

    def _build(self) -> None:
        """Make what it shows; most pages go without ever showing it, and turn the faster."""
        self._title = Text("summaryTitle", self)
        self._text = Text("summaryText", self)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._text)
        self._check = Button("link", self)
        self._check.clicked.connect(self._diagnose)
        self._layout.addWidget(self._check)
        self.come_alive()

    def refuse(self, problem: Problem) -> None:
        """Say what has just been refused, and take the focus."""
        self.show_problems((), problem, now())
        self.take_focus()

    def show_problems(
        self, problems: Sequence[Problem], banner: Problem | None, told_at: float
    ) -> None:
        """Show a banner's sentence, or the list of what is wrong, or nothing.

        A wait counts from `told_at`, as `ui.clock` told it.
        """
        if (tuple(problems), banner, told_at) == (self._problems, self._banner, self._told_at):
            return
        if not self._alive:
            self._build()
        # A link whose sentence alone changes stays, with the focus if it has it.
        if [problem.field for problem in problems] != [p.field for p in self._problems]:
            for link in self._links:
                link.hide()
                link.deleteLater()
            self._links = [self._link(problem) for problem in problems]
        self._problems, self._banner, self._told_at = tuple(problems), banner, told_at
        if banner is not None and messages.tells_time(banner):
            self._clock.start()
        else:
            self._clock.stop()
        self.setVisible(bool(self._problems) or banner is not None)
        self.retranslate()

    def _link(self, problem: Problem) -> WrappingLink:
        link = WrappingLink("summaryLink", self)
        field = problem.field
        if field is not None:
            link.clicked.connect(lambda: self.chosen.emit(field))
        self._layout.addWidget(link)
        link.show()
        return link

    def retranslate(self) -> None:
        for link, problem in zip(self._links, self._problems, strict=True):
            link.set_text(messages.sentence(problem))
        self._title.set_text(self.tr("Please check the following before you continue"))
        self._title.setVisible(bool(self._problems))
        self._text.set_text(self._banner_text())
        self._text.setVisible(self._banner is not None)
        self._check.set_text(self.tr("Check the connection"))
        self._check.setVisible(self._banner is not None and self._banner.code in FOR_SUPPORT)
        if self.accessibleName() != self.spoken():
            self.setAccessibleName(self.spoken())

    def _banner_text(self) -> str:
        banner = self._banner
        if banner is None:
            return ""
        if not messages.tells_time(banner):
            return messages.sentence(banner)
        left = math.ceil((banner.retry_after or 0) - (now() - self._told_at))
        if left > 0:
            return messages.sentence(replace(banner, retry_after=left))
        self._clock.stop()
        return self.tr("The wait is over. Please try again.")

    def spoken(self) -> str:
        """Return everything the summary says, as one text."""
        said = [self._banner_text() or self._title.plain]
        return " ".join([*said, *(messages.sentence(p) for p in self._problems)])

    def restyle(self) -> None:
        side, edge = self._theme.gap(18), self._theme.gap(14)
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(self._theme.gap(4))

    def take_focus(self) -> None:
        """Take the focus, so that it is read first and Tab leads into its links."""
        if not self.isVisible():
            return  # a page in front of it keeps the focus
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.spoken())


class Card(QFrame):
    """White ground with a fine border; children are stacked."""

    def __init__(self, theme: Theme, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(role)
        self.stack = QVBoxLayout(self)
        side = theme.gap(22)
        self.stack.setContentsMargins(side, theme.gap(18), side, theme.gap(18))
        self.stack.setSpacing(theme.gap(8))
