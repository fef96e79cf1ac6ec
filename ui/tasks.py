"""The only place of the window that knows threads: service calls run beside it, results come back.

Calls go one after the other through one lane (the simulator's file allows one writer). Results
arrive on the window's thread, and are dropped when their owner is gone or has cancelled. The
worker is a daemon: a hanging call never keeps the program from ending.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from ssc_desktop.domain.app_error import AppError
from ssc_desktop.services.backend import Backend, Connect

if TYPE_CHECKING:
    from ssc_desktop.domain.errors import Problem

T = TypeVar("T")


Work = Callable[[Backend], Any]


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
    ) -> None:
        self.on_ok = on_ok
        self.on_error = on_error
        self._errand = errand
        self._owner = owner

    def cancel(self) -> None:
        """Drop the result; the call itself may still go through."""
        self._errand.cancelled = True

    @property
    def wanted(self) -> bool:
        """Tell whether somebody still waits for the result."""
        return not self._errand.cancelled and shiboken6.isValid(self._owner)


class Tasks(QObject):
    """The lane to the backend, which is connected by the first call that needs it."""

    answered = Signal()
    _finished = Signal(int, object)

    def __init__(self, connect: Connect, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connect = connect
        self._name = name
        self._backend: Backend | None = None
        self._jobs: dict[int, Job] = {}  # by the number that goes out with the errand
        self._numbers = itertools.count()
        self._queue: queue.SimpleQueue[tuple[int, _Errand] | None] = queue.SimpleQueue()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._worker = threading.Thread(target=self._work, name="service", daemon=True)
        self._worker.start()

    @property
    def has_service(self) -> bool:
        """Tell whether it is known who is to be asked."""
        return bool(self._name)

    def ask(
        self,
        owner: QObject,
        work: Callable[[Backend], T],
        on_ok: Callable[[T], None],
        on_error: Callable[[Problem], None],
    ) -> Job:
        """Run `work` beside the window; exactly one of the two callbacks follows, or none."""
        errand, number = _Errand(work), next(self._numbers)
        job = self._jobs[number] = Job(errand, owner, on_ok, on_error)
        self._queue.put((number, errand))
        return job

    def close(self, timeout: float = 1.0) -> None:
        """Let the lane run out and release the backend; `timeout` in seconds."""
        self._queue.put(None)
        self._worker.join(timeout)

    def _work(self) -> None:
        while (order := self._queue.get()) is not None:
            number, errand = order
            result = None if errand.cancelled else self._result_of(errand.work)
            try:
                self._finished.emit(number, result)
            except RuntimeError:  # the window has gone in the meantime
                break
            del order, errand, result
        if self._backend is not None:
            self._backend.service.close()

    def _result_of(self, work: Work) -> object:
        try:
            if self._backend is None:
                self._backend = self._connect(self._name)
            return work(self._backend)
        except AppError as error:
            return error.problem
        except Exception:
            import traceback

            from ssc_desktop.domain.errors import ErrorCode, Problem

            traceback.print_exc()
            return Problem(ErrorCode.INTERNAL)

    @Slot(int, object)
    def _deliver(self, number: int, result: object) -> None:
        from ssc_desktop.domain.errors import Problem

        job = self._jobs.pop(number)
        if job.wanted:
            if isinstance(result, Problem):
                job.on_error(result)
            else:
                job.on_ok(result)
        self.answered.emit()
