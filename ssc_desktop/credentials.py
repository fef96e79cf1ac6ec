"""The one door to the keyring: this computer's own credential for each service, and nothing else.

A keyring may be locked, wait for somebody to unlock it, or not be there. Every call has a thread
of its own and a time limit, so that nobody waits longer than that; where there is no keyring the
credential lives as long as the program. It is never written into a file of ours, and nothing of a
citizen's is ever stored.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlsplit

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.operations import CREDENTIAL_SHAPE

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

TIME_LIMIT = 5.0  # seconds
_NAME = "ssc-desktop"
_USER = "this computer"
_RECOMMENDED = 1  # keyring's own line: what keeps secrets in plain or weakly hidden files is below


def is_credential(text: str) -> bool:
    """Tell whether a text has the shape of what a service issues (56 characters)."""
    return re.fullmatch(CREDENTIAL_SHAPE, text) is not None


class Store(Protocol):
    """One credential for each service address. Raises AppError CREDENTIAL_LOCKED."""

    @property
    def lasting(self) -> bool:
        """Tell whether what is kept outlives the program."""

    def read(self, address: str) -> Secret | None:
        """Return what is kept for a service."""

    def write(self, address: str, credential: Secret) -> None:
        """Keep a credential in place of an earlier one."""

    def forget(self, address: str) -> bool:
        """Drop what is kept; False where there is nothing."""


class MemoryStore:
    """Where there is no keyring: until the program ends."""

    lasting = False

    def __init__(self) -> None:
        self._held: dict[str, Secret] = {}

    def read(self, address: str) -> Secret | None:
        """Return what is held."""
        return self._held.get(_place(address))

    def write(self, address: str, credential: Secret) -> None:
        """Hold a credential."""
        self._held[_place(address)] = credential

    def forget(self, address: str) -> bool:
        """Drop what is held."""
        return self._held.pop(_place(address), None) is not None


class KeyringStore:
    """The operating system's keyring."""

    lasting = True

    def __init__(self, keyring: KeyringBackend, patience: Patience) -> None:
        if hasattr(keyring, "persist"):
            # Windows would carry it along to every computer on which the same person signs in.
            keyring.persist = "local machine"
        self._keyring = keyring
        self._patience = patience

    def read(self, address: str) -> Secret | None:
        """Ask the keyring; what is no credential counts as none."""
        text = self._patience.call(lambda: self._keyring.get_password(_place(address), _USER))
        return Secret(text) if text and is_credential(text) else None

    def write(self, address: str, credential: Secret) -> None:
        """Put a credential into the keyring."""
        text = credential.reveal()
        self._patience.call(lambda: self._keyring.set_password(_place(address), _USER, text))

    def forget(self, address: str) -> bool:
        """Take the credential out of the keyring."""
        place = _place(address)
        if not self._patience.call(lambda: self._keyring.get_password(place, _USER)):
            return False
        self._patience.call(lambda: self._keyring.delete_password(place, _USER))
        return True


class Patience:
    """Calls what may hang, each time for so many seconds at most, and one at a time."""

    def __init__(self, seconds: float = TIME_LIMIT) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._hanging: threading.Thread | None = None

    def call(self, work: Callable[[], T]) -> T:
        """Return what `work` does. Raises AppError CREDENTIAL_LOCKED."""
        with self._turn:
            if self._hanging is not None and self._hanging.is_alive():
                raise AppError(ErrorCode.CREDENTIAL_LOCKED)  # one that hangs is enough
            results: list[T] = []

            def carry_out() -> None:
                try:
                    results.append(work())
                except Exception:  # backends raise what they like; none of it is for a person
                    return

            self._hanging = threading.Thread(target=carry_out, name="keyring", daemon=True)
            self._hanging.start()
            self._hanging.join(self._seconds)
            if not results:
                raise AppError(ErrorCode.CREDENTIAL_LOCKED)
            return results[0]


_PATIENCE = Patience()  # there is one keyring, however often it is opened


def open_store(patience: Patience = _PATIENCE) -> Store:
    """Return the keyring's store, or one in memory where there is no keyring that is safe.

    Raises AppError CREDENTIAL_LOCKED where not even that could be found out in time.
    """
    keyring = patience.call(_safe_keyring)
    return MemoryStore() if keyring is None else KeyringStore(keyring, patience)


def _safe_keyring() -> KeyringBackend | None:
    import keyring

    try:
        chosen = keyring.get_keyring()
        parts = getattr(chosen, "backends", (chosen,))  # a chain asks one after another
        safe = (part for part in parts if part.viable and part.priority >= _RECOMMENDED)
        return next(safe, None)
    except (ImportError, AttributeError, RuntimeError):  # the environment names one that is none
        return None


def _place(address: str) -> str:
    """Name the entry of a service; one address has one, however it is written."""
    parts = urlsplit(address)
    return f"{_NAME} {parts.scheme.lower()}://{parts.netloc.lower()}{parts.path.rstrip('/')}"
