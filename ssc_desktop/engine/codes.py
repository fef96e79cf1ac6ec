"""Codes: sending, sending again, and spending a try before comparing."""

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from ssc_desktop.domain.code import parse_code
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.engine import allowance, audit, flows, outbox, sources
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.flows import Flow, State
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.services.contract import Channel, CodeRequest, CodeSent, Language


@dataclass(frozen=True, slots=True)
class Start:
    """What a new flow begins with; a decoy has no address, and a code that nobody knows."""

    purpose: Purpose
    number: str
    channels: tuple[Channel, ...]
    other_channels: tuple[Channel, ...]
    phone: str | None
    email: str | None
    language: Language
    pending: Mapping[str, Any] | None = None
    decoy: bool = False


def start(context: Context, connection: sa.Connection, begin: Start) -> CodeSent:
    """Begin a flow in place of an unfinished one, and send its first code.

    Raises AppError CODE_BRANCH_ONLY or CODE_PAUSED (retry_after).
    """
    allowance.check(context, connection, begin.purpose, begin.number)
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
    _check_contacts(context, connection, flow)
    flows.insert(connection, flow)
    return _send(context, connection, flow)


def resend(
    context: Context, connection: sa.Connection, flow_id: str, channel: Channel | None
) -> CodeSent:
    """Send a new code in a flow; the old one dies, the counters stay.

    Raises AppError FLOW_ENDED, CODE_BRANCH_ONLY, CODE_PAUSED (retry_after), RESEND_TOO_SOON
    (retry_after), or SMS_NOT_AVAILABLE or EMAIL_NEEDED for a channel the flow does not have.
    """
    flow = flows.find(connection, flow_id)
    if flow is None or flow.state is State.DONE or flow.expires_at <= context.now():
        raise AppError(ErrorCode.FLOW_ENDED)
    allowance.check(context, connection, flow.purpose, flow.number)
    if flow.flow_tries_left <= 0 or flow.resends >= len(context.policy.codes.resend_waits):
        raise AppError(ErrorCode.FLOW_ENDED)
    if channel is Channel.SMS and channel not in flow.channels + flow.other_channels:
        raise AppError(ErrorCode.SMS_NOT_AVAILABLE)
    if channel is Channel.EMAIL and channel not in flow.channels + flow.other_channels:
        raise AppError(ErrorCode.EMAIL_NEEDED)
    if wait := _resend_wait(context, flow):
        raise AppError(ErrorCode.RESEND_TOO_SOON, retry_after=wait)
    flow = replace(flow, state=State.OPEN, resends=flow.resends + 1)
    if channel is not None and channel in flow.other_channels:
        others = tuple(c for c in flow.channels + flow.other_channels if c is not channel)
        flow = replace(flow, channels=(channel,), other_channels=others)
    _check_contacts(context, connection, flow)
    audit.record(context, connection, Event.RESEND_CODE, flow.number)
    return _send(context, connection, flow)


def describe(context: Context, flow: Flow) -> CodeSent:
    """Tell of the code that a flow is waiting for."""
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


def spend_try(
    context: Context, connection: sa.Connection, request: CodeRequest, purpose: Purpose
) -> Flow:
    """Take one try from a flow, then compare; return the flow if the code is right.

    A flow that is done answers once more to the same code for a short while (state DONE).
    Raises AppError CODE_INCOMPLETE (no try is taken), CODE_WRONG (params tries_left),
    CODE_TRIES_USED (retry_after), CODE_BRANCH_ONLY, CODE_EXPIRED, FLOW_ENDED or
    TOO_MANY_REQUESTS (retry_after).
    """
    sources.admit(context, connection)
    typed = parse_code(request.code.reveal(), context.policy.codes.length)
    flow = flows.take_try(connection, request.flow_id, purpose, context.now())
    if flow is None:
        raise _why_no_try(context, connection, request.flow_id, purpose)
    # Beside the newest flow there may be one that is done: no try of the two is over the limit.
    if allowance.tries_left(context, connection, purpose, flow.number) <= 0:
        raise _tries_used(context, connection, flow)
    if hmac.compare_digest(flow.code_hash, _digest(context, flow, typed)):
        return flow
    allowance.record_wrong(context, connection, purpose, flow.number)
    if flow.state is State.DONE:
        raise AppError(ErrorCode.FLOW_ENDED)
    if flow.tries_left > 0:
        raise AppError(ErrorCode.CODE_WRONG, FieldId.CODE, tries_left=flow.tries_left)
    outbox.recall(connection, flow.id)
    raise _tries_used(context, connection, flow)


def hold_proven(context: Context, connection: sa.Connection, flow: Flow) -> int:
    """Keep a code that was right good for a while longer, and give its try back.

    Return how long it is good for now, in seconds.
    """
    longer = context.now() + context.policy.codes.proven_window
    code_expires = flow.code_expires if flow.state is State.PROVEN else longer
    flows.update(
        connection,
        flow,
        state=State.PROVEN,
        code_expires=code_expires,
        tries_left=flow.tries_left + 1,
        flow_tries_left=flow.flow_tries_left + 1,
    )
    return math.ceil(code_expires - context.now())


def finish(
    context: Context,
    connection: sa.Connection,
    flow: Flow,
    outcome: Mapping[str, Any] | None = None,
) -> None:
    """End a flow whose code was right; its outcome can be told again for a short while."""
    outbox.recall(connection, flow.id)
    flows.update(
        connection,
        flow,
        state=State.DONE,
        phone=None,
        email=None,
        pending=outcome,
        code_expires=context.now() + context.policy.codes.repeat_window,
        tries_left=1,  # given back for the right code, so a guesser has no more than that
    )


def repeat(connection: sa.Connection, flow: Flow) -> None:
    """Give back the try that a repeated right answer has taken."""
    flows.update(connection, flow, tries_left=flow.tries_left + 1)


def _digest(context: Context, flow: Flow, code: str) -> bytes:
    """Return what is stored of a code: good for this flow, person and way alone."""
    channels = ",".join(flow.channels)
    return context.keyed_hash("code", flow.id, flow.purpose, flow.number, channels, code)


def _send(context: Context, connection: sa.Connection, flow: Flow) -> CodeSent:
    codes, now = context.policy.codes, context.now()
    outbox.recall(connection, flow.id)
    life = codes.life_by_email_only if flow.channels == (Channel.EMAIL,) else codes.life
    code = str(context.randomness.randbelow(10**codes.length)).zfill(codes.length)
    digest = _digest(context, flow, code)
    # What was wrong in one flow is not allowed again in the next: the smallest allowance counts.
    allowed = allowance.tries_left(context, connection, flow.purpose, flow.number)
    flow = replace(
        flow,
        code_hash=context.randomness.token_bytes(len(digest)) if flow.decoy else digest,
        code_expires=now + life,
        tries_left=min(codes.tries_per_code, flow.flow_tries_left, allowed),
        sent_at=now,
    )
    flows.update(
        connection,
        flow,
        state=flow.state,
        channels=flow.channels,
        other_channels=flow.other_channels,
        code_hash=flow.code_hash,
        code_expires=flow.code_expires,
        tries_left=flow.tries_left,
        resends=flow.resends,
        sent_at=flow.sent_at,
    )
    unsent = allowance.number_pause(context, connection, flow.number)
    allowance.record_sent(context, connection, flow.purpose, flow.number)
    for address, channel in flow.recipients():
        # A message to nobody is as much work as one to somebody, so that how long it takes tells
        # nothing of who has an account.
        recipient = address or outbox.NOBODY
        if allowance.contact_pause(context, connection, recipient) or unsent:
            recipient = outbox.NOBODY
        allowance.record_sent_to(context, connection, recipient)
        outbox.put_code(
            context,
            connection,
            flow=flow.id,
            recipient=recipient,
            channel=channel,
            purpose=flow.purpose,
            language=flow.language,
            code=code,
            life=life,
        )
    return describe(context, flow)


def _check_contacts(context: Context, connection: sa.Connection, flow: Flow) -> None:
    """Refuse to send to a phone or mailbox that has had enough codes today.

    In a reset such a code stays unsent without a word: whoever asks has not shown that the
    number is theirs, and must not learn which phone is on record.
    """
    if flow.purpose is Purpose.RESET:
        return
    waits = [allowance.contact_pause(context, connection, to) for to, _ in flow.recipients() if to]
    if wait := max(waits, default=0):
        raise AppError(ErrorCode.CODE_PAUSED, retry_after=wait)


def _why_no_try(
    context: Context, connection: sa.Connection, flow_id: str, purpose: Purpose
) -> AppError:
    flow = flows.find(connection, flow_id)
    ended = flow is None or flow.purpose is not purpose or flow.expires_at <= context.now()
    if flow is None or ended or flow.state is State.DONE:
        return AppError(ErrorCode.FLOW_ENDED)
    if flow.tries_left <= 0:
        return _tries_used(context, connection, flow)
    return AppError(ErrorCode.CODE_EXPIRED, FieldId.CODE)


def _tries_used(context: Context, connection: sa.Connection, flow: Flow) -> AppError:
    if allowance.until_branch(context, connection, flow.purpose, flow.number) <= 0:
        return AppError(ErrorCode.CODE_BRANCH_ONLY)
    wait = max(
        allowance.pause(context, connection, flow.purpose, flow.number),
        _resend_wait(context, flow),
    )
    return AppError(ErrorCode.CODE_TRIES_USED, FieldId.CODE, retry_after=wait)


def _resend_wait(context: Context, flow: Flow) -> int:
    waits = context.policy.codes.resend_waits
    if flow.resends >= len(waits):
        return 0
    return max(0, math.ceil(flow.sent_at + waits[flow.resends] - context.now()))
