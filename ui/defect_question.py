"""The question after something broke in the window: go on, or begin again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.context import Context

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import Problem
    from ui.widgets.question import Question


class DefectQuestion(QObject):
    """Tells of a defect, once at a time: what breaks again and again is no pile of questions."""

    def __init__(self, context: Context, go_home: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._go_home = go_home
        self._window = window
        self._question: Question | None = None

    def ask(self, problem: Problem) -> None:
        """Say that something broke; what was typed stays where it is."""
        if self._question is not None:
            return
        self._context.tasks.report(problem)
        from ui import messages
        from ui.destinations import Question

        self._question = Question(
            self._window,
            self._context.theme,
            lambda: (messages.sentence(problem), self.tr("Continue"), self.tr("Start page")),
            careful=self._answered,
            other=self._leave,
        )

    def withdraw(self) -> None:
        """Take the question away: whoever was asked has gone."""
        if self._question is not None:
            self._question.close_quietly()
            self._question = None

    def _answered(self) -> None:
        self._question = None

    def _leave(self) -> None:
        self._question = None
        self._go_home()
