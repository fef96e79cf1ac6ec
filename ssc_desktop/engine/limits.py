"""Rolling windows: what has happened to a subject lately, and how long it must wait."""

import math
from enum import StrEnum

import sqlalchemy as sa

from ssc_desktop.engine.schema import events


class Kind(StrEnum):
    """What is counted, and for whom."""

    EVIDENCE = "evidence"  # a number that was typed with wrong evidence
    EVIDENCE_SOURCE = "evidence-source"
    WRONG_CODE = "wrong-code"  # purpose and number
    WRONG_CODE_SOURCE = "wrong-code-source"
    PROVEN = "proven"  # purpose and number, or number: identity was proven in a branch
    SENT = "sent"  # purpose and number
    SENT_CONTACT = "sent-contact"  # a phone or mailbox
    INQUIRY = "inquiry"  # a number
    INQUIRY_SOURCE = "inquiry-source"  # a desk
    SIGN_IN_SOURCE = "sign-in-source"
    SOURCE_BLOCKED = "source-blocked"
    CREDENTIAL_REFUSED = "credential-refused"  # a credential's id
    SLOWED_CALL = "slowed-call"  # a desk or terminal that has typed many wrong codes


def record(connection: sa.Connection, kind: Kind, subject: str, at: float) -> None:
    """Count one event."""
    connection.execute(sa.insert(events), {"kind": kind, "subject": subject, "at": at})


def count(connection: sa.Connection, kind: Kind, subject: str, since: float) -> int:
    """Return how often it happened after a moment."""
    counting = sa.select(sa.func.count()).where(
        events.c.kind == kind, events.c.subject == subject, events.c.at > since
    )
    return connection.scalar(counting) or 0


def latest(
    connection: sa.Connection, kind: Kind, subject: str, *, until: float = math.inf
) -> float:
    """Return when it happened last up to a moment, 0 if never."""
    newest = sa.select(sa.func.max(events.c.at)).where(
        events.c.kind == kind, events.c.subject == subject, events.c.at <= until
    )
    return connection.scalar(newest) or 0.0


def wait(
    connection: sa.Connection,
    kind: Kind,
    *subjects: str,
    limit: int,
    window: int,
    now: float,
    after: float = 0.0,
) -> int:
    """Return the seconds until one more is within `limit` per `window`; 0 if it is now.

    All subjects share the limit. What happened up to `after` does not count.
    """
    since = max(now - window, after)
    deciding = (
        sa.select(events.c.at)
        .where(events.c.kind == kind, events.c.subject.in_(subjects), events.c.at > since)
        .order_by(events.c.at.desc())
        .offset(limit - 1)
        .limit(1)
    )
    at = connection.scalar(deciding)
    return 0 if at is None else max(1, math.ceil(at + window - now))
