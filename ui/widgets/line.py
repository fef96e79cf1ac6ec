"""One-line inputs: what is typed, pasted or set from outside is read the same way."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ssc_desktop.domain.code import parse_code
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.fields import FieldKind
from ssc_desktop.domain.policy import INPUT_LIMIT
from ssc_desktop.domain.text import fold_digits, strip_invisible
from ui.language import Living, set_look
from ui.widgets.buttons import Button

# Qt counts UTF-16 units, of which a character takes up to two: a full field is always too long.
MOST = 2 * INPUT_LIMIT


def _number(text: str) -> str:
    return fold_digits(strip_invisible(text))


def _latin(text: str) -> str:
    return _number(text).upper()


def _one_line(text: str) -> str:
    """Drop the line ends that a copied password brings along: nobody can type them again."""
    return "".join(text.splitlines())


_READERS: dict[FieldKind, Callable[[str], str]] = {
    FieldKind.NUMBER: _number,
    FieldKind.PHONE: _number,
    FieldKind.DATE: _number,
    FieldKind.CODE: _number,
    FieldKind.CAPTCHA: _number,
    FieldKind.LATIN: _latin,
    FieldKind.EMAIL: strip_invisible,
    FieldKind.PASSWORD: _one_line,
    FieldKind.NEW_PASSWORD: _one_line,
}


class _Reader(QValidator):
    """Rewrites what arrives by any road (keys, paste, input method, setText); refuses nothing.

    The verdict belongs to the form: a validator that answers Invalid makes a paste vanish.
    """

    def __init__(self, read: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if len(text) >= INPUT_LIMIT:  # too long, and to be seen so: what was cut off is not known
            return QValidator.State.Acceptable, text, position
        before = self._read(text[:position])
        return QValidator.State.Acceptable, self._read(text), len(before)


class LineInput(QLineEdit):
    """A line that reads left to right inside its field: numbers, codes, addresses."""

    changed = Signal()

    def __init__(self, kind: FieldKind, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignVCenter
        )
        self.setMaxLength(MOST)
        self.setValidator(_Reader(_READERS[kind], self))
        hints = Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        if kind in (FieldKind.NUMBER, FieldKind.PHONE, FieldKind.CODE):
            hints |= Qt.InputMethodHint.ImhPreferNumbers
        self.setInputMethodHints(hints)
        self._kept: str | None = None  # what stays, while the answer may not be changed
        self.textChanged.connect(self._heed)

    def raw(self) -> str:
        """Return what was typed."""
        return self.text()

    def set_raw(self, raw: str) -> None:
        """Show an answer; setText also forgets what could be undone."""
        if raw != self.text():
            locked, self._kept = self._kept is not None, None
            self.setText(raw)
            self._kept = self.text() if locked else None

    def _heed(self, text: str) -> None:
        if self._kept is None or text == self._kept:
            self.changed.emit()
        else:
            self.setText(self._kept)  # assistive technology sets what is read-only, too

    def set_names(self, label: str, description: str) -> None:
        """Name the field for assistive technology."""
        self.setAccessibleName(label)
        self.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as one to look at."""
        set_look(self, "wrong", wrong)

    def set_locked(self, locked: bool) -> None:
        """Show the answer without letting it be changed."""
        self._kept = self.text() if locked else None
        self.setReadOnly(locked)

    def focus_target(self) -> QWidget:
        """Return the widget that takes the focus."""
        return self


class PasswordInput(Living, LineInput):
    """A password, dotted; shown only while the button in the field is pressed."""

    def __init__(self, kind: FieldKind, *, revealable: bool = True, parent: QWidget) -> None:
        super().__init__(kind, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhSensitiveData)
        self._reveal = Button("reveal", self)
        self._reveal.setVisible(revealable)
        self._reveal.pressed.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Normal))
        self._reveal.released.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Password))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.addStretch()
        layout.addWidget(self._reveal)
        self.come_alive()

    def retranslate(self) -> None:
        self._reveal.set_text(self.tr("Show"))
        width = self._reveal.sizeHint().width() if self._reveal.isVisibleTo(self) else 0
        self.setTextMargins(0, 0, width, 0)

    def set_names(self, label: str, description: str) -> None:
        """Name the field, and tell which of the fields its button shows."""
        super().set_names(label, description)
        self._reveal.setAccessibleDescription(label)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer no menu: its undo would bring an erased password back."""
        event.accept()


class CodeInput(LineInput):
    """A verification code; a pasted message is reduced to the code in it."""

    def __init__(self, length: int, parent: QWidget) -> None:
        super().__init__(FieldKind.CODE, parent)
        self.setObjectName("code")
        self._length = length
        self.textChanged.connect(self._reduce)

    def _reduce(self, text: str) -> None:
        if len(text) <= 2 * self._length:
            return
        try:
            self.setText(parse_code(text, self._length))
        except AppError:
            return
