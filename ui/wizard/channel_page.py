"""Reset: how the code is received, and the way out for whoever can receive it nowhere."""

from ui.widgets.buttons import Button
from ui.widgets.panels import Card
from ui.widgets.text import Text
from ui.wizard.page import StepPage
from ui.wizard.renewal import renewal_hint, renewal_visit


class ChannelPage(StepPage):
    """Phone or e-mail on record; re-registration stands below."""

    def build(self) -> None:
        theme = self.context.theme
        self._card = Card(theme, "card", self)
        self._text = Text("secondText", self._card)
        self._renew = Button("link", self._card)
        self._renew.clicked.connect(self._go)
        self._card.stack.addWidget(self._text)
        self._card.stack.addWidget(self._renew)
        self.add_card(self._card)

    def _go(self) -> None:
        self.context.go(renewal_visit(self.state))

    def retranslate(self) -> None:
        super().retranslate()
        self._text.set_text(renewal_hint())
        self._renew.set_text(self.tr("Re-register"))
