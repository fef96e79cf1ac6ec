"""Password hashes: argon2id over the password keyed with a pepper from outside the database."""

import base64
import hashlib
import hmac
import threading

import argon2
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from ssc_desktop.domain.password import normalized
from ssc_desktop.domain.policy import HashPolicy

_SALT_BYTES, _HASH_BYTES = 16, 32


class Hasher:
    """Hash and compare passwords, a few at a time so that memory stays bounded."""

    def __init__(self, policy: HashPolicy, pepper: bytes) -> None:
        self._argon = argon2.PasswordHasher(
            time_cost=policy.time_cost,
            memory_cost=policy.memory_cost,
            parallelism=policy.parallelism,
            hash_len=_HASH_BYTES,
            salt_len=_SALT_BYTES,
        )
        self._pepper = pepper
        self._places = threading.BoundedSemaphore(policy.at_once)
        # Never computed from a password, but as much work to compare with as a real one.
        salt, digest = (
            base64.b64encode(bytes(n)).decode().rstrip("=") for n in (_SALT_BYTES, _HASH_BYTES)
        )
        self.dummy = (
            f"$argon2id$v=19$m={policy.memory_cost},t={policy.time_cost},p={policy.parallelism}"
            f"${salt}${digest}"
        )

    def hash(self, password: str) -> str:
        """Return the PHC string to store."""
        with self._places:
            return self._argon.hash(self._keyed(password))

    def matches(self, stored: str, password: str) -> bool:
        """Tell whether a password is the one stored."""
        with self._places:
            try:
                return self._argon.verify(stored, self._keyed(password))
            except (VerifyMismatchError, InvalidHashError):
                return False

    def is_outdated(self, stored: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._argon.check_needs_rehash(stored)

    def _keyed(self, password: str) -> bytes:
        text = normalized(password).encode("utf-8", "surrogatepass")
        return hmac.new(self._pepper, text, hashlib.sha256).digest()
