"""What happens when a window is left alone: a question that counts down, then the wipe."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.policy import IdlePolicy
from ui import messages
from ui.dialogs import close_dialogs
from ui.idle import IdleWatch
from ui.theme import Theme
from ui.widgets.question import Question


class IdleGuard(QObject):
    """Asks whether somebody is still there; `ended` means that nobody is, or wants to leave."""

    ended = Signal()

    def __init__(self, policy: IdlePolicy, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._question: Question | None = None
        self._seconds_left = 0
        self.watch = IdleWatch(policy, window)
        self.watch.warned.connect(self._warn)
        self.watch.returned.connect(self.withdraw)
        self.watch.ended.connect(self._end)

    def _warn(self, seconds: int) -> None:
        self._seconds_left = seconds
        if self._question is not None:
            self._question.retranslate()
            return
        close_dialogs()  # they would take the touch, or stand before the question
        self._question = Question(  # whoever passes by is not to read what stands behind it
            self._window,
            self._theme,
            self._words,
            careful=self._stay,
            other=self._end,
            role="curtain",
        )

    def _words(self) -> tuple[str, str, str]:
        text = self.tr(
            "Your session will end and your data will be erased in {seconds}. To stay, please"
            " choose “Continue”."
        )
        return (
            text.format(seconds=messages.duration(self._seconds_left)),
            self.tr("Continue"),
            self.tr("Finish and erase my data"),
        )

    def _stay(self) -> None:
        self._question = None
        self.watch.stay()

    def withdraw(self) -> None:
        """Take the question away."""
        if self._question is not None:
            self._question.close_quietly()
            self._question = None

    def _end(self) -> None:
        self.withdraw()
        self.watch.stop()
        self.ended.emit()
