"""What a desk, terminal or address may still do after many wrong codes; in training, everything."""

import math

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import DAY, MINUTE
from ssc_desktop.engine import audit, limits
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.limits import Kind


def admit(context: Context, connection: sa.Connection) -> None:
    """Let a call in that sends a code, gives one back or signs in.

    A blocked address is refused until its day is over, a slowed desk or terminal for some seconds
    after its last call. Raises AppError TOO_MANY_REQUESTS (retry_after).
    """
    if context.policy.training:
        return
    policy, now = context.policy.source, context.now()
    if context.caller is None:
        blocked = limits.latest(connection, Kind.SOURCE_BLOCKED, context.source)
        wait = blocked + policy.blocked_for - now if blocked else 0
    elif _wrong_codes(context, connection) < policy.wrong_codes_day:
        return
    else:
        last = limits.latest(connection, Kind.SLOWED_CALL, context.source)
        wait = last + policy.slowed_to - now
        if wait <= 0:
            limits.record(connection, Kind.SLOWED_CALL, context.source, now)
    if wait > 0:
        raise AppError(ErrorCode.TOO_MANY_REQUESTS, retry_after=math.ceil(wait))


def record_wrong_code(context: Context, connection: sa.Connection) -> None:
    """Count a wrong code against the source; an address that has had its fill is blocked."""
    now = context.now()
    limits.record(connection, Kind.WRONG_CODE_SOURCE, context.source, now)
    if context.policy.training or context.caller is not None:
        return
    if _wrong_codes(context, connection) >= context.policy.source.wrong_codes_day:
        limits.record(connection, Kind.SOURCE_BLOCKED, context.source, now)
        audit.record(context, connection, Event.BLOCK_SOURCE, None)


def is_suspected(context: Context, connection: sa.Connection) -> bool:
    """Tell whether a source has typed so many wrong codes that each send asks for a picture."""
    if context.policy.training:
        return False
    allowed = context.policy.captcha.wrong_codes_per_source_day
    return _wrong_codes(context, connection) >= allowed


def check_sign_ins(context: Context, connection: sa.Connection) -> None:
    """Count a sign-in. Raises AppError TOO_MANY_REQUESTS (retry_after) above the minute's limit."""
    now = context.now()
    if not context.policy.training:
        wait = limits.wait(
            connection,
            Kind.SIGN_IN_SOURCE,
            context.source,
            limit=context.policy.sign_in.per_source_minute,
            window=MINUTE,
            now=now,
        )
        if wait:
            raise AppError(ErrorCode.TOO_MANY_REQUESTS, retry_after=wait)
    limits.record(connection, Kind.SIGN_IN_SOURCE, context.source, now)


def _wrong_codes(context: Context, connection: sa.Connection) -> int:
    since = context.now() - DAY
    return limits.count(connection, Kind.WRONG_CODE_SOURCE, context.source, since)
