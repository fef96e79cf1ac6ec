"""The threads of the window: service calls run beside it, results come back.

The backend says in how many lanes calls may run: the simulator's file allows one writer, a service
over the network answers several, so that a picture that does not come holds up nobody who signs
in. Results arrive on the window's thread, for each owner in the order in which it asked, and are
dropped when their owner is gone or has cancelled; a session among them is ended. Workers are
daemons: a hanging call never keeps the program from ending.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from ssc_desktop.domain.app_error import AppError
from ssc_desktop.services.backend import Backend, Connect
from ui.courtesy import Courtesy
from ui.defect import tell_place
from ui.leaving import is_taken_off

if TYPE_CHECKING:
    from queue import SimpleQueue

    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.services.contract import Session
    from ssc_desktop.services.diagnosis import Failure

T = TypeVar("T")
_FAILURES_KEPT = 4

Work = Callable[[Callable[[], Backend]], Any]  # is handed what opens the backend


class _Errand:
    """What the worker is given: it never holds anything of the window, not even for a moment.

    Whoever lets go of a widget last deletes its Python side, and that is for the window's thread.
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self.cancelled = False


class Job:
    """One call under way, as the window sees it; `cancel` drops its result."""

    def __init__(
        self,
        errand: _Errand,
        owner: QObject,
        on_ok: Callable[[Any], None],
        on_error: Callable[[Problem], None],
        cancelled: Callable[[], None],
    ) -> None:
        self.owner = owner
        self.result: list[object] = []  # empty until it has come, and when it has been handed over
        self._errand = errand
        self._on_ok = on_ok
        self._on_error = on_error
        self._cancelled = cancelled

    def cancel(self) -> None:
        """Drop the result; the call itself may still go through."""
        self._errand.cancelled = True
        self._cancelled()

    @property
    def wanted(self) -> bool:
        """Tell whether somebody still waits for the result."""
        if self._errand.cancelled or not shiboken6.isValid(self.owner):
            return False
        return not is_taken_off(self.owner)

    def hand_over(self) -> None:
        """Tell the owner what has come of it."""
        from ssc_desktop.domain.errors import Problem

        result = self.result.pop()
        if isinstance(result, Problem):
            self._on_error(result)
        else:
            self._on_ok(result)


class Tasks(QObject):
    """The lanes to the backend, which is connected by the first call that needs it."""

    answered = Signal()
    failed = Signal(object)  # a Problem that concerns those who help
    _finished = Signal(int, object)
    _changed = Signal()

    def __init__(
        self,
        connect: Connect,
        name: str,
        parent: QObject | None = None,
        note: Callable[[Problem], None] = lambda _problem: None,
    ) -> None:
        super().__init__(parent)
        self.failures: deque[Failure] = deque(maxlen=_FAILURES_KEPT)
        self._note = note
        self._connect = connect
        self._name = name
        self._backend: Backend | None = None
        self._jobs: dict[int, Job] = {}  # by the number that goes out with the errand
        self._numbers = itertools.count()
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._changed.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._workers: list[threading.Thread] = []
        self._courtesy = Courtesy(self)
        self._leaving = threading.Lock()
        self._at_work = 0

    @cached_property
    def _queue(self) -> SimpleQueue[tuple[int, _Errand] | None]:
        """What waits for a lane; made by the window's thread, when it first asks for something."""
        from queue import SimpleQueue

        return SimpleQueue()

    @property
    def has_service(self) -> bool:
        """Tell whether it is known who is to be asked."""
        return bool(self._name)

    @property
    def name(self) -> str:
        """Who is asked: the simulator's name, an address, or nobody."""
        return self._name

    def ask(
        self,
        owner: QObject,
        work: Callable[[Backend], T],
        on_ok: Callable[[T], None],
        on_error: Callable[[Problem], None],
    ) -> Job:
        """Run `work` beside the window; at most one of the two callbacks follows."""
        return self._send(lambda opened: work(opened()), owner, on_ok, on_error)

    def beside(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_ok: Callable[[T], None],
        on_error: Callable[[Problem], None],
    ) -> Job:
        """Run what needs no backend, but may take its time, in the same way."""
        return self._send(lambda _opened: work(), owner, on_ok, on_error)

    def _send(
        self,
        work: Work,
        owner: QObject,
        on_ok: Callable[[Any], None],
        on_error: Callable[[Problem], None],
    ) -> Job:
        errand, number = _Errand(work), next(self._numbers)
        job = self._jobs[number] = Job(errand, owner, on_ok, on_error, self._cancelled)
        self._queue.put((number, errand))
        if not self._workers:
            self._open_lanes(1)  # the others wait until it is known how many there may be
        return job

    def report(self, problem: Problem) -> None:
        """Take a note of what has broken in the window itself."""
        note = self._note
        self._remember(problem)
        self.beside(self, lambda: note(problem), lambda _done: None, lambda _problem: None)

    def close(self, timeout: float = 1.0) -> None:
        """Let the lanes run out and release the backend; `timeout` in seconds.

        What has come and was not taken yet is taken now: a session among it is still ended.
        """
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._queue.put(None)
        ends = time.monotonic() + timeout
        for worker in list(self._workers):
            worker.join(max(ends - time.monotonic(), 0))

    # ------------------------------------------------------------------ on the worker threads

    def _open_lanes(self, count: int) -> None:
        for _ in range(count):
            with self._leaving:
                self._at_work += 1
            worker = threading.Thread(target=self._work, name="service", daemon=True)
            self._workers.append(worker)
            worker.start()

    def _work(self) -> None:
        self._courtesy.practise()
        while (order := self._queue.get()) is not None:
            number, errand = order
            result = None if errand.cancelled else self._result_of(errand.work)
            if errand.cancelled:  # perhaps by a window that closes, and asks for nothing more
                self._end_what_was_opened(result)
                result = None
            try:
                self._finished.emit(number, result)
            except RuntimeError:  # the window has gone in the meantime
                break
            del order, errand, result
        self._queue.put(None)  # for the next lane
        with self._leaving:
            self._at_work -= 1
            last = self._at_work == 0
        if last and self._backend is not None:
            self._backend.service.close()

    def _end_what_was_opened(self, result: object) -> None:
        """Let the service end a session that was opened for somebody who has gone meanwhile."""
        from ssc_desktop.services.contract import Session

        if isinstance(result, Session):
            token = result.token
            self._result_of(lambda opened: opened().service.sign_out(token))

    def _result_of(self, work: Work) -> object:
        problem = None
        try:
            return work(self._opened)
        except AppError as error:
            problem = error.problem
        except Exception as error:
            from ssc_desktop.domain.errors import ErrorCode, Problem

            tell_place(error)
            problem = Problem(ErrorCode.INTERNAL)
        if _is_for_support(problem):
            self._note(problem)
        return problem

    def _opened(self) -> Backend:
        if self._backend is None:  # then this is the only lane
            self._backend = self._connect(self._name)
            self._open_lanes(self._backend.lanes - 1)
        return self._backend

    # ------------------------------------------------------------------ on the window's thread

    def _cancelled(self) -> None:
        """Let go of what waited for a call that nobody waits for any more."""
        if shiboken6.isValid(self):
            self._changed.emit()

    @Slot(int, object)
    def _take(self, number: int, result: object) -> None:
        self._jobs[number].result.append(result)
        self.answered.emit()
        self._hand_over()
        if _is_for_support(result):
            self._remember(result)
            self.failed.emit(result)

    def _remember(self, problem: Problem) -> None:
        import datetime as dt

        from ssc_desktop.services.diagnosis import Failure

        self.failures.append(Failure(dt.datetime.now(), problem))

    @Slot()
    def _hand_over(self) -> None:
        """Hand over each result that has come, unless its owner waits for an earlier one."""
        waiting: list[QObject] = []
        for number, job in list(self._jobs.items()):
            if not job.wanted:
                if job.result:
                    self._jobs.pop(number, None)
                    self._drop(job.result.pop())
            elif any(job.owner is owner for owner in waiting):
                continue
            elif not job.result:
                waiting.append(job.owner)
            else:
                del self._jobs[number]
                job.hand_over()

    def _drop(self, result: object) -> None:
        """Leave nothing open that a call has opened for somebody who has gone meanwhile."""
        from ssc_desktop.services.contract import Session

        if isinstance(result, Session):
            self.end(result)

    def end(self, session: Session) -> None:
        """Let the service end a session; nobody waits for it."""
        token = session.token
        self.ask(
            self,
            lambda backend: backend.service.sign_out(token),
            lambda _done: None,
            lambda _problem: None,
        )


def _is_for_support(result: object) -> TypeGuard[Problem]:
    from ssc_desktop.domain.errors import Problem
    from ssc_desktop.services.diagnosis import FOR_SUPPORT

    return isinstance(result, Problem) and result.code in FOR_SUPPORT
