"""Opening an account, and bringing one up to date: evidence, then a code, then the account."""

import math
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Answers
from ssc_desktop.domain.phone import e164
from ssc_desktop.engine import (
    accounts,
    audit,
    blocklist,
    captchas,
    codes,
    holds,
    registry,
    replays,
    sources,
)
from ssc_desktop.engine.audit import DONE, Event
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.flows import Flow, State
from ssc_desktop.engine.outbox import Notice, Purpose
from ssc_desktop.engine.requests import read_registration
from ssc_desktop.services.contract import (
    Activated,
    Channel,
    CodeRequest,
    CodeSent,
    RegistrationRequest,
)


def register(context: Context, request: RegistrationRequest) -> CodeSent:
    """Check form, picture, evidence and password in this order, and send a code.

    The account itself begins with the code; what was pending for this number is replaced.
    """
    values = read_registration(context, request)
    password = values[FieldId.PASSWORD]
    press = replays.press_of(
        request.idempotency_key, "register", values, renewal=str(request.renewal)
    )
    with context.database.write() as connection:
        found: Flow | registry.Person | None = replays.earlier(context, connection, press)
        if found is None:
            found = _prove(context, connection, request, values)
            replays.under_way(context, connection, press)
    if isinstance(found, Flow):
        _check_same_password(context, found, password)
        return codes.describe(context, found)
    # Between the transactions, so that nobody waits for the hash with the database held.
    account = {**_account_data(values), "password_hash": context.hasher.hash(password)}
    begin = _start(context, found.number, values, request, account)
    with context.database.write() as connection:
        replays.forget(context, connection, press)  # a refusal from here on ends the press
        sent = codes.start(context, connection, begin)
        replays.remember(context, connection, press, sent)
        audit.record(context, connection, Event.REGISTER, begin.number)
    return sent


def verify(context: Context, request: CodeRequest) -> Activated:
    """Activate the account that a flow is about; with renewal, the one there is."""
    with context.database.write() as connection:
        flow = codes.spend_try(context, connection, request, Purpose.ACTIVATION)
        pending = flow.pending or {}
        if flow.state is State.DONE:
            codes.repeat(connection, flow)
            return _activated(context, flow.number, pending)
        holds.settle(context, connection, flow.number)
        before = accounts.find(connection, flow.number)
        if before is not None and not pending["renewal"]:
            raise AppError(ErrorCode.ACCOUNT_EXISTS)
        outcome = {"renewed": before is not None, "takes_effect_at": 0.0}
        if before is None:
            accounts.put(context, connection, flow.number, pending["account"])
        else:
            outcome["takes_effect_at"] = _renew(context, connection, flow, before)
        codes.finish(context, connection, flow, outcome)
        audit.record(
            context,
            connection,
            Event.VERIFY_REGISTRATION,
            flow.number,
            "held" if outcome["takes_effect_at"] else "renewed" if before else DONE,
        )
    return _activated(context, flow.number, outcome)


def _renew(
    context: Context, connection: sa.Connection, flow: Flow, before: accounts.Record
) -> float:
    """Let an account carry the new data; return from when on, 0 for at once."""
    assert flow.pending is not None
    data = flow.pending["account"]
    if holds.seconds_for(context):
        holds.tell(context, connection, Notice.RENEWAL_HELD, before, data, flow.language)
        return holds.hold(context, connection, before, data, flow.language)
    holds.drop(connection, before.id)
    accounts.put(context, connection, flow.number, data)
    holds.tell(context, connection, Notice.ACCOUNT_RENEWED, before, data, flow.language)
    return 0.0


def _activated(context: Context, number: str, outcome: Mapping[str, Any]) -> Activated:
    wait = math.ceil(outcome["takes_effect_at"] - context.now())
    return Activated(number, renewed=outcome["renewed"], takes_effect_in=max(0, wait))


def _prove(
    context: Context, connection: sa.Connection, request: RegistrationRequest, values: Answers
) -> registry.Person:
    sources.admit(context, connection)
    captchas.spend(context, connection, request.captcha)
    person = registry.prove(context, connection, values)
    password = values[FieldId.PASSWORD]
    blocklist.check_common(password, FieldId.PASSWORD)
    known = blocklist.known_of(
        person,
        phone=e164(values[FieldId.CALLING_CODE], values[FieldId.PHONE_NUMBER]),
        email=values.get(FieldId.EMAIL),
    )
    blocklist.check_personal(password, known, FieldId.PASSWORD)
    if not request.renewal and accounts.find(connection, person.number) is not None:
        raise AppError(ErrorCode.ACCOUNT_EXISTS)
    return person


def _check_same_password(context: Context, repeated: Flow, password: str) -> None:
    """Raise AppError SERVICE_FAULT for a key that is used again with another password."""
    pending = repeated.pending or {}
    if not context.hasher.matches(pending["account"]["password_hash"], password):
        raise AppError(ErrorCode.SERVICE_FAULT)


def _account_data(values: Answers) -> dict[str, Any]:
    return {
        "phone": e164(values[FieldId.CALLING_CODE], values[FieldId.PHONE_NUMBER]),
        "email": values.get(FieldId.EMAIL),
        "activation_channel": values[FieldId.ACTIVATION_CHANNEL],
        "country_of_residence": values.get(FieldId.COUNTRY_OF_RESIDENCE),
        "academic_level": values.get(FieldId.ACADEMIC_LEVEL),
        "bank": values.get(FieldId.BANK),
    }


def _start(
    context: Context,
    number: str,
    values: Answers,
    request: RegistrationRequest,
    account: dict[str, Any],
) -> codes.Start:
    reached = context.reference.sends_sms_to(values[FieldId.CALLING_CODE])
    phone = account["phone"] if reached else None
    email = values.get(FieldId.EMAIL)
    chosen = Channel(values[FieldId.ACTIVATION_CHANNEL])
    available = [c for c, a in ((Channel.SMS, phone), (Channel.EMAIL, email)) if a is not None]
    return codes.Start(
        purpose=Purpose.ACTIVATION,
        number=number,
        channels=(chosen,),
        other_channels=tuple(c for c in available if c is not chosen),
        phone=phone,
        email=email,
        language=request.language,
        pending={"renewal": request.renewal, "account": account},
    )
