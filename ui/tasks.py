"""The only place of the window that knows threads: service calls run beside it, results come back.

Calls go one after the other through one lane (the simulator's file allows one writer). Results
arrive on the window's thread, and are dropped when their owner is gone or has cancelled. The
worker is a daemon: a hanging call never keeps the program from ending.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.services.backend import Backend, Connect

T = TypeVar("T")


class Job:
    """One call under way; `cancel` drops its result."""

    def __init__(
        self,
        owner: QObject,
        work: Callable[[Backend], Any],
        on_ok: Callable[[Any], None],
        on_error: Callable[[Problem], None],
    ) -> None:
        self.work = work
        self.on_ok = on_ok
        self.on_error = on_error
        self._owner = owner
        self._cancelled = False

    def cancel(self) -> None:
        """Drop the result; the call itself may still go through."""
        self._cancelled = True

    @property
    def wanted(self) -> bool:
        """Tell whether somebody still waits for the result."""
        return not self._cancelled and shiboken6.isValid(self._owner)


class Tasks(QObject):
    """The lane to the backend, which is connected by the first call that needs it."""

    answered = Signal()
    _finished = Signal(object, object)

    def __init__(self, connect: Connect, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connect = connect
        self._name = name
        self._backend: Backend | None = None
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
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
        job = Job(owner, work, on_ok, on_error)
        self._queue.put(job)
        return job

    def close(self, timeout: float = 1.0) -> None:
        """Let the lane run out and release the backend; `timeout` in seconds."""
        self._queue.put(None)
        self._worker.join(timeout)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            result = self._result_of(job) if job.wanted else None
            try:
                self._finished.emit(job, result)
            except RuntimeError:  # the window has gone in the meantime
                break
            del job, result
        if self._backend is not None:
            self._backend.service.close()

    def _result_of(self, job: Job) -> object:
        try:
            if self._backend is None:
                self._backend = self._connect(self._name)
            return job.work(self._backend)
        except AppError as error:
            return error.problem
        except Exception:
            import traceback

            traceback.print_exc()
            return Problem(ErrorCode.INTERNAL)

    @Slot(object, object)
    def _deliver(self, job: Job, result: object) -> None:
        if job.wanted:
            if isinstance(result, Problem):
                job.on_error(result)
            else:
                job.on_ok(result)
        self.answered.emit()
