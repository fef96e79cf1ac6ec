"""What every page of a journey is: title, lead, error summary, and room for its content."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Asked
from ssc_desktop.flows.state import Arrangement, State, StepId
from ui.context import Context
from ui.focus_order import told_in_order
from ui.language import Living
from ui.widgets.field_line import FieldLine
from ui.widgets.field_row import FieldRow
from ui.widgets.panels import Card, ErrorSummary
from ui.widgets.text import Text
from ui.wizard.journey import Journey
from ui.wizard.room import BETWEEN, Room
from ui.wizard.words import StepWords

_CARD_WIDTH = 640
# Fields that stand beside each other where there is room; all others stand alone.
_PAIRS = (
    (FieldId.NATIONAL_NUMBER, FieldId.CARD_NUMBER),
    (FieldId.NATIONAL_NUMBER, FieldId.CIVIL_ID_NUMBER),
    (FieldId.RELATIVE_NATIONAL_NUMBER, FieldId.KINSHIP),
    (FieldId.COUNTRY_OF_NATIONALITY, FieldId.PERSONAL_NUMBER),
    (FieldId.PASSPORT_NUMBER, FieldId.BIRTH_DATE),
    (FieldId.CALLING_CODE, FieldId.PHONE_NUMBER),
    (FieldId.EMAIL, FieldId.EMAIL_CONFIRMATION),
    (FieldId.COUNTRY_OF_RESIDENCE, FieldId.ACADEMIC_LEVEL),
    (FieldId.PASSWORD, FieldId.PASSWORD_CONFIRMATION),
    (FieldId.NEW_PASSWORD, FieldId.NEW_PASSWORD_CONFIRMATION),
)


class StepPage(Living, QWidget):
    """A page of fields; pages with more on them build on it.

    `state` is what it shows, and `room` tells how much fits beside each other. Fields are kept
    from one showing to the next, so that a field appearing never costs the others their focus.
    """

    def __init__(
        self,
        journey: Journey,
        context: Context,
        words: StepWords,
        state: State,
        room: Room,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)  # it would take longer to style it again where it will stand
        self.journey = journey
        self.state = state
        self.context = context
        self.words = words
        self.rows: dict[FieldId, FieldRow] = {}
        self.room = room
        self._held = False
        self._shape: tuple[tuple[FieldId, ...], ...] = ()
        self._line_of: dict[tuple[FieldId, ...], QWidget] = {}  # a line that stays is not moved
        theme = context.theme
        # Where one question fills the page, the question is its title.
        self._alone = context.arrangement is Arrangement.ONE_QUESTION
        self._asks = self._alone and state.step is not StepId.REVIEW
        self.title = Text("secondText" if self._asks else "title", self)
        self.lead = Text("lead", self)
        self.legend = Text("hint", self)
        self.summary = ErrorSummary(theme, self, context.diagnose)
        self.summary.chosen.connect(self.focus_field)
        self.fields = QWidget(self)
        self._column = QVBoxLayout(self.fields)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.gap(22))
        self.stack = QVBoxLayout(self)
        self.stack.setSpacing(theme.gap(20))
        self.stack.setContentsMargins(0, theme.gap(28), 0, theme.gap(28))
        head, self.body = QVBoxLayout(), QVBoxLayout()
        head.setSpacing(theme.gap(8 if self._asks else 2))
        for widget in (self.title, self.lead, self.legend):
            head.addWidget(widget)
        self.body.setSpacing(theme.gap(8))
        self.body.addWidget(self.fields)
        self.stack.addLayout(head)
        self.stack.addWidget(self.summary)
        self.stack.addLayout(self.body)
        self.build()
        self.note = Text("hint", self)
        self.stack.addWidget(self.note)
        self.stack.addStretch(1)
        self.show_state(state)
        self.come_alive()

    def build(self) -> None:
        """Add what this page has besides its fields; for subclasses."""

    def columns(self) -> int:
        """Return how many fields have room beside each other; for subclasses."""
        return 2 if self.room is Room.WIDE else 1

    def add_card(self, card: Card) -> None:
        """Add a card below what is there so far, no wider than reads well.

        On a line of its own: a column would ask how high it is at the column's width.
        """
        card.setMaximumWidth(self.context.theme.px(_CARD_WIDTH))
        line = QHBoxLayout()
        line.addWidget(card, 1)
        line.addStretch(0)
        self.stack.addLayout(line)

    # ------------------------------------------------------------------ showing

    def fits(self, state: State, room: Room) -> bool:
        """Tell whether this state can be shown with what the page is made of."""
        ours, asked = self.state, self.journey.flow.asked
        return (
            (state.step, state.question, room) == (ours.step, ours.question, self.room)
            and asked(state) == asked(ours)
            and state.reference == ours.reference
        )

    def catch_up(self, state: State) -> None:
        """Show a state, unless it looks like the one on show."""
        if replace(state, attempt=self.state.attempt) == self.state:
            self.state = state
        else:
            self.show_state(state)

    def show_state(self, state: State) -> None:
        """Show a state: fields that appear or go, answers, problems."""
        self.state = state
        asked = self.journey.flow.asked(state)
        self._lay_out(asked)
        problems = {p.field: p for p in state.problems if p.field is not None}
        for entry in asked:
            row = self.rows[entry.field]
            row.show_form(state.form, fixed=entry.field in state.locked)
            row.show_problem(problems.get(entry.field))
        self.summary.show_problems(state.problems, state.banner, self.journey.refused_at)
        self._show_legend()
        self._show_note()

    def hold(self, held: bool) -> None:
        """Let the answers be read but not changed while they are on their way to the service."""
        self._held = held
        for row in self.rows.values():
            row.set_locked(held or row.field in self.state.locked)

    def _lay_out(self, asked: tuple[Asked, ...]) -> None:
        shape = tuple(self._lines([entry.field for entry in asked]))
        if shape == self._shape:
            return
        self._shape = shape
        askings = {entry.field: entry for entry in asked}
        for fields in [gone for gone in self._line_of if gone not in shape]:
            line = self._line_of.pop(fields)
            for field in fields:
                self.rows[field].hide()
                self.rows[field].setParent(self.fields)
            line.deleteLater()
        for position, fields in enumerate(shape):
            if fields not in self._line_of:
                self._line_of[fields] = self._line([askings[field] for field in fields])
                self._column.insertWidget(position, self._line_of[fields])
        told_in_order(*(self._line_of[fields] for fields in shape))

    def _lines(self, fields: list[FieldId]) -> list[tuple[FieldId, ...]]:
        lines: list[tuple[FieldId, ...]] = []
        rest = list(fields)
        while rest:
            pair = tuple(rest[:2])
            take = 2 if self.columns() > 1 and pair in _PAIRS else 1
            lines.append(tuple(rest[:take]))
            rest = rest[take:]
        return lines

    def _line(self, asked: list[Asked]) -> FieldLine:
        line = FieldLine(self.columns(), self.context.theme.gap(BETWEEN), self.fields)
        for entry in asked:
            if entry.field not in self.rows:
                self.rows[entry.field] = self._row(entry, line)
        line.hold([self.rows[entry.field] for entry in asked])
        return line

    def _row(self, entry: Asked, line: FieldLine) -> FieldRow:
        row = FieldRow(
            entry,
            self.state.form,
            self.context.theme,
            line,
            revealable=self.context.revealable,
            alone=self._alone,
        )
        row.edited.connect(lambda raw: self.journey.type(entry.field, raw))
        row.set_locked(self._held or entry.field in self.state.locked)
        return row

    def retranslate(self) -> None:
        self.title.set_text(self.words.title())
        self.lead.set_text(self.words.lead())
        # What it says of all fields of a step is said with the first of them.
        begins = self.state.question == 0 and self.words.legend
        self.lead.setVisible(bool(self.lead.plain) and (begins or not self._asks))
        self._show_note()
        self._show_legend()

    def _show_legend(self) -> None:
        asked = self.journey.flow.asked(self.state)
        required = [entry.required(self.state.form) for entry in asked]
        mixed = self.words.legend and len(asked) > 1 and not all(required)
        optional = self._alone and not any(required)
        self.legend.set_text(
            self.words.optional()
            if optional
            else self.tr("Red fields marked “Required” must be filled in; the others are optional.")
        )
        self.legend.setVisible(optional or mixed)

    def _show_note(self) -> None:
        self.note.set_text(self.words.note(field for line in self._shape for field in line))
        self.note.setVisible(bool(self.note.plain))

    # ------------------------------------------------------------------ focus

    def focus_field(self, field: FieldId) -> None:
        """Put the cursor into a field and bring it into sight."""
        if field in self.rows:
            self.rows[field].take_focus()

    def has_focus(self) -> bool:
        """Tell whether the focus is on this page."""
        return self.isAncestorOf(self.window().focusWidget())

    def focused_field(self) -> FieldId | None:
        """Return the field with the focus, also under a question; None where it is elsewhere."""
        focus = self.focusWidget()
        return next((f for f, row in self.rows.items() if row.isAncestorOf(focus)), None)

    def focus_first(self) -> None:
        """Put the cursor where the page begins to be filled in."""
        for row in self.rows.values():
            if row.isVisibleTo(self):
                row.take_focus()
                return

    def leaving(self) -> None:
        """Stop timers and the like before the page goes; for subclasses."""
