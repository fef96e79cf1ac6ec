"""Help: what is needed, where to turn, and the keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ssc_desktop.domain.isolates import isolate
from ui.context import Context
from ui.frame import CALL_CENTRE
from ui.options import Mode
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.panels import Card
from ui.widgets.text import Text


class HelpPage(Page):
    """Short answers; nobody is left without a next step. `back` leads to where it was asked for."""

    def __init__(self, context: Context, back: Callable[[], None]) -> None:
        super().__init__(context, 760)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Text("title", self.column)
        self.stack.addWidget(self._title)
        self._topics: list[tuple[Text, Text]] = []
        has_keys = context.options.mode is not Mode.TERMINAL
        for _topic in range(5 if has_keys else 4):
            card = Card(context.theme, "card", self.column)
            heading, text = Text("heading", card), Text("", card)
            card.stack.addWidget(heading)
            card.stack.addWidget(text)
            self.stack.addWidget(card)
            self._topics.append((heading, text))
        self._check = Button("secondary", self.column)
        self._check.clicked.connect(context.diagnose)
        self.stack.addWidget(self._check)
        self.stack.addStretch(1)
        bar = self.make_bar()
        bar.set_primary_visible(False)
        bar.back.connect(back)
        self.come_alive()

    def retranslate(self) -> None:
        self._title.set_text(self.tr("Help"))
        self.area.setAccessibleName(self._title.plain)
        self._check.set_text(self.tr("Check the connection"))
        topics = (
            (
                self.tr("What you need to register"),
                self.tr(
                    "Jordanians: the ID card and a relative's national number. Non-Jordanians: the"
                    " personal number and the passport. Everyone: a phone number."
                ),
            ),
            (
                self.tr("No relative's number, or no ID card at hand"),
                self.tr(
                    "Please visit the nearest branch with proof of identity; a member of staff"
                    " will help you register."
                ),
            ),
            (
                self.tr("A changed phone number or e-mail"),
                self.tr(
                    "Choose “Re-register” on the “Forgot password” pages. Whoever has neither"
                    " phone nor e-mail can visit the nearest branch."
                ),
            ),
            (
                self.tr("Talking to a member of staff"),
                self.tr("Call centre: {number}, or the nearest branch of the corporation.").format(
                    number=isolate(CALL_CENTRE)
                ),
            ),
            (
                self.tr("Using the keyboard"),
                self.tr(
                    "Tab goes to the next field, Shift+Tab back. Enter continues, Esc cancels,"
                    " F1 opens this page."
                ),
            ),
        )
        for (heading, text), (heading_text, body) in zip(self._topics, topics, strict=False):
            heading.set_text(heading_text)
            text.set_text(body)

    def focus_first(self) -> None:
        """Begin at the top: the arrow keys scroll, Tab goes to the button below."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)
