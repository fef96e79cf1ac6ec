"""What every rule of the engine works with: database, clock, randomness, secrets, policy."""

import base64
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ssc_desktop.domain.policy import Policy, SessionPolicy
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.engine.database import Database
from ssc_desktop.engine.passwords import Hasher

SECRETS_BYTES = 64
AMMAN = dt.timezone(dt.timedelta(hours=3))  # all year round since 2022


def is_id(text: str) -> bool:
    """Tell whether a text can be an id of ours; databases differ on what else they take."""
    return re.fullmatch("[0-9a-f]{32}", text) is not None


class Randomness(Protocol):
    """Where secrets come from; the module `secrets` is one."""

    def token_bytes(self, nbytes: int, /) -> bytes:
        """Return that many unpredictable bytes."""

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        """Return an unpredictable number from 0 up to, not including, the bound."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is kept outside the database, 32 bytes each; repr shows nothing of it."""

    password_pepper: bytes
    code_pepper: bytes

    @classmethod
    def of(cls, data: bytes) -> "Secrets":
        """Take both from the 64 random bytes that are kept. Raises ValueError for what is none."""
        if len(data) != SECRETS_BYTES:
            raise ValueError(len(data))
        half = SECRETS_BYTES // 2
        return cls(password_pepper=data[:half], code_pepper=data[half:])

    def __repr__(self) -> str:
        return "Secrets(…)"

    def keyed_hash(self, *parts: str) -> bytes:
        """Return the HMAC-SHA256 of some texts under the code pepper."""
        message = b"".join(
            len(data).to_bytes(4, "big") + data
            for data in (part.encode("utf-8", "surrogatepass") for part in parts)
        )
        return hmac.new(self.code_pepper, message, hashlib.sha256).digest()


class CallerKind(StrEnum):
    """What a credential is issued to."""

    DESK = "desk"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Context:
    """The engine's surroundings; `source` is the desk, terminal or address that calls.

    `caller` is None for an address without a credential.
    """

    database: Database
    clock: Callable[[], float]
    randomness: Randomness
    secrets: Secrets
    policy: Policy
    reference: ReferenceData
    hasher: Hasher
    source: str
    caller: CallerKind | None = None

    @property
    def session(self) -> SessionPolicy:
        """How long a session lasts where this caller stands."""
        at_terminal = self.caller is CallerKind.TERMINAL
        return self.policy.terminal_session if at_terminal else self.policy.session

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return self.clock()

    def today(self) -> dt.date:
        """Return the date in Jordan."""
        return dt.datetime.fromtimestamp(self.clock(), AMMAN).date()

    def fresh_id(self) -> str:
        """Return 128 unpredictable bits as 32 hexadecimal digits."""
        return self.randomness.token_bytes(16).hex()

    def fresh_token(self) -> str:
        """Return 256 unpredictable bits as 43 characters of base64url."""
        return base64.urlsafe_b64encode(self.randomness.token_bytes(32)).decode().rstrip("=")

    def keyed_hash(self, *parts: str) -> bytes:
        """Return the HMAC-SHA256 of some texts, so that what is stored cannot be guessed back."""
        return self.secrets.keyed_hash(*parts)
