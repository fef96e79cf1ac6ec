"""The first page of a program that was given no service: an address, or training."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.fields import FieldKind
from ssc_desktop.services.backend import SIMULATOR, Backend
from ui.context import Context
from ui.pages.page import Page
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.line import LineInput
from ui.widgets.panels import Card, ErrorSummary
from ui.widgets.text import Text


class ChooseServicePage(Page):
    """Asks once where the corporation answers; `chosen` is called with what answered."""

    def __init__(
        self,
        context: Context,
        lane_for: Callable[[str], Tasks],
        chosen: Callable[[str, Tasks], None],
    ) -> None:
        super().__init__(context, 640)
        self._lane_for, self._chosen = lane_for, chosen
        theme = context.theme
        self._title = Text("title", self.column)
        self._lead = Text("lead", self.column)
        self._summary = ErrorSummary(theme, self.column)
        self._label = Text("label", self.column)
        self._hint = Text("hint", self.column)
        self._address = LineInput(FieldKind.EMAIL, self.column)
        self._label.setBuddy(self._address)
        self._connect = Button("primary", self.column)
        self._connect.clicked.connect(self._use_address)
        self._address.returnPressed.connect(self._use_address)
        self._card = Card(theme, "card", self.column)
        self._training_text = Text("secondText", self._card)
        self._training = Button("secondary", self._card)
        self._training.clicked.connect(lambda: self._try(SIMULATOR))
        self._card.stack.addWidget(self._training_text)
        self._card.stack.addWidget(self._training)
        self._card.setVisible(context.options.simulator_allowed)
        for widget in (
            self._title,
            self._lead,
            self._summary,
            self._label,
            self._hint,
            self._address,
            self._connect,
        ):
            self.stack.addWidget(widget)
        self.stack.addSpacing(theme.px(18))
        self.stack.addWidget(self._card)
        self.stack.addStretch(1)
        self.come_alive()

    def _use_address(self) -> None:
        address = self._address.text().strip()
        if address:
            self._try(address)
        else:
            self._address.set_wrong(True)
            self._address.setFocus()

    def _try(self, name: str) -> None:
        lane = self._lane_for(name)

        def answered(_backend: Backend) -> None:
            self._chosen(name, lane)

        def refused(problem: Problem) -> None:
            lane.close(timeout=0)
            self._connect.setEnabled(True)
            self._training.setEnabled(True)
            self._summary.show_problems((), problem)
            self._summary.take_focus()

        self._connect.setEnabled(False)
        self._training.setEnabled(False)
        lane.ask(self, lambda backend: backend, answered, refused)

    def retranslate(self) -> None:
        self._title.set_text(self.tr("Where does the service answer?"))
        self._lead.set_text(
            self.tr("This PC has no service set up yet. Your administrator knows the address.")
        )
        self._label.set_text(self.tr("Service address"))
        self._hint.set_text(self.tr("For example https://service.example"))
        self._address.set_names(self._label.plain, self._hint.plain)
        self._connect.set_text(self.tr("Connect"))
        self._training_text.set_text(
            self.tr(
                "Or practise with the built-in simulator: its people and numbers are made up, and"
                " nothing leaves this PC."
            )
        )
        self._training.set_text(self.tr("Start training"))

    def focus_first(self) -> None:
        self._address.setFocus(Qt.FocusReason.OtherFocusReason)
