"""The review: everything typed in full but the password, a way to change each, the picture code."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import CATALOGUE, check
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.domain.phone import e164, written_for_people
from ssc_desktop.domain.reference import find_choice
from ssc_desktop.flows.state import State
from ui import wording
from ui.focus_order import told_in_order
from ui.widgets.buttons import Button
from ui.widgets.panels import Card
from ui.widgets.text import Text
from ui.wizard.page import StepPage
from ui.wizard.room import Room

_BESIDE = 304  # wide enough for a picture
# Told together with another field, or not to be told.
_NOT_SHOWN = {
    FieldId.CALLING_CODE,
    FieldId.EMAIL_CONFIRMATION,
    FieldId.PASSWORD_CONFIRMATION,
    FieldId.CAPTCHA,
    FieldId.CODE,
}


class ReviewPage(StepPage):
    """Rows of label, value and «Change», with the picture code beside or below them."""

    def build(self) -> None:
        theme = self.context.theme
        self._card = Card(theme, "card", self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.gap(14))
        self._grid.setVerticalSpacing(theme.gap(4))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._card.stack.addLayout(self._grid)
        self._rows: dict[FieldId, tuple[Text, Text, Button]] = {}
        side = QWidget(self)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        self.body.removeWidget(self.fields)
        beside.addWidget(self.fields)
        beside.addStretch()
        both = QHBoxLayout() if self.room is Room.WIDE else QVBoxLayout()
        both.setSpacing(theme.gap(28))
        if self.room is Room.WIDE:
            side.setFixedWidth(theme.px(_BESIDE))  # also for a question
        both.addWidget(self._card, 1, Qt.AlignmentFlag.AlignTop)
        both.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        self.stack.addLayout(both)
        told_in_order(self._card, side)
        self._fill()

    def columns(self) -> int:
        """Leave all the room beside the rows to the picture code."""
        return 1

    def _fill(self) -> None:
        for field in self._fields_told(self.state):
            row = self._grid.rowCount()
            label, value = Text("secondText", self._card), Text("", self._card)
            change = Button("link", self._card)
            change.clicked.connect(lambda _=False, f=field: self.journey.edit(f))
            if field in self.state.locked:
                change.hide()
            if self._rows:
                line = QFrame(self._card)
                line.setObjectName("line")
                self._grid.addWidget(line, row, 0, 1, 3)
                row += 1
            self._grid.addWidget(label, row, 0)
            if self.room is Room.NARROW:  # the value below its label
                self._grid.addWidget(value, row + 1, 0)
                self._grid.addWidget(change, row, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(value, row, 1)
                self._grid.addWidget(change, row, 2)
            self._rows[field] = (label, value, change)

    def _fields_told(self, state: State) -> list[FieldId]:
        form = state.form
        asked = [entry.field for entry in self.journey.flow.form if entry.asked(form)]
        return [field for field in asked if field not in _NOT_SHOWN]

    def fits(self, state: State, room: Room) -> bool:
        return super().fits(state, room) and self._fields_told(state) == list(self._rows)

    def show_state(self, state: State) -> None:
        typed_here = {FieldId.CAPTCHA}  # each key of which comes here too
        told = self.state.answers.without(typed_here)
        super().show_state(state)
        if state.answers.without(typed_here) != told:
            self._tell_values()

    def retranslate(self) -> None:
        super().retranslate()
        for field, (label, _value, change) in self._rows.items():
            label.set_text(wording.label(field))
            change.set_text(self.tr("Change"))
            change.setAccessibleDescription(wording.label(field))
        self._tell_values()

    def _tell_values(self) -> None:
        values = check(self.journey.flow.form, self.state.form).values
        for field, (_label, value, _change) in self._rows.items():
            value.set_text(self._value(field, values))

    def _value(self, field: FieldId, values: Mapping[FieldId, str]) -> str:
        value = values.get(field, "")
        if not value:
            return self.tr("Not entered")
        if field is FieldId.PASSWORD:
            return self.tr("Not shown, for your protection")
        if field is FieldId.PHONE_NUMBER:
            number = e164(values[FieldId.CALLING_CODE], value)
            return isolate(written_for_people(number))
        if field is FieldId.BIRTH_DATE:
            return isolate(wording.date(value))
        choices = CATALOGUE[field].choices
        if choices is not None:
            entry = find_choice(choices(self.state.form), value)
            return wording.choice(field, entry) if entry else value
        return isolate(value)

    def focus_first(self) -> None:
        """Begin with the picture code where it stands beside what was typed, else with that.

        Return on «Change» would lead back to the first page somebody who goes on from page to page.
        """
        if self.room is Room.WIDE:
            super().focus_first()
            return
        for _label, _value, change in self._rows.values():
            if change.isVisibleTo(self):
                change.setFocus(Qt.FocusReason.OtherFocusReason)
                return
