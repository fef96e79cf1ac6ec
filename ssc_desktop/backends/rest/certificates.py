"""Why a service's certificate was refused."""

import ssl
from enum import Enum, auto


class Flaw(Enum):
    """What is wrong with a certificate, or with the clock it is held against."""

    DATE = auto()
    HOST = auto()
    TRUST = auto()


# As OpenSSL counts them, and as Windows does where it verifies.
_FLAWS = {
    9: Flaw.DATE,  # not yet valid
    10: Flaw.DATE,  # expired
    0x800B0101: Flaw.DATE,  # CERT_E_EXPIRED, which stands for both
    62: Flaw.HOST,
    64: Flaw.HOST,
    0x800B010F: Flaw.HOST,  # CERT_E_CN_NO_MATCH
}


def flaw_of(error: BaseException) -> Flaw | None:
    """Find the certificate's flaw within an error; None where it was no certificate's."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, ssl.SSLCertVerificationError):
            code = getattr(inner, "verify_code", 0)  # not set where nothing came to be verified
            return _FLAWS.get(code & 0xFFFFFFFF, Flaw.TRUST)
        if isinstance(inner, BaseException) and not any(inner is known for known in seen):
            # requests and urllib3 wrap one another's errors in several ways.
            seen.append(inner)
            reason = getattr(inner, "reason", None)
            waiting += [*inner.args, reason, inner.__cause__, inner.__context__]
    return None
