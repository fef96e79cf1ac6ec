"""One field on a page: label, mandatory mark, hint, error, input and what stands below it."""

from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import CATALOGUE, Asked, FieldKind, Form, Note, note_for
from ssc_desktop.domain.phone import JORDAN
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


def make_input(
    asked: FieldId, form: Form, theme: Theme, parent: QWidget, *, revealable: bool
) -> QWidget:
    """Make the widget for a field of the catalogue."""
    spec = CATALOGUE[asked]
    choices = spec.choices(form) if spec.choices else ()
    if spec.kind is FieldKind.RADIO:
        return RadioInput(asked, choices, theme, parent)
    if spec.kind is FieldKind.SEARCH:
        return SearchInput(asked, choices, theme, parent)
    if spec.kind is FieldKind.CAPTCHA:
        return CaptchaInput(theme, parent)
    if spec.kind is FieldKind.CODE:
        return CodeInput(form.reference.code_length, parent)
    if spec.kind in (FieldKind.PASSWORD, FieldKind.NEW_PASSWORD):
        return PasswordInput(spec.kind, revealable=revealable, parent=parent)
    return LineInput(spec.kind, parent)


class FieldError(Living, QWidget):
    """What is wrong with a field: a mark and a sentence."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = Picture(self)
        self._text = Text("fieldError", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap(6))
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.come_alive()

    @property
    def plain(self) -> str:
        """The sentence as it was set."""
        return self._text.plain

    def set_text(self, text: str) -> None:
        """Show a sentence."""
        self._text.set_text(text)

    def restyle(self) -> None:
        size, ratio = self._theme.px(20), self.devicePixelRatioF()
        self._mark.set_picture(icon_pixmap("warning", self._theme.tokens.error, size, ratio=ratio))


class FieldRow(Living, QWidget):
    """A field with everything that belongs to it; `edited` carries its raw text."""

    edited = Signal(str)

    def __init__(
        self,
        asked: Asked,
        form: Form,
        theme: Theme,
        parent: QWidget,
        *,
        revealable: bool = True,
        alone: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(FIELD)
        self.field = asked.field
        self._asked = asked
        self._form = form
        self._theme = theme
        self._problem: Problem | None = None
        self._alone = alone
        self._fixed = False
        self.head = QWidget(self)  # what stands above the input
        self._label = Text("question" if alone else "label", self.head)
        if not alone:
            self._label.one_line()
        self._required = Text("required", self.head).one_line()
        self._hint = Text("hint", self.head)
        # What few fields ever show is made when they do: pages turn the faster for it.
        self._error: FieldError | None = None
        self._note: Text | None = None
        self._remark: Text | None = None
        self.widget = make_input(asked.field, form, theme, self, revealable=revealable)
        self.input = cast(Input, self.widget)
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
        self._above = QVBoxLayout(self.head)
        self._above.setContentsMargins(0, 0, 0, 0)
        self._above.setSpacing(self._theme.gap(2))
        self._above.addLayout(head)
        self._above.addWidget(self._hint)
        self._above.addStretch()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self._theme.gap(6))
        self._layout.addWidget(self.head)
        self._layout.addWidget(self.widget)
        if self._meter is not None:
            self._layout.addWidget(self._meter)
        if self._card is not None:
            self._layout.addSpacing(self._theme.gap(4))
            self._layout.addWidget(self._card)
        self._tell_in_order()

    def _tell_in_order(self) -> None:
        parts = (self.head, self.widget, self._remark, self._note, self._meter, self._card)
        told_in_order(*(part for part in parts if part is not None))

    def add_remark(self, remark: Text) -> None:
        """Take in what a page says of this field, right below what is typed into it."""
        if remark is not self._remark:
            self._remark = remark
            self._layout.insertWidget(self._layout.indexOf(self.widget) + 1, remark)
            self._tell_in_order()

    @property
    def is_pair(self) -> bool:
        """Tell whether this is a choice of two, which stand beside each other if they have room."""
        return isinstance(self.widget, RadioInput) and self.widget.is_pair

    def retranslate(self) -> None:
        self._label.set_text(wording.label(self.field))
        self._required.set_text(self.tr("Required"))
        self._show_hint()
        self._show_problem()
        self._show_note(note_for(self.field, self._form))

    def _show_hint(self) -> None:
        self._hint.set_text(self._hint_words())
        self._hint.setVisible(bool(self._hint.plain))

    def _hint_words(self) -> str:
        if isinstance(self.widget, CaptchaInput) and self.widget.kind is CaptchaKind.QUESTION:
            return self.tr("The answer to the question, in digits")
        if self._meter is not None and not self._form.reference.password_rule.is_the_guides:
            return ""  # the meter alone tells it
        if self._fixed and self.field is not FieldId.NATIONALITY:
            return self.tr("Your number as entered before; it cannot be changed here")
        if self.field is FieldId.PHONE_NUMBER and self._form.calling_code() != JORDAN:
            return self.tr("Without its leading zero")
        return wording.hint(self.field)

    def _must_be_given(self) -> bool:
        return self._asked.required(self._form) and not self._fixed

    def restyle(self) -> None:
        widest = _ALONE_WIDTH if self._alone or self.is_pair else FIELD_WIDTH
        self.setMaximumWidth(self._theme.px(widest))
        if self._card is not None:
            width, ratio = self._theme.px(210), self.devicePixelRatioF()
            self._card.set_picture(drawing("card-back", self._theme.tokens, width, ratio=ratio))

    def show_form(self, form: Form, *, fixed: bool = False) -> None:
        """Show the form's answer, whether it must be given, and a remark if it deserves one.

        A `fixed` answer is there already and stays as it is.
        """
        self._form, self._fixed = form, fixed
        self.input.set_raw(form.raw(self.field))
        self._required.setVisible(self._must_be_given())
        self._show_hint()
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
        if wrong and self._error is None:
            self._error = FieldError(self._theme, self.head)
            self._above.insertWidget(2, self._error)
        if self._error is not None:
            self._error.set_text(messages.sentence(self._problem) if self._problem else "")
            self._error.setVisible(wrong)
        self.input.set_wrong(wrong)
        if self._meter is not None:
            code = self._problem.code if self._problem else None
            self._meter.refuse(code is ErrorCode.PASSWORD_TOO_COMMON)
        self._describe()

    def _show_note(self, note: Note | None) -> None:
        if note is not None and self._note is None:
            self._note = Text("note", self)
            self._layout.insertWidget(2, self._note)
            self._tell_in_order()
        if self._note is not None:
            self._note.set_text(messages.note(note) if note else "")
            self._note.setVisible(note is not None)

    def _describe(self) -> None:
        required = self._required.plain if self._must_be_given() else ""
        error = self._error.plain if self._error else ""
        note = self._note.plain if self._note else ""
        parts = (error, required, self._hint.plain, note)
        self.input.set_names(wording.label(self.field), " ".join(part for part in parts if part))

    def _changed(self) -> None:
        self.edited.emit(self.input.raw())

    def set_locked(self, locked: bool) -> None:
        """Show the answer without letting it be changed, or let it; the focus stays."""
        self.input.set_locked(locked)

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.input.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
