"""Open whoever answers: the one place that knows all backends."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.domain.app_error import AppError
from ssc_desktop.services.backend import SIMULATOR, Backend, Connect
from ssc_desktop.settings import NAME, Settings, read_service

if TYPE_CHECKING:
    from ssc_desktop.domain.secret import Secret
    from ssc_desktop.logs import Log

ReadCredential = Callable[[str], "Secret | None"]
"""Return this computer's credential for an address. Raises AppError CREDENTIAL_LOCKED."""


def from_keyring(address: str) -> Secret | None:
    """Read a credential where `credential set` keeps it."""
    from ssc_desktop.credentials import open_store

    return open_store().read(address)


def connector(
    settings: Settings, log_of: Callable[[], Log], credential: ReadCredential = from_keyring
) -> Connect:
    """Return what opens a backend by its name or address, and notes how that went."""

    def connect(name: str) -> Backend:
        from ssc_desktop.logs import Event

        log = log_of()
        began = time.monotonic()
        try:
            backend = open_backend(name, settings, credential)
        except AppError as error:
            log.write(Event.SERVICE_FAILED, code=error.code, duration_ms=_since(began))
            raise
        log.write(Event.SERVICE_OPENED, duration_ms=_since(began))
        return backend

    return connect


def open_backend(
    name: str, settings: Settings, credential: ReadCredential = from_keyring
) -> Backend:
    """Open a backend. Raises AppError."""
    if name == SIMULATOR:
        if not settings.allow_simulator:
            raise _not_supported()
        from ssc_desktop.backends.simulator import open_simulator

        simulator = open_simulator(settings.data_dir)
        return Backend(simulator, simulator.training)
    from ssc_desktop.backends.rest import LANES, examination_of, open_service

    try:
        address = read_service(name)
        service = open_service(
            address,
            ca_file=settings.ca_file,
            proxy=settings.proxy,
            credential=lambda: credential(address),
        )
    except (ValueError, OSError):  # no address, or a file of certificates that holds none
        raise _not_supported() from None
    return Backend(service, None, LANES, examination_of(service))


@contextlib.contextmanager
def on_trial(settings: Settings, *, folder_was_named: bool) -> Iterator[Settings]:
    """Lend a folder for the simulator's files that is gone afterwards, unless one was named.

    Whoever tries the program out leaves a trainee's people and messages alone.
    """
    if folder_was_named:
        yield settings
        return
    import tempfile

    # Windows does not delete what is still open.
    with tempfile.TemporaryDirectory(prefix=f"{NAME}-", ignore_cleanup_errors=True) as folder:
        yield settings._replace(data_dir=Path(folder))


def _not_supported() -> AppError:
    from ssc_desktop.domain.errors import ErrorCode

    return AppError(ErrorCode.SERVICE_NOT_SUPPORTED)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
