"""The picture code: picture, another picture, a question for those who cannot see it."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.fields import FieldKind
from ssc_desktop.domain.policy import PICTURE_BYTES, PICTURE_HEIGHT, PICTURE_WIDTH
from ssc_desktop.services.contract import Captcha, CaptchaKind, CaptchaQuestion, QuestionKind
from ui import messages
from ui.language import Living
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.line import LineInput
from ui.widgets.text import Picture, Text

_USUAL = QSize(280, 90)  # as the service draws them
_MOST_TIMES = 2.25  # as large as a terminal is wide


class CaptchaInput(Living, QWidget):
    """Shows one captcha and takes its answer; `wanted` asks for a new one of a kind."""

    changed = Signal()
    kind_changed = Signal()
    wanted = Signal(CaptchaKind)
    diagnosis_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._question: CaptchaQuestion | None = None
        self._size = _USUAL * self._times()  # of the next picture, so that nothing moves for it
        self._kind = CaptchaKind.PICTURE
        self._failed: Problem | None = None
        self._description = ""
        self._frame = QFrame(self)
        self._frame.setObjectName("soft")
        self._picture = Picture(self._frame)
        self._picture.hide()  # nothing has arrived yet
        self._words = Text("heading", self._frame)
        inside = QVBoxLayout(self._frame)
        inside.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._words)
        self._another = Button("link", self)
        self._other_kind = Button("link", self)
        self._another.clicked.connect(lambda: self.wanted.emit(self._kind))
        self._other_kind.clicked.connect(self._ask_other_kind)
        self._check = Button("link", self)
        self._check.clicked.connect(self.diagnosis_wanted)
        self._check.hide()
        links = FlowLayout(theme.gap(18), theme.gap(4))
        links.addWidget(self._another)
        links.addWidget(self._other_kind)
        links.addWidget(self._check)
        self.line = LineInput(FieldKind.CAPTCHA, self)
        self.line.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._frame)
        layout.addLayout(links)
        layout.addWidget(self.line)
        self.come_alive()

    @property
    def kind(self) -> CaptchaKind:
        """The kind on show."""
        return self._kind

    @property
    def is_waiting(self) -> bool:
        """Tell whether a captcha is still on its way."""
        return self._picture.isHidden() and self._question is None

    def show_captcha(self, captcha: Captcha) -> None:
        """Put a new captcha on show; the line empties."""
        self._question = captcha.question
        before = self._kind
        self._kind = CaptchaKind.QUESTION if captcha.question else CaptchaKind.PICTURE
        image = _read_png(captcha.png) if captcha.png else None
        broken = image is None and captcha.question is None
        self._failed = Problem(ErrorCode.SERVICE_FAULT) if broken else None
        if image is not None:
            self._picture.set_picture(QPixmap.fromImage(self._enlarged(image)))
            self._size = self._picture.size()
        self._picture.setVisible(image is not None)
        self.line.set_raw("")
        self.retranslate()
        if self._kind is not before:
            self.kind_changed.emit()

    def _times(self) -> float:
        """Return how large a picture is shown: it grows with the text."""
        return min(self._theme.scale, _MOST_TIMES)

    def _enlarged(self, image: QImage) -> QImage:
        return image.scaledToWidth(
            round(image.width() * self._times()), Qt.TransformationMode.SmoothTransformation
        )

    def show_waiting(self) -> None:
        """Show that a new captcha is on its way."""
        self._picture.setVisible(False)
        self._question = None
        self._failed = None
        self.retranslate()

    def show_failure(self, problem: Problem) -> None:
        """Show that no captcha could be had; the buttons try again."""
        self._picture.setVisible(False)
        self._failed = problem
        self.retranslate()

    def _ask_other_kind(self) -> None:
        question = self._kind is CaptchaKind.PICTURE
        self.wanted.emit(CaptchaKind.QUESTION if question else CaptchaKind.PICTURE)

    def retranslate(self) -> None:
        question = self._kind is CaptchaKind.QUESTION
        self._another.set_text(
            self.tr("Another question") if question else self.tr("Another picture")
        )
        self._other_kind.set_text(
            self.tr("Back to the picture") if question else self.tr("I cannot see the picture")
        )
        self._check.set_text(self.tr("Check the connection"))
        self._check.setVisible(self._failed is not None)
        self._words.setVisible(self._picture.isHidden())
        self._words.set_text(self._in_its_place())
        awaited = self.is_waiting and self._failed is None
        self._words.setMinimumSize(self._size if awaited else QSize(0, 0))
        self._describe()

    def _in_its_place(self) -> str:
        """Return what is read where there is no picture."""
        if self._failed is not None and self._failed.is_of_the_file:
            return messages.sentence(self._failed)
        if self._failed and self._kind is CaptchaKind.QUESTION:
            return self.tr("The question did not arrive. Please choose “Another question”.")
        if self._failed:
            return self.tr("The picture did not arrive. Please choose “Another picture”.")
        if self._question is None:
            return self.tr("One moment, please…")
        numbers = [str(n) for n in self._question.numbers]
        if self._question.kind is QuestionKind.SUM:
            return self.tr("How much is {a} plus {b}?").format(a=numbers[0], b=numbers[1])
        text = self.tr("Which of these numbers is the largest: {list}?")
        return text.format(list=self.tr(", ").join(numbers))

    def raw(self) -> str:
        """Return what was typed."""
        return self.line.raw()

    def set_raw(self, raw: str) -> None:
        """Show an answer."""
        self.line.set_raw(raw)

    def set_names(self, label: str, description: str) -> None:
        """Name line and picture for assistive technology; a question is part of the description."""
        self._picture.setAccessibleName(label)
        self._description = description
        self.line.setAccessibleName(label)
        self._describe()

    def _describe(self) -> None:
        question = self._in_its_place() if self._kind is CaptchaKind.QUESTION else ""
        self.line.setAccessibleDescription(f"{question} {self._description}".strip())

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as one to look at."""
        self.line.set_wrong(wrong)

    def set_locked(self, locked: bool) -> None:
        """Show the answer without letting it be changed."""
        self.line.set_locked(locked)
        for link in (self._another, self._other_kind):
            link.setEnabled(not locked)

    def focus_target(self) -> QWidget:
        """Return the widget that takes the focus."""
        return self.line


def _read_png(data: bytes) -> QImage | None:
    """Decode a picture from outside: PNG only, of a size that was agreed, else None."""
    if len(data) > PICTURE_BYTES:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    size = reader.size()
    if not size.isValid() or size.width() > PICTURE_WIDTH or size.height() > PICTURE_HEIGHT:
        return None
    image = reader.read()
    return None if image.isNull() else image
