"""One field on a page: label, mandatory mark, hint, error, input and what stands below it."""

from typing import Protocol, cast

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import CATALOGUE, Asked, FieldKind, Form, Note, note_for
from ssc_desktop.services.contract import CaptchaKind, Channel
from ui import messages, wording
from ui.assets import drawing, icon_pixmap
from ui.focus_order import told_in_order
from ui.language import Living
from ui.theme import Theme
from ui.widgets.captcha_input import CaptchaInput
from ui.widgets.choice import RadioInput, SearchInput
from ui.widgets.focus_ring import FIELD
from ui.widgets.line import CodeInput, LineInput, PasswordInput
from ui.widgets.password_meter import PasswordMeter
from ui.widgets.text import Picture, Text

_CARD_FIELDS = (FieldId.CARD_NUMBER, FieldId.CIVIL_ID_NUMBER)
FIELD_WIDTH = 430
_ALONE_WIDTH = 640


class Input(Protocol):
    """What every input widget can do."""

    changed: SignalInstance

    def raw(self) -> str: ...
    def set_raw(self, raw: str) -> None: ...
    def set_names(self, label: str, description: str) -> None: ...
    def set_wrong(self, wrong: bool) -> None: ...
    def set_locked(self, locked: bool) -> None: ...
    def focus_target(self) -> QWidget: ...


def make_input(asked: FieldId, form: Form, theme: Theme, *, revealable: bool) -> QWidget:
    """Make the widget for a field of the catalogue."""
    spec = CATALOGUE[asked]
    choices = spec.choices(form) if spec.choices else ()
    if spec.kind is FieldKind.RADIO:
        return RadioInput(asked, choices)
    if spec.kind is FieldKind.SEARCH:
        return SearchInput(asked, choices, theme)
    if spec.kind is FieldKind.CAPTCHA:
        return CaptchaInput(theme)
    if spec.kind is FieldKind.CODE:
        return CodeInput(form.reference.code_length)
    if spec.kind in (FieldKind.PASSWORD, FieldKind.NEW_PASSWORD):
        return PasswordInput(spec.kind, revealable=revealable)
    return LineInput(spec.kind)


class FieldRow(Living, QWidget):
    """A field with everything that belongs to it; `edited` carries its raw text."""

    edited = Signal(str)

    def __init__(
        self,
        asked: Asked,
        form: Form,
        theme: Theme,
        *,
        revealable: bool = True,
        alone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(FIELD)
        self.field = asked.field
        self._asked = asked
        self._form = form
        self._theme = theme
        self._problem: Problem | None = None
        self._alone = alone
        self.head = QWidget(self)  # what stands above the input
        self._label = Text("question" if alone else "label", self.head)
        if not alone:
            self._label.one_line()
        self._required = Text("required", self.head).one_line()
        self._hint = Text("hint", self.head)
        self._mark = Picture(self.head)
        self._error = Text("fieldError", self.head)
        self.widget = make_input(asked.field, form, theme, revealable=revealable)
        self.input = cast(Input, self.widget)
        self._note = Text("note", self)
        self._meter = self._make_meter()
        self._card = Picture(self) if asked.field in _CARD_FIELDS else None
        self._arrange()
        # The label is about all of the choices, and about the line of a list alone.
        is_group = isinstance(self.widget, RadioInput)
        self._label.setBuddy(self.widget if is_group else self.input.focus_target())
        self.input.changed.connect(self._changed)
        if isinstance(self.widget, CaptchaInput):
            self.widget.kind_changed.connect(self.retranslate)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.come_alive()
        self.show_form(form)

    def _make_meter(self) -> PasswordMeter | None:
        if CATALOGUE[self.field].kind is not FieldKind.NEW_PASSWORD:
            return None
        return PasswordMeter(self._form.reference.password_rule, self._theme, self)

    def _arrange(self) -> None:
        head = QVBoxLayout() if self._alone else QHBoxLayout()
        head.setSpacing(self._theme.gap(2 if self._alone else 10))
        head.addWidget(self._label)
        head.addWidget(self._required)
        head.addStretch()
        error = QHBoxLayout()
        error.setSpacing(self._theme.gap(6))
        error.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self._error, 1)
        above = QVBoxLayout(self.head)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(self._theme.gap(2))
        above.addLayout(head)
        above.addWidget(self._hint)
        above.addLayout(error)
        above.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme.gap(6))
        layout.addWidget(self.head)
        layout.addWidget(self.widget)
        layout.addWidget(self._note)
        if self._meter is not None:
            layout.addWidget(self._meter)
        if self._card is not None:
            layout.addSpacing(self._theme.gap(4))
            layout.addWidget(self._card)
        parts = (self._label, self._required, self._hint, self._mark, self._error, self.widget)
        below = (self._note, self._meter, self._card)
        told_in_order(*parts, *(part for part in below if part is not None))

    def retranslate(self) -> None:
        self._label.set_text(wording.label(self.field))
        self._required.set_text(self.tr("Required"))
        self._hint.set_text(self._hint_words())
        self._hint.setVisible(bool(self._hint.plain))
        self._show_problem()
        self._show_note(note_for(self.field, self._form))

    def _hint_words(self) -> str:
        if isinstance(self.widget, CaptchaInput) and self.widget.kind is CaptchaKind.QUESTION:
            return self.tr("The answer to the question, in digits")
        return wording.hint(self.field)

    def restyle(self) -> None:
        self.setMaximumWidth(self._theme.px(_ALONE_WIDTH if self._alone else FIELD_WIDTH))
        ratio = self.devicePixelRatioF()
        self._mark.set_picture(
            icon_pixmap("warning", self._theme.tokens.error, self._theme.px(20), ratio=ratio)
        )
        if self._card is not None:
            self._card.set_picture(
                drawing("card-back", self._theme.tokens.ink, self._theme.px(210), ratio=ratio)
            )

    def show_form(self, form: Form) -> None:
        """Show the form's answer, whether it must be given, and a remark if it deserves one."""
        self._form = form
        self.input.set_raw(form.raw(self.field))
        self._required.setVisible(self._asked.required(form))
        if isinstance(self.widget, RadioInput) and self.field is FieldId.ACTIVATION_CHANNEL:
            self.widget.set_available(Channel.SMS, form.sms_reaches())
        if self._meter is not None:
            self._meter.show_password(form.raw(self.field))
        self._show_note(note_for(self.field, form))
        self._describe()

    def show_problem(self, problem: Problem | None) -> None:
        """Show what is wrong with the answer, or that nothing is any more."""
        if problem != self._problem:
            self._problem = problem
            self._show_problem()

    def _show_problem(self) -> None:
        wrong = self._problem is not None
        self._error.set_text(messages.sentence(self._problem) if self._problem else "")
        self._error.setVisible(wrong)
        self._mark.setVisible(wrong)
        self.input.set_wrong(wrong)
        self._describe()

    def _show_note(self, note: Note | None) -> None:
        self._note.set_text(messages.note(note) if note else "")
        self._note.setVisible(note is not None)

    def _describe(self) -> None:
        required = self._required.plain if self._asked.required(self._form) else ""
        parts = (self._error.plain, required, self._hint.plain, self._note.plain)
        self.input.set_names(wording.label(self.field), " ".join(part for part in parts if part))

    def _changed(self) -> None:
        self.edited.emit(self.input.raw())

    def set_locked(self, locked: bool) -> None:
        """Show the answer without letting it be changed, or let it; the focus stays."""
        self.input.set_locked(locked)

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.input.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(self._theme.px(FIELD_WIDTH), max(hint.width(), 1)), hint.height())
