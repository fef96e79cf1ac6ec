"""The insurance number, told to whoever proves to be its owner; no account is needed."""

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.phone import e164
from ssc_desktop.domain.policy import DAY
from ssc_desktop.engine import (
    accounts,
    audit,
    captchas,
    codes,
    limits,
    outbox,
    registry,
    replays,
    sources,
)
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import CallerKind, Context
from ssc_desktop.engine.flows import Flow, State
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.outbox import Notice, Purpose
from ssc_desktop.engine.requests import read_inquiry
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    CodeSent,
    InquiryAnswer,
    InquiryRequest,
)


def request(context: Context, asked: InquiryRequest) -> CodeSent:
    """Check the evidence and send one code to the phone and the mailbox given."""
    values = read_inquiry(context, asked)
    press = replays.press_of(asked.idempotency_key, "inquiry", values)
    phone_number = values.get(FieldId.PHONE_NUMBER)
    reached = context.reference.sends_sms_to(values[FieldId.CALLING_CODE])
    phone = e164(values[FieldId.CALLING_CODE], phone_number) if reached and phone_number else None
    email = values.get(FieldId.EMAIL)
    with context.database.write() as connection:
        repeated = replays.earlier(context, connection, press)
        if repeated is not None:
            return codes.describe(context, repeated)
        sources.admit(context, connection)
        captchas.spend_if_suspected(context, connection, asked.captcha)
        person = registry.prove(context, connection, values)
        counted = _counted(context, person.number)
        _check_limits(context, connection, counted)
        begin = codes.Start(
            purpose=Purpose.INQUIRY,
            number=person.number,
            channels=tuple(
                c for c, a in ((Channel.SMS, phone), (Channel.EMAIL, email)) if a is not None
            ),
            other_channels=(),
            phone=phone,
            email=email,
            language=asked.language,
        )
        sent = codes.start(context, connection, begin)
        for kind, subject, _ in counted:
            limits.record(connection, kind, subject, context.now())
        replays.remember(context, connection, press, sent)
        audit.record(context, connection, Event.REQUEST_INQUIRY, person.number)
    return sent


def answer(context: Context, given: CodeRequest) -> InquiryAnswer:
    """Return the insurance number for the right code. Raises AppError NOT_INSURED."""
    with context.database.write() as connection:
        flow = codes.spend_try(context, connection, given, Purpose.INQUIRY)
        person = registry.find(connection, flow.number)
        if person is None:
            raise AppError(ErrorCode.FLOW_ENDED)
        if flow.state is State.DONE:
            codes.repeat(connection, flow)
        else:
            codes.finish(context, connection, flow)
        if person.insurance_number is None:
            raise AppError(ErrorCode.NOT_INSURED)
        if flow.state is not State.DONE:
            _notify(context, connection, flow)
        audit.record(context, connection, Event.ANSWER_INQUIRY, person.number)
    return InquiryAnswer(person.insurance_number)


def _counted(context: Context, number: str) -> list[tuple[Kind, str, int]]:
    """Return what is counted of an inquiry, with how often it may be within a day."""
    policy = context.policy.evidence
    counted = [(Kind.INQUIRY, number, policy.inquiries_per_person_day)]
    if context.caller is CallerKind.DESK and not context.policy.training:
        counted.append((Kind.INQUIRY_SOURCE, context.source, policy.inquiries_per_desk_day))
    return counted


def _check_limits(
    context: Context, connection: sa.Connection, counted: list[tuple[Kind, str, int]]
) -> None:
    now = context.now()
    wait = max(
        limits.wait(connection, kind, subject, limit=limit, window=DAY, now=now)
        for kind, subject, limit in counted
    )
    if wait:
        raise AppError(ErrorCode.INQUIRY_LIMIT, retry_after=wait)


def _notify(context: Context, connection: sa.Connection, flow: Flow) -> None:
    """Tell the addresses on record that the code did not go to."""
    account = accounts.find(connection, flow.number)
    if account is None:
        return
    outbox.put_notice(
        context,
        connection,
        notice=Notice.INSURANCE_NUMBER_SHOWN,
        language=flow.language,
        phones={account.phone} - {flow.phone or ""},
        emails={account.email or ""} - {flow.email or "", ""},
    )
