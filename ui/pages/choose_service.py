"""The first page of a program that was given no service: an address, or training."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.fields import FieldKind
from ssc_desktop.services.backend import SIMULATOR, Backend
from ui import messages
from ui.context import Context
from ui.pages.page import Page
from ui.tasks import Job, Tasks
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.field_row import FieldError
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
        self._attempt: tuple[Tasks, Job] | None = None
        theme = context.theme
        self._title = Text("title", self.column)
        self._lead = Text("lead", self.column)
        self._summary = ErrorSummary(theme, self.column, context.diagnose)
        self._label = Text("label", self.column).one_line()
        self._required = Text("required", self.column).one_line()
        self._hint = Text("hint", self.column)
        self._error = FieldError(theme, self.column)
        self._error.hide()
        self._problem: Problem | None = None  # with the address, but for its being missing
        self._address = LineInput(FieldKind.EMAIL, self.column)  # read left to right too
        self._label.setBuddy(self._address)
        self._address.changed.connect(lambda: self._show_wrong(False))
        self._address.returnPressed.connect(self._use_address)
        self._card = Card(theme, "card", self.column)
        self._training_text = Text("secondText", self._card)
        self._training = Button("secondary", self._card)
        self._training.clicked.connect(lambda: self._try(SIMULATOR))
        self._card.stack.addWidget(self._training_text)
        self._card.stack.addWidget(self._training)
        self._card.setVisible(context.options.simulator_allowed)
        for widget in (self._title, self._lead, self._summary):
            self.stack.addWidget(widget)
        field = QVBoxLayout()
        field.setSpacing(theme.gap(4))
        head = QHBoxLayout()
        head.setSpacing(theme.gap(10))
        head.addWidget(self._label)
        head.addWidget(self._required)
        head.addStretch()
        field.addLayout(head)
        for part in (self._hint, self._error, self._address):
            field.addWidget(part)
        self.stack.addLayout(field)
        self.stack.addSpacing(theme.gap(18))
        self.stack.addWidget(self._card)
        self.stack.addStretch(1)
        self._bar = self.make_bar()
        self._bar.set_back_visible(False)
        self._bar.primary.connect(self._use_address)
        self.come_alive()

    def _use_address(self) -> None:
        address = self._address.text().strip()
        if address:
            self._try(address)
        else:
            self._refuse_address(None)

    def _refuse_address(self, problem: Problem | None) -> None:
        """Say beside the field what is wrong with it; None where nothing was entered."""
        self._problem = problem
        self._show_wrong(True)
        self._address.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._address, self._error.plain)

    def _show_wrong(self, wrong: bool) -> None:
        self._error.set_text(
            messages.sentence(self._problem)
            if self._problem is not None
            else self.tr("Please enter the address of the service.")
        )
        self._error.setVisible(wrong)
        self._address.set_wrong(wrong)
        said = [self._error.plain] if wrong else []
        said += [self._required.plain, self._hint.plain]
        self._address.set_names(self._label.plain, " ".join(said))

    def _try(self, name: str) -> None:
        if self._attempt is not None:
            return  # a locked line hears Return all the same
        lane = self._lane_for(name)

        def answered(_found: object) -> None:
            self._attempt = None
            self._chosen(name, lane)

        def refused(problem: Problem) -> None:
            self._attempt = None
            # The one that did not answer is the one to look at in the connection check.
            self.context.tasks.close(timeout=0)
            self.context.tasks = lane
            self._set_trying(False)
            told = replace(problem, params={**problem.params, "address": name})
            if problem.code is ErrorCode.SERVICE_NOT_SUPPORTED and name != SIMULATOR:
                self._summary.show_problems((), None, 0.0)
                self._refuse_address(told)
            else:
                self._summary.refuse(told)

        self._set_trying(True)
        work = _opened if name == SIMULATOR else _answering
        self._attempt = lane, lane.ask(self, work, answered, refused)

    def _set_trying(self, trying: bool) -> None:
        self._bar.set_sending(trying)
        self._address.set_locked(trying)
        self._training.setEnabled(not trying)
        self._bar.set_busy(trying)

    def retranslate(self) -> None:
        self._title.set_text(self.tr("What is the address of the service?"))
        self._lead.set_text(
            self.tr(
                "This computer has no service set up yet. Your administrator knows the address."
            )
        )
        self._label.set_text(self.tr("Service address"))
        self._hint.set_text(self.tr("For example https://service.example"))
        self._required.set_text(self.tr("Required"))
        self._show_wrong(not self._error.isHidden())
        self._bar.set_action(self.tr("Connect"))
        self._training_text.set_text(
            self.tr(
                "Or practise with the built-in simulator: its people and numbers are made up, and"
                " nothing leaves this computer."
            )
        )
        self._training.set_text(self.tr("Start training"))

    def leaving(self) -> None:
        """Wait no longer for who is being tried."""
        if self._attempt is not None:
            lane, job = self._attempt
            job.cancel()
            lane.close(timeout=0)
            self._attempt = None

    def focus_first(self) -> None:
        self._address.setFocus(Qt.FocusReason.OtherFocusReason)


def _opened(backend: Backend) -> object:
    """Take the simulator as it is: it makes its people while the window can already be used."""
    return backend


def _answering(backend: Backend) -> object:
    """See that the service answers, before anybody fills in a form for it."""
    return backend.service.reference_data()
