"""How many tries a number has left for each purpose, and how many codes for all of them together.

The counters belong to the number, not to a flow, so a new start resets none.
"""

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import DAY
from ssc_desktop.engine import limits, sources
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.outbox import Purpose


def tries_left(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> int:
    """Return how many more codes may be wrong today, and at all before a branch has to help."""
    subject = _subject(purpose, number)
    since = max(context.now() - DAY, proven_at(context, connection, subject))
    today = limits.count(connection, Kind.WRONG_CODE, subject, since)
    return min(
        context.policy.codes.wrong_per_day - today,
        until_branch(context, connection, purpose, number),
    )


def until_branch(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> int:
    """Return how many more codes may be wrong before identity must be proven in a branch."""
    subject, codes = _subject(purpose, number), context.policy.codes
    since = max(
        context.now() - codes.wrong_until_branch_window,
        proven_at(context, connection, subject),
    )
    return codes.wrong_until_branch - limits.count(connection, Kind.WRONG_CODE, subject, since)


def pause(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> int:
    """Return the seconds until another code may be asked for, 0 if it may now.

    A reset is told of its own codes alone: whoever asks for one must not learn what else the
    number's owner has done today.
    """
    sent_for = (purpose,) if purpose is Purpose.RESET else tuple(Purpose)
    subject = _subject(purpose, number)
    return max(
        limits.wait(
            connection,
            Kind.WRONG_CODE,
            subject,
            limit=context.policy.codes.wrong_per_day,
            window=DAY,
            now=context.now(),
            after=proven_at(context, connection, subject),
        ),
        _sent_pause(context, connection, sent_for, number),
    )


def number_pause(context: Context, connection: sa.Connection, number: str) -> int:
    """Return the seconds until another code may leave for a number, 0 if it may now."""
    return _sent_pause(context, connection, tuple(Purpose), number)


def _sent_pause(
    context: Context, connection: sa.Connection, purposes: tuple[Purpose, ...], number: str
) -> int:
    return limits.wait(
        connection,
        Kind.SENT,
        *(_subject(purpose, number) for purpose in purposes),
        limit=context.policy.codes.sends_per_account_day,
        window=DAY,
        now=context.now(),
        after=proven_at(context, connection, number),
    )


def contact_pause(context: Context, connection: sa.Connection, contact: str) -> int:
    """Return the seconds until another code may go to a phone or mailbox, 0 if it may now."""
    return limits.wait(
        connection,
        Kind.SENT_CONTACT,
        contact.casefold(),  # a mailbox is the same in capitals
        limit=context.policy.codes.sends_per_contact_day,
        window=DAY,
        now=context.now(),
    )


def check(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> None:
    """Raise AppError CODE_BRANCH_ONLY or CODE_PAUSED (retry_after) if no code may be sent."""
    if until_branch(context, connection, purpose, number) <= 0:
        raise AppError(ErrorCode.CODE_BRANCH_ONLY)
    if wait := pause(context, connection, purpose, number):
        raise AppError(ErrorCode.CODE_PAUSED, retry_after=wait)


def reopen(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> None:
    """Count tries, codes and evidence afresh from now on: identity was proven in a branch."""
    for subject in (_subject(purpose, number), number):
        limits.record(connection, Kind.PROVEN, subject, context.now())


def proven_at(context: Context, connection: sa.Connection, subject: str) -> float:
    """Return since when to count, 0 for always.

    What a clock that was ahead has noted counts from its moment on. Were it taken at once,
    nothing would be counted until then.
    """
    return limits.latest(connection, Kind.PROVEN, subject, until=context.now())


def record_sent(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> None:
    """Count a code that was asked for."""
    limits.record(connection, Kind.SENT, _subject(purpose, number), context.now())


def record_sent_to(context: Context, connection: sa.Connection, contact: str) -> None:
    """Count a code that went to a phone or mailbox."""
    limits.record(connection, Kind.SENT_CONTACT, contact.casefold(), context.now())


def record_wrong(
    context: Context, connection: sa.Connection, purpose: Purpose, number: str
) -> None:
    """Count a wrong code, against the number and against the source."""
    limits.record(connection, Kind.WRONG_CODE, _subject(purpose, number), context.now())
    sources.record_wrong_code(context, connection)


def _subject(purpose: Purpose, number: str) -> str:
    return f"{purpose}:{number}"
