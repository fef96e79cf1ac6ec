"""Tells the service that somebody is still at the window, so that a touch extends the session."""

from PySide6.QtCore import QObject, QTimer

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.services.contract import Session
from ui.context import Context
from ui.idle import IdleWatch

_TIMES = 3  # within the time after which the service ends an idle session


class SessionKeeper(QObject):
    """Uses a session now and then, but only while there are signs of life."""

    def __init__(self, context: Context, watch: IdleWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._watch = watch
        self._seconds = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def keep(self, session: Session) -> None:
        """Begin with a session that was just opened."""
        self._seconds = max(1, session.idle // _TIMES)
        self._timer.start(self._seconds * 1000)

    def let_go(self) -> None:
        """Nobody is signed in any more."""
        self._timer.stop()

    def _look(self) -> None:
        session = self._context.session
        if session is None or self._watch.seconds_alone() > self._seconds:
            return
        token = session.token

        def failed(problem: Problem) -> None:
            # Whatever else is wrong shows when the person next asks for something.
            if problem.code is ErrorCode.SESSION_ENDED and self._context.session is session:
                self._context.session_ended()

        self._context.tasks.ask(
            self, lambda backend: backend.service.account(token), lambda _account: None, failed
        )
