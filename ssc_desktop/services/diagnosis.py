"""What the program can tell those who help: how far the way to the service goes, and what failed.

None of it could hold what a person has typed.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem

# Refusals that no person's answer can change: somebody has to look at the way, or at the computer.
FOR_SUPPORT = frozenset(
    {
        E.TOO_MANY_REQUESTS,
        E.SERVICE_UNREACHABLE,
        E.SERVICE_UNCONFIRMED,
        E.SERVICE_NOT_SUPPORTED,
        E.SERVICE_FAULT,
        E.CLIENT_OUTDATED,
        E.CLIENT_CLOCK,
        E.CREDENTIAL_REFUSED,
        E.CREDENTIAL_REQUIRED,
        E.CREDENTIAL_LOCKED,
        E.STORAGE_DAMAGED,
        E.STORAGE_LOCKED,
        E.STORAGE_READ_ONLY,
        E.STORAGE_FULL,
        E.STORAGE_VERSION,
        E.INTERNAL,
    }
)


class Stage(StrEnum):
    """A step of the way to a service, in the order in which they are made."""

    NAME = "name"
    CONNECTION = "connection"
    TLS = "tls"
    SERVICE = "service"
    CLOCK = "clock"


class Fault(StrEnum):
    """Why a step did not succeed, or could not be made."""

    NAME_UNKNOWN = "name_unknown"
    NOTHING_THERE = "nothing_there"
    NOT_REACHED = "not_reached"
    CERTIFICATE_DATE = "certificate_date"
    CERTIFICATE_HOST = "certificate_host"
    CERTIFICATE_TRUST = "certificate_trust"
    NOT_SECURED = "not_secured"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    CLOCK_WRONG = "clock_wrong"
    NO_TIME = "no_time"


class Verdict(StrEnum):
    """How a step went; what follows a failed one is skipped."""

    FINE = "fine"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """How one step went; `fault` and more say why it failed or was skipped.

    `refusal` is what the service said. `ahead` is how many seconds this computer's clock is ahead
    of the service's.
    """

    stage: Stage
    verdict: Verdict
    fault: Fault | None = None
    refusal: Problem | None = None
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A refusal that concerns those who help, and when it came."""

    at: dt.datetime
    problem: Problem


class Diagnosis(Protocol):
    """A look at the way to a service; None where there is no way, as to the simulator."""

    def examine(self) -> tuple[Finding, ...]:
        """Go the way step by step; blocks, for a minute at most."""
