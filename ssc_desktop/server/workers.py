"""Several processes that answer at one socket: who dies is replaced, and all end in order.

Each worker holds the far end of a pipe. Its other end is this process's alone, so that a worker
learns in the same way that it is to end, and that nobody looks after it any more.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

# Called as work(ended, *arguments) in a process of its own; `ended` blocks until it is to end.
Work = Callable[..., None]

_LONGEST_STOP = 60  # seconds; more than answering and delivering what is under way can take
_SHORT_LIFE = 1.0  # who dies sooner is replaced no faster than this


@dataclass(frozen=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    began: float


def supervise(count: int, announce: Callable[[], object], work: Work, *arguments: Any) -> None:
    """Keep so many processes at work until this one is asked to end; `work` is a module's own.

    Whoever has heard the announcement can ask for the end.
    """
    with _asked_to_end() as asked:
        announce()
        workers = [_start(work, arguments) for _ in range(count)]
        try:
            while asked not in wait([asked, *(w.process.sentinel for w in workers)]):
                for worker in [w for w in workers if not w.process.is_alive()]:
                    workers.remove(worker)
                    worker.pipe.close()
                    rest = worker.began + _SHORT_LIFE - time.monotonic()
                    if not wait([asked], max(0.0, rest)):
                        workers.append(_start(work, arguments))
        finally:
            _end(workers)


def _start(work: Work, arguments: tuple[Any, ...]) -> _Worker:
    # A process that begins afresh shares no thread, lock or connection with this one.
    context = multiprocessing.get_context("spawn")
    far, near = context.Pipe(duplex=False)
    process = context.Process(target=_live, args=(work, far, arguments), name="worker")
    process.start()
    far.close()
    return _Worker(process, near, time.monotonic())


def _live(work: Work, pipe: Connection, arguments: tuple[Any, ...]) -> None:
    if os.name == "posix":
        os.setsid()  # Ctrl-C is for the one who looks after us
    work(lambda: pipe.poll(None), *arguments)


def _end(workers: list[_Worker]) -> None:
    for worker in workers:
        worker.pipe.close()
    until = time.monotonic() + _LONGEST_STOP
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


@contextlib.contextmanager
def _asked_to_end() -> Iterator[Connection]:
    """Give what can be read once somebody asks this process to end."""
    asked, asking = multiprocessing.Pipe(duplex=False)
    earlier = {
        number: signal.signal(number, lambda *_: asking.send_bytes(b"."))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        asked.close()
        asking.close()
