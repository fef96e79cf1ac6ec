"""Flows and their codes: sending, resending, and spending a try before comparing.

The counters belong to a number and a purpose, not to a flow, so a new start resets none of them.
"""

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa

from ssc_desktop.domain.code import parse_code
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.policy import DAY
from ssc_desktop.engine import limits, outbox
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.schema import flows
from ssc_desktop.services.contract import Channel, CodeRequest, CodeSent, Language


class State(StrEnum):
    """How far a flow is."""

    OPEN = "open"
    PROVEN = "proven"  # the code was right, what came with it is still to be corrected
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Flow:
    """One row of `flows`."""

    id: str
    purpose: Purpose
    number: str
    state: State
    language: Language
    channels: tuple[Channel, ...]
    other_channels: tuple[Channel, ...]
    phone: str | None
    email: str | None
    decoy: bool
    pending: Mapping[str, Any] | None
    code_hash: bytes
    code_expires: float
    tries_left: int
    flow_tries_left: int
    resends: int
    sent_at: float
    expires_at: float


@dataclass(frozen=True, slots=True)
class Start:
    """What a new flow begins with; `phone` and `email` are where its codes may go."""

    purpose: Purpose
    number: str
    channels: tuple[Channel, ...]
    other_channels: tuple[Channel, ...]
    phone: str | None
    email: str | None
    language: Language
    pending: Mapping[str, Any] | None = None
    decoy: bool = False


def find(connection: sa.Connection, flow_id: str) -> Flow | None:
    """Look a flow up."""
    row = connection.execute(sa.select(flows).where(flows.c.id == flow_id)).one_or_none()
    return None if row is None else _flow_of(row)


def start(context: Context, connection: sa.Connection, begin: Start) -> CodeSent:
    """Begin a flow in place of an unfinished one, and send its first code.

    Raises AppError CODE_BRANCH_ONLY or CODE_PAUSED (retry_after).
    """
    _check_sending(context, connection, begin.purpose, begin.number)
    if begin.purpose is not Purpose.RESET:
        _check_contacts(context, connection, begin)
    connection.execute(
        sa.delete(flows).where(
            flows.c.number == begin.number,
            flows.c.purpose == begin.purpose,
            flows.c.state != State.DONE,
        )
    )
    now = context.now()
    flow = Flow(
        id=context.fresh_id(),
        purpose=begin.purpose,
        number=begin.number,
        state=State.OPEN,
        language=begin.language,
        channels=begin.channels,
        other_channels=begin.other_channels,
        phone=begin.phone,
        email=begin.email,
        decoy=begin.decoy,
        pending=begin.pending,
        code_hash=b"",
        code_expires=now,
        tries_left=0,
        flow_tries_left=context.policy.codes.tries_per_flow,
        resends=0,
        sent_at=now,
        expires_at=now + context.policy.codes.flow_life,
    )
    row = {
        **{name: getattr(flow, name) for name in Flow.__dataclass_fields__},
        "channels": ",".join(flow.channels),
        "other_channels": ",".join(flow.other_channels),
    }
    connection.execute(sa.insert(flows), row)
    return _send(context, connection, flow)


def resend(
    context: Context, connection: sa.Connection, flow_id: str, channel: Channel | None
) -> CodeSent:
    """Send a new code in a flow; the old one dies, the counters stay.

    Raises AppError FLOW_ENDED, RESEND_TOO_SOON (retry_after), CODE_PAUSED (retry_after),
    CODE_BRANCH_ONLY, or SMS_NOT_AVAILABLE or EMAIL_NEEDED for a channel the flow does not have.
    """
    flow = find(connection, flow_id)
    if flow is None or flow.state is State.DONE or flow.expires_at <= context.now():
        raise AppError(ErrorCode.FLOW_ENDED)
    if flow.flow_tries_left <= 0 or flow.resends >= len(context.policy.codes.resend_waits):
        _check_sending(context, connection, flow.purpose, flow.number)
        raise AppError(ErrorCode.FLOW_ENDED)
    if channel is not None and channel not in flow.channels + flow.other_channels:
        code = ErrorCode.EMAIL_NEEDED if channel is Channel.EMAIL else ErrorCode.SMS_NOT_AVAILABLE
        raise AppError(code)
    _check_sending(context, connection, flow.purpose, flow.number)
    if wait := _resend_wait(context, flow):
        raise AppError(ErrorCode.RESEND_TOO_SOON, retry_after=wait)
    if flow.purpose is not Purpose.RESET:
        _check_contacts(context, connection, flow)
    changed: dict[str, Any] = {"state": State.OPEN, "resends": flow.resends + 1}
    if channel in flow.other_channels and channel is not None:
        changed["channels"] = (channel,)
        changed["other_channels"] = tuple(
            c for c in flow.channels + flow.other_channels if c is not channel
        )
    return _send(context, connection, _replaced(flow, changed))


def current(context: Context, flow: Flow) -> CodeSent:
    """Describe the code that a flow is waiting for."""
    return _sent(context, flow)


def spend_try(
    context: Context, connection: sa.Connection, request: CodeRequest, purpose: Purpose
) -> Flow:
    """Take one try from a flow, then compare; return the flow if the code is right.

    A flow that is done answers once more to the same code for a short while (state DONE).
    Raises AppError CODE_INCOMPLETE (no try is taken), CODE_WRONG (params tries_left),
    CODE_TRIES_USED (retry_after), CODE_BRANCH_ONLY, CODE_EXPIRED or FLOW_ENDED.
    """
    typed = parse_code(request.code.reveal(), context.policy.codes.length)
    now = context.now()
    taken = connection.execute(
        sa.update(flows)
        .where(
            flows.c.id == request.flow_id,
            flows.c.purpose == purpose,
            flows.c.tries_left > 0,
            flows.c.code_expires > now,
        )
        .values(
            tries_left=flows.c.tries_left - 1,
            flow_tries_left=flows.c.flow_tries_left - 1,
        )
        .returning(*flows.c)
    ).one_or_none()
    if taken is None:
        raise _why_no_try(context, connection, request.flow_id, purpose)
    flow = _flow_of(taken)
    right = hmac.compare_digest(flow.code_hash, context.keyed_hash(flow.id, typed))
    if right:
        return flow
    if flow.state is State.DONE:
        raise AppError(ErrorCode.FLOW_ENDED)
    subject = _subject(purpose, flow.number)
    limits.record(connection, Kind.WRONG_CODE, subject, now)
    limits.record(connection, Kind.WRONG_CODE_SOURCE, context.source, now)
    if flow.tries_left > 0:
        raise AppError(ErrorCode.CODE_WRONG, FieldId.CODE, tries_left=flow.tries_left)
    raise _tries_used(context, connection, flow)


def hold_proven(context: Context, connection: sa.Connection, flow: Flow) -> None:
    """Keep a code that was right good for a while longer, and give its try back."""
    connection.execute(
        sa.update(flows)
        .where(flows.c.id == flow.id)
        .values(
            state=State.PROVEN,
            code_expires=(
                flow.code_expires
                if flow.state is State.PROVEN
                else context.now() + context.policy.codes.proven_window
            ),
            tries_left=flow.tries_left + 1,
            flow_tries_left=flow.flow_tries_left + 1,
        )
    )


def finish(
    context: Context,
    connection: sa.Connection,
    flow: Flow,
    outcome: Mapping[str, Any] | None = None,
) -> None:
    """End a flow whose code was right; its outcome can be told again for a short while."""
    connection.execute(
        sa.update(flows)
        .where(flows.c.id == flow.id)
        .values(
            state=State.DONE,
            phone=None,
            email=None,
            pending=outcome,
            code_expires=context.now() + context.policy.codes.repeat_window,
            tries_left=context.policy.codes.tries_per_code,
        )
    )


def repeat(connection: sa.Connection, flow: Flow) -> None:
    """Give back the try that a repeated right answer has taken."""
    connection.execute(
        sa.update(flows).where(flows.c.id == flow.id).values(tries_left=flow.tries_left + 1)
    )


# ------------------------------------------------------------------ limits


def _subject(purpose: Purpose, number: str) -> str:
    return f"{purpose}:{number}"


def _wrong_until_branch(
    context: Context, connection: sa.Connection, purpose: Purpose, number: str
) -> int:
    """Return how many more wrong codes this purpose takes before only a branch can help."""
    subject, codes = _subject(purpose, number), context.policy.codes
    since = max(
        context.now() - codes.wrong_until_branch_window,
        limits.latest(connection, Kind.PROVEN, subject),
    )
    return codes.wrong_until_branch - limits.count(connection, Kind.WRONG_CODE, subject, since)


def _pause(context: Context, connection: sa.Connection, purpose: Purpose, number: str) -> int:
    """Return the seconds until this purpose of this number may have a code again."""
    subject, codes, now = _subject(purpose, number), context.policy.codes, context.now()
    return max(
        limits.wait(connection, kind, subject, limit=limit, window=DAY, now=now)
        for kind, limit in (
            (Kind.WRONG_CODE, codes.wrong_per_day),
            (Kind.SENT, codes.sends_per_account_day),
        )
    )


def _check_sending(
    context: Context, connection: sa.Connection, purpose: Purpose, number: str
) -> None:
    if _wrong_until_branch(context, connection, purpose, number) <= 0:
        raise AppError(ErrorCode.CODE_BRANCH_ONLY)
    if wait := _pause(context, connection, purpose, number):
        raise AppError(ErrorCode.CODE_PAUSED, retry_after=wait)


def _contact_wait(context: Context, connection: sa.Connection, contact: str) -> int:
    return limits.wait(
        connection,
        Kind.SENT_CONTACT,
        contact,
        limit=context.policy.codes.sends_per_contact_day,
        window=DAY,
        now=context.now(),
    )


def _check_contacts(context: Context, connection: sa.Connection, flow: Flow | Start) -> None:
    waits = [_contact_wait(context, connection, c) for c, _ in _recipients(flow)]
    if wait := max(waits, default=0):
        raise AppError(ErrorCode.CODE_PAUSED, retry_after=wait)


def _why_no_try(
    context: Context, connection: sa.Connection, flow_id: str, purpose: Purpose
) -> AppError:
    flow = find(connection, flow_id)
    now = context.now()
    if flow is None or flow.purpose is not purpose or flow.expires_at <= now:
        return AppError(ErrorCode.FLOW_ENDED)
    if flow.state is State.DONE:
        return AppError(ErrorCode.FLOW_ENDED)
    if flow.tries_left <= 0:
        return _tries_used(context, connection, flow)
    return AppError(ErrorCode.CODE_EXPIRED, FieldId.CODE)


def _tries_used(context: Context, connection: sa.Connection, flow: Flow) -> AppError:
    if _wrong_until_branch(context, connection, flow.purpose, flow.number) <= 0:
        return AppError(ErrorCode.CODE_BRANCH_ONLY)
    pause = _pause(context, connection, flow.purpose, flow.number)
    wait = max(pause, _resend_wait(context, flow))
    return AppError(ErrorCode.CODE_TRIES_USED, FieldId.CODE, retry_after=wait)


# ------------------------------------------------------------------ sending


def _recipients(flow: Flow | Start) -> list[tuple[str, Channel]]:
    addresses = ((flow.phone, Channel.SMS), (flow.email, Channel.EMAIL))
    return [(a, channel) for a, channel in addresses if a is not None and channel in flow.channels]


def _send(context: Context, connection: sa.Connection, flow: Flow) -> CodeSent:
    codes, now = context.policy.codes, context.now()
    subject = _subject(flow.purpose, flow.number)
    life = codes.life_by_email_only if flow.channels == (Channel.EMAIL,) else codes.life
    code = str(context.randomness.randbelow(10**codes.length)).zfill(codes.length)
    # What is wrong in one flow is not allowed again in the next: the smallest allowance counts.
    today_left = codes.wrong_per_day - limits.count(connection, Kind.WRONG_CODE, subject, now - DAY)
    tries = min(
        codes.tries_per_code,
        flow.flow_tries_left,
        today_left,
        _wrong_until_branch(context, connection, flow.purpose, flow.number),
    )
    digest = context.keyed_hash(flow.id, code)
    sent = _replaced(
        flow,
        {
            "code_hash": context.randomness.token_bytes(len(digest)) if flow.decoy else digest,
            "code_expires": now + life,
            "tries_left": tries,
            "sent_at": now,
        },
    )
    connection.execute(
        sa.update(flows)
        .where(flows.c.id == flow.id)
        .values(
            state=sent.state,
            channels=",".join(sent.channels),
            other_channels=",".join(sent.other_channels),
            code_hash=sent.code_hash,
            code_expires=sent.code_expires,
            tries_left=sent.tries_left,
            resends=sent.resends,
            sent_at=sent.sent_at,
        )
    )
    limits.record(connection, Kind.SENT, subject, now)
    for recipient, channel in _recipients(sent):
        # In a reset nobody may learn from a limit that two numbers share a phone.
        if _contact_wait(context, connection, recipient):
            continue
        limits.record(connection, Kind.SENT_CONTACT, recipient, now)
        outbox.put_code(
            context,
            connection,
            recipient=recipient,
            channel=channel,
            purpose=flow.purpose,
            language=flow.language,
            code=code,
            life=life,
        )
    return _sent(context, sent)


def _sent(context: Context, flow: Flow) -> CodeSent:
    waits = context.policy.codes.resend_waits
    return CodeSent(
        flow_id=flow.id,
        channels=flow.channels,
        other_channels=flow.other_channels,
        code_length=context.policy.codes.length,
        expires_in=max(0, math.ceil(flow.code_expires - context.now())),
        resend_in=_resend_wait(context, flow) if flow.resends < len(waits) else None,
        tries_left=flow.tries_left,
    )


def _resend_wait(context: Context, flow: Flow) -> int:
    waits = context.policy.codes.resend_waits
    if flow.resends >= len(waits):
        return 0
    return max(0, math.ceil(flow.sent_at + waits[flow.resends] - context.now()))


# ------------------------------------------------------------------ rows


def _flow_of(row: sa.Row[Any]) -> Flow:
    values = dict(row._mapping)
    return Flow(
        **{
            **values,
            "purpose": Purpose(values["purpose"]),
            "state": State(values["state"]),
            "language": cast(Language, values["language"]),
            "channels": _channels(values["channels"]),
            "other_channels": _channels(values["other_channels"]),
        }
    )


def _channels(text: str) -> tuple[Channel, ...]:
    return tuple(Channel(name) for name in text.split(",") if name)


def _replaced(flow: Flow, changed: Mapping[str, Any]) -> Flow:
    import dataclasses

    return dataclasses.replace(flow, **changed)
