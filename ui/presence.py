"""Who is at the window: the session that was opened, and the watch over a window left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.options import Mode

if TYPE_CHECKING:
    from ssc_desktop.services.contract import Session
    from ui.idle import IdleWatch
    from ui.idle_guard import IdleGuard
    from ui.session_keeper import SessionKeeper


class Presence(QObject):
    """Opens and ends the session; `ended` tells that nobody is there any more, or wants to leave.

    What it needs is made when somebody comes, so that the first page need not wait for it.
    """

    ended = Signal()
    signed_in = Signal(bool)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._guard: IdleGuard | None = None
        self._keeper: SessionKeeper | None = None

    @property
    def watch(self) -> IdleWatch:
        """The watch over a window left alone."""
        if self._guard is None:
            from ssc_desktop.domain.policy import DESK_IDLE, TERMINAL_IDLE
            from ui.idle_guard import IdleGuard

            terminal = self._context.options.mode is Mode.TERMINAL
            policy = TERMINAL_IDLE if terminal else DESK_IDLE
            self._guard = IdleGuard(policy, self._window, self._context.theme)
            self._guard.ended.connect(self.ended)
        return self._guard.watch

    def watch_over_looks(self) -> None:
        """At a terminal the next person is to find it as everybody does, on every page."""
        context = self._context
        as_everybody = context.theme.is_usual and (
            context.translations.language == context.options.language
        )
        if context.options.mode is Mode.TERMINAL and not as_everybody:
            self.watch.start()

    def stop_watching(self) -> None:
        """Nothing is left to protect; no question is left either."""
        if self._guard is not None:
            self._guard.withdraw()
            self._guard.watch.stop()

    def open(self, session: Session) -> None:
        """Keep the session of the person who has just signed in; an earlier one ends."""
        from ui.session_keeper import SessionKeeper

        if self._context.session is not None:
            self.end_session()
        self._context.session = session
        if self._keeper is None:
            self._keeper = SessionKeeper(self._context, self.watch, self)
        self._keeper.keep(session)
        self.signed_in.emit(True)

    def end_session(self) -> None:
        """Forget the session, and let the service end it."""
        session, self._context.session = self._context.session, None
        self.signed_in.emit(False)
        if self._keeper is not None:
            self._keeper.let_go()
        if session is not None:
            self._context.tasks.end(session)


def empty_clipboard() -> None:
    """Leave nothing of a person to be pasted by the next one."""
    from PySide6.QtGui import QClipboard, QGuiApplication

    for kind in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        QGuiApplication.clipboard().clear(kind)
