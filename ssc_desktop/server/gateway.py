"""What messages are handed to, and a way there that is verified and ends in time."""

import contextlib
import socket
import ssl
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from ssc_desktop.engine.outgoing import Letter


class NotNowError(Exception):
    """The message was not taken and may be later, not before `wait` seconds."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason  # for the operator: nothing of the message
        self.wait = wait


class RefusedError(Exception):
    """The message will never be taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason  # as above


class Gateway(Protocol):
    """Somebody who carries messages on."""

    def take(self, letter: Letter) -> None:
        """Hand a message over. Raises NotNowError, RefusedError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds; `whole` is far below the lease of a claimed message."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 20.0


class Attempt:
    """One connection, cut at its time wherever it is."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._over = False
        self._wire: socket.socket | None = None
        self._timer = threading.Timer(limits.whole, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "Attempt":
        self._timer.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._wire is not None:
                self._wire.close()

    def connect(self, host: str, port: int, trust: ssl.SSLContext | None) -> socket.socket:
        """Open the connection, with TLS where there is a trust to check it by. Raises OSError."""
        wire = socket.create_connection((host, port), self._limits.connect)
        try:
            with self._lock:
                if self._over:
                    raise TimeoutError
                self._wire = wire.dup()  # TLS takes the socket over and leaves this one to cut
            wire.settimeout(self._limits.read)
            return wire if trust is None else trust.wrap_socket(wire, server_hostname=host)
        except BaseException:
            wire.close()
            raise

    def _cut(self) -> None:
        with self._lock:
            if self._wire is not None and not self._over:
                with contextlib.suppress(OSError):
                    self._wire.shutdown(socket.SHUT_RDWR)
            self._over = True


def reason_of(error: Exception) -> str:
    """Name a failure for the operator; what the other side has said may repeat an address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{type(error).__name__}: {error.verify_message}"
    return type(error).__name__
