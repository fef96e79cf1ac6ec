"""Open whoever answers: the one place that knows all backends."""

import time

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.logs import Event, Log
from ssc_desktop.services.backend import SIMULATOR, Backend, Connect
from ssc_desktop.settings import Settings


def connector(settings: Settings, log: Log) -> Connect:
    """Return what opens a backend by its name or address, and notes how that went."""

    def connect(name: str) -> Backend:
        began = time.monotonic()
        try:
            backend = open_backend(name, settings)
        except AppError as error:
            log.write(Event.SERVICE_FAILED, code=error.code, duration_ms=_since(began))
            raise
        log.write(Event.SERVICE_OPENED, duration_ms=_since(began))
        return backend

    return connect


def open_backend(name: str, settings: Settings) -> Backend:
    """Open a backend. Raises AppError."""
    if name != SIMULATOR or not settings.allow_simulator:
        raise AppError(ErrorCode.SERVICE_NOT_SUPPORTED)
    from ssc_desktop.backends.simulator import open_simulator

    simulator = open_simulator(settings.data_dir)
    return Backend(simulator, simulator.training)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
