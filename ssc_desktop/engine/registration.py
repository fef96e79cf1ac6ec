"""Opening an account, and bringing one up to date: evidence, then a code, then the account."""

from typing import Any

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Answers
from ssc_desktop.domain.phone import e164
from ssc_desktop.engine import (
    accounts,
    blocklist,
    captchas,
    codes,
    outbox,
    registry,
    replays,
    sources,
)
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
    return sent


def verify(context: Context, request: CodeRequest) -> Activated:
    """Activate the account that a flow is about; with renewal, the one there is."""
    with context.database.write() as connection:
        flow = codes.spend_try(context, connection, request, Purpose.ACTIVATION)
        pending = flow.pending or {}
        if flow.state is State.DONE:
            codes.repeat(connection, flow)
            return Activated(flow.number, renewed=bool(pending["renewed"]))
        if not pending["renewal"] and accounts.find(connection, flow.number) is not None:
            raise AppError(ErrorCode.ACCOUNT_EXISTS)
        data = pending["account"]
        before = accounts.put(context, connection, flow.number, data)
        if before is not None:
            outbox.put_notice(
                context,
                connection,
                notice=Notice.ACCOUNT_RENEWED,
                language=flow.language,
                phones={before.phone, data["phone"]},
                emails={e for e in (before.email, data["email"]) if e},
            )
        codes.finish(context, connection, flow, {"renewed": before is not None})
    return Activated(flow.number, renewed=before is not None)


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
