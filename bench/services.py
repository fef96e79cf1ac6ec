"""Services that put a window's patience to the test: slow, hashing, hanging."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import AccountService

_SLOW = 0.4  # seconds
_HASHES = 3


def simulator(folder: Path) -> Connect:
    """Return what opens the simulator of a folder as the program does."""

    def connect(_name: str) -> Backend:
        from ssc_desktop.backends.simulator import open_simulator

        opened = open_simulator(folder)
        return Backend(opened, opened.training)

    return connect


def slow(folder: Path) -> Connect:
    """Return a simulator that takes its time for every call."""
    return _before_each_call(simulator(folder), lambda _name: time.sleep(_SLOW))


def hashing(folder: Path) -> Connect:
    """Return a simulator that works hard before every call, as if all were sign-ins."""

    def work(_name: str) -> None:
        from ssc_desktop.domain.policy import HashPolicy
        from ssc_desktop.engine.passwords import Hasher

        hasher = Hasher(HashPolicy(), b"pepper")
        for _ in range(_HASHES):
            hasher.hash("Sahel*7351")

    return _before_each_call(simulator(folder), work)


def hanging(folder: Path) -> Connect:
    """Return a simulator that never answers a registration, nor anything after it."""

    def wait(name: str) -> None:
        if name == "register":
            threading.Event().wait()

    return _before_each_call(simulator(folder), wait)


class _Delayed:
    """A service that lets something come first."""

    def __init__(self, service: AccountService, first: Callable[[str], None]) -> None:
        self._service = service
        self._first = first

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._service, name)

        def call(*arguments: Any) -> Any:
            self._first(name)
            return asked(*arguments)

        return call


def _before_each_call(connect: Connect, first: Callable[[str], None]) -> Connect:
    def connect_delayed(name: str) -> Backend:
        backend = connect(name)
        return backend._replace(service=cast("AccountService", _Delayed(backend.service, first)))

    return connect_delayed
