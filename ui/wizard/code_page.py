"""The code page: where the code went, how long it holds, and what to do if it does not arrive."""

import math

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import check
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.domain.phone import e164, written_for_people
from ssc_desktop.domain.policy import HOUR
from ssc_desktop.flows.state import State, StepId
from ssc_desktop.services.contract import Channel, CodeSent
from ui import messages
from ui.clock import now
from ui.widgets.announcement import announce
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.panels import Card
from ui.widgets.text import Text
from ui.wizard.page import StepPage
from ui.wizard.renewal import renewal_hint, renewal_visit

_PLACES = (FieldId.CALLING_CODE, FieldId.PHONE_NUMBER, FieldId.EMAIL)  # where a code can go
_ABOUT_PASSWORD = {ErrorCode.PASSWORD_TOO_COMMON, ErrorCode.PASSWORD_PRINTED_EXAMPLE}


class CodePage(StepPage):
    """Takes the code; counts down; offers a new code, another channel, a look at the contact."""

    def build(self) -> None:
        theme = self.context.theme
        self._validity = Text("hint", self)
        self.body.addWidget(self._validity)
        self._card = Card(theme, "card", self)
        self._help_title = Text("label", self._card)
        self._help = Text("secondText", self._card)
        self._wait = Text("hint", self._card)
        self._resend = Button("link", self._card)
        self._other = Button("link", self._card)
        self._change = Button("link", self._card)
        links = FlowLayout(theme.gap(24), theme.gap(8))
        for link in (self._resend, self._other, self._change):
            links.addWidget(link)
        for widget in (self._help_title, self._help, self._wait):
            self._card.stack.addWidget(widget)
        self._card.stack.addLayout(links)
        self.add_card(self._card)
        self._resend.clicked.connect(lambda: self.journey.resend(None))
        self._other.clicked.connect(self._ask_other_channel)
        self._change.clicked.connect(self._change_contact)
        self._last_sent_at: float | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.journey.count_down)
        self._clock.timeout.connect(self._tick)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def leaving(self) -> None:
        self._clock.stop()

    # ------------------------------------------------------------------ what can be asked

    def _ask_other_channel(self) -> None:
        sent = self.state.sent
        if sent is not None and sent.other_channels:
            self.journey.resend(sent.other_channels[0])

    def _change_contact(self) -> None:
        """Lead to where the contact of this journey is changed."""
        if self.state.step is StepId.NEW_PASSWORD:
            self.context.go(renewal_visit(self.state))
        else:
            self.journey.edit(FieldId.PHONE_NUMBER)

    # ------------------------------------------------------------------ showing

    def show_state(self, state: State) -> None:
        super().show_state(state)
        if FieldId.CODE in self.rows and len(self.rows) > 1:  # else it stands below it anyway
            self.rows[FieldId.CODE].add_remark(self._validity)
        sent_at = self.journey.sent_at
        if self.state.sent is not None and sent_at != self._last_sent_at:
            if self._last_sent_at is not None and self.isVisible():
                announce(self, self._sent_text())
                # The link that was pressed waits now, and would hand the focus to its neighbour.
                self.focus_field(FieldId.CODE)
            self._last_sent_at = sent_at
            self.lead.set_text(self._sent_text())
        self._tick()

    def retranslate(self) -> None:
        super().retranslate()
        self.lead.set_text(self._sent_text())
        self.lead.setVisible(True)
        self._help_title.set_text(self.tr("Code not arrived?"))
        reset = self.state.step is StepId.NEW_PASSWORD
        self._resend.set_text(self.tr("Send a new code"))
        self._change.set_text(
            self.tr("Re-register") if reset else self.tr("Change phone number or e-mail")
        )
        self._tick()

    def _sent_text(self) -> str:
        sent = self.state.sent
        if sent is None:
            return ""
        if self.state.step is StepId.NEW_PASSWORD:
            return self._reset_text()
        destination = self._destination(sent)
        if not destination:
            length = {"length": sent.code_length}
            return messages.sentence(Problem(ErrorCode.CODE_INCOMPLETE, FieldId.CODE, length))
        text = (
            self.tr(
                "We sent a new code to {destination}. Please enter this one; the earlier code no"
                " longer works."
            )
            if self.journey.sent_again
            else self.tr("We sent a verification code of {length} digits to {destination}.")
        )
        return text.format(length=isolate(str(sent.code_length)), destination=destination)

    def _reset_text(self) -> str:
        """Say the same whether there is an account or not; where it is asked for, of the code."""
        if self._is_entered:
            return self.tr("Please enter the new password, then choose “Send”.")
        if self.journey.sent_again:
            return self.tr(
                "If this number has an account, a new code will reach the phone or e-mail on"
                " record. Please enter the new one; the earlier code no longer works."
            )
        if FieldId.NEW_PASSWORD not in self.rows:
            return self.tr(
                "If this number has an account, a code will reach the phone or e-mail on record."
                " Please enter it as you received it."
            )
        return self.words.lead()

    def _destination(self, sent: CodeSent) -> str:
        """Name the phone and the e-mail the code went to, as far as they were typed."""
        asked = (entry for entry in self.journey.flow.form if entry.field in _PLACES)
        values = check(asked, self.state.form).values
        places = []
        if Channel.SMS in sent.channels and FieldId.PHONE_NUMBER in values:
            number = e164(values[FieldId.CALLING_CODE], values[FieldId.PHONE_NUMBER])
            places.append(isolate(written_for_people(number)))
        if Channel.EMAIL in sent.channels and FieldId.EMAIL in values:
            places.append(isolate(values[FieldId.EMAIL]))
        return self.tr(" and ").join(places)

    @property
    def _is_entered(self) -> bool:
        """Tell whether the code stands on the page before, as at a terminal's reset."""
        return FieldId.CODE not in self.rows

    def _show_help(self, sent: CodeSent) -> None:
        """Help whoever waits for the code; whoever has entered it on the page before does not."""
        self._help_title.setVisible(not self._is_entered)
        texts = [] if self._is_entered else [self._help_text(sent)]
        if self.state.step is StepId.NEW_PASSWORD:
            texts.append(renewal_hint())
        self._help.set_text("\n".join(texts))

    def _help_text(self, sent: CodeSent) -> str:
        if sent.resend_in is None:
            return self.tr(
                "It can take a few minutes. Please check the number or address and the spam folder."
            )
        return self.tr(
            "It can take a few minutes. Please check the number or address and the spam folder,"
            " then ask for a new code."
        )

    def _tick(self) -> None:
        sent = self.state.sent
        if sent is None or not self._alive:
            return
        left = math.ceil(self.journey.expires_at - now())
        codes = {problem.code for problem in self.state.problems}
        tries = messages.tries_left(sent.tries_left)
        if not sent.tries_left:
            self._validity.set_text(tries)
        elif left > 0:
            expires = (
                self.tr("The code you have entered expires in {time}")
                if self._is_entered
                else self.tr("The code expires in {time}")
            )
            valid = expires.format(time=messages.clock(left))
            if codes & _ABOUT_PASSWORD:
                unused = self.tr(
                    "Your code has not been used yet. Please choose another password, then choose"
                    " “Send”."
                )
                valid = f"{unused}\n{valid}"
            told = self._is_entered or ErrorCode.CODE_WRONG in codes
            self._validity.set_text(valid if told else f"{valid}. {tries}")
        elif sent.resend_in is not None:
            self._validity.set_text(messages.sentence(Problem(ErrorCode.CODE_EXPIRED)))
        else:
            self._validity.set_text(
                self.tr("This code has expired. Please choose “Back” and send the request again.")
            )
        # Of a code that is dead its own sentence says all there is.
        dead = bool(codes & {ErrorCode.CODE_TRIES_USED, ErrorCode.CODE_EXPIRED})
        self._validity.setVisible(not dead)
        self._show_help(sent)
        self._show_resend(sent)

    def _show_resend(self, sent: CodeSent) -> None:
        wait = None
        if sent.resend_in is not None:
            passed = int(now() - self.journey.sent_at)
            wait = max(sent.resend_in - passed, self.journey.wait_for_code(), 0)
        self._resend.setEnabled(wait == 0)
        self._resend.setVisible(wait is not None)
        other = sent.other_channels[:1]
        self._other.setVisible(bool(other) and wait is not None)
        self._other.setEnabled(wait == 0)
        if other:
            self._other.set_text(
                self.tr("Send it by e-mail instead")
                if other[0] is Channel.EMAIL
                else self.tr("Send it to the phone instead")
            )
        if wait is None:
            self._wait.set_text(
                self.tr(
                    "No further code can be sent for this request. Please visit the nearest"
                    " branch or call 117117 if none has arrived."
                )
            )
        elif wait > 0:
            text = self.tr("You can ask for a new code in {time}")
            time = messages.clock(wait) if wait < HOUR else messages.duration(wait)
            self._wait.set_text(text.format(time=time))
        else:
            self._wait.set_text(self.tr("You can ask for a new code now."))
