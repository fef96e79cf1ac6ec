"""The door to a database: transactions, the same on every kind.

`sqlite_file.py` and `postgresql.py` each know one kind; no rule asks which one it works on.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Protocol

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode

_LONGEST_QUEUE = 20.0  # seconds; nobody waits longer for an answer

Fill = Callable[[sa.Connection], None]


class Database:
    """Run reads and writes; writes go one after another."""

    def __init__(
        self, engine: sa.Engine, errors: Callable[[], contextlib.AbstractContextManager[None]]
    ) -> None:
        """Work on an engine; within `errors` its kind's complaints become AppError STORAGE_…."""
        self._engine = engine
        self._errors = errors
        self._writing = threading.Lock()

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction that changes nothing."""
        with self._errors(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a transaction that keeps what is done in it.

        A refusal (AppError) raised inside commits too: what it has counted stays counted. Any
        other exception undoes everything. Raises AppError STORAGE_LOCKED after waiting in vain.
        """
        with self._our_turn(), self._errors(), self._engine.connect() as connection:
            connection.execution_options(writing=True)
            try:
                yield connection
            except AppError:
                connection.commit()
                raise
            connection.commit()

    @contextlib.contextmanager
    def _our_turn(self) -> Iterator[None]:
        # One thread of a process writes at a time, so that others find a connection to read.
        if not self._writing.acquire(timeout=_LONGEST_QUEUE):
            raise AppError(ErrorCode.STORAGE_LOCKED)
        try:
            yield
        finally:
            self._writing.release()

    @contextlib.contextmanager
    def alone(self, task: str) -> Iterator[bool]:
        """Tell whether a task is ours to do now, or another process is at it, while it lasts."""
        yield True

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


class Store(Protocol):
    """Where a database is, or is to be. Raises AppError STORAGE_…."""

    def is_new(self) -> bool:
        """Tell whether nobody has made the database yet."""

    def make(self, fill: Fill) -> None:
        """Make it with what `fill` writes, whole or not at all; leave one that is there alone."""

    def open(self) -> Database:
        """Open it after looking whether it is ours, whole, and of this version."""
