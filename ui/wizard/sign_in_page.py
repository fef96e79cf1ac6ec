"""The sign-in page, with the ways on for whoever cannot sign in."""

from ui.app_note import app_note
from ui.context import Place, Visit
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panels import Card
from ui.widgets.text import Text
from ui.wizard.page import StepPage


class SignInPage(StepPage):
    """Sign-in ID and password; registration, forgotten password and inquiry stand below."""

    def build(self) -> None:
        theme = self.context.theme
        self._app_note = Text("hint", self)
        self._card = Card(theme, "card", self)
        self._heading = Text("label", self._card)
        self._card.stack.addWidget(self._heading)
        self._ways = {
            place: Button("link", self._card)
            for place in (Place.RESET, Place.REGISTER, Place.INQUIRY)
        }
        ways = FlowLayout(theme.gap(28), theme.gap(8))
        for place, button in self._ways.items():
            button.clicked.connect(lambda _=False, p=place: self.context.go(Visit(p)))
            ways.addWidget(button)
        self._card.stack.addLayout(ways)
        self.add_card(self._card)
        self.stack.addWidget(self._app_note)

    def retranslate(self) -> None:
        super().retranslate()
        self._heading.set_text(self.tr("Other options"))
        self._ways[Place.RESET].set_text(self.tr("Forgot password"))
        self._ways[Place.REGISTER].set_text(self.tr("Individual registration"))
        self._ways[Place.INQUIRY].set_text(self.tr("Social security number inquiry"))
        self._app_note.set_text(app_note())
