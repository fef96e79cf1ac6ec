"""What this computer shows the service about itself, in a header of every call."""

import re
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.loopback import is_loopback
from ssc_desktop.services.operations import CREDENTIAL_HEADER, CREDENTIAL_SHAPE

ReadCredential = Callable[[], Secret | None]
"""Return this computer's credential, None where it has none. Raises AppError CREDENTIAL_LOCKED."""

_NOT_TAKEN = (ErrorCode.CREDENTIAL_REFUSED, ErrorCode.CREDENTIAL_REQUIRED)


class ShownCredential:
    """Read with the first call, and anew once the service has not taken it; threads may share it.

    A store that is locked matters only to a service that insists on a credential.
    """

    def __init__(self, address: str, read: ReadCredential) -> None:
        self._read = read if _is_private(address) else lambda: None
        self._lock = threading.Lock()
        self._held: Secret | None = None
        self._is_read = False
        self._is_locked = False

    def headers(self) -> dict[str, str]:
        """Return the header for the next call; empty where there is nothing to show."""
        with self._lock:
            if not self._is_read:
                self._look()
            held = self._held
        return {CREDENTIAL_HEADER: held.reveal()} if held else {}

    def explain(self, refusal: AppError) -> AppError:
        """Take note of a refusal; say that it is the store's fault where it is."""
        if refusal.code not in _NOT_TAKEN:
            return refusal
        with self._lock:
            self._is_read, self._held = False, None
            locked = self._is_locked and refusal.code is ErrorCode.CREDENTIAL_REQUIRED
        return AppError(ErrorCode.CREDENTIAL_LOCKED) if locked else refusal

    def _look(self) -> None:
        try:
            held, self._is_locked = self._read(), False
        except AppError:
            held, self._is_locked = None, True
        # Anything else would be more than one header, or none.
        fits = held is not None and re.fullmatch(CREDENTIAL_SHAPE, held.reveal())
        self._held, self._is_read = held if fits else None, True


def _is_private(address: str) -> bool:
    """Tell whether nobody else can read what goes to an address: by https, or to this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")
