"""A forgotten password: the same answers, the same work, whether a number has an account or not."""

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.engine import (
    accounts,
    audit,
    blocklist,
    captchas,
    codes,
    flows,
    holds,
    outbox,
    registry,
    replays,
    sources,
)
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.flows import State
from ssc_desktop.engine.outbox import Notice, Purpose
from ssc_desktop.engine.requests import read_new_password, read_reset
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    CodeSent,
    NewPasswordRequest,
    PasswordChanged,
    ResetRequest,
)


def request(context: Context, asked: ResetRequest) -> CodeSent:
    """Send a code to the phone or mailbox on record; without one, only say so."""
    values = read_reset(context, asked)
    press = replays.press_of(asked.idempotency_key, "reset", values)
    number, chosen = values[FieldId.USER_ID], Channel(values[FieldId.RESET_CHANNEL])
    with context.database.write() as connection:
        repeated = replays.earlier(context, connection, press)
        if repeated is not None:
            return codes.describe(context, repeated)
        sources.admit(context, connection)
        captchas.spend_if_suspected(context, connection, asked.captcha)
        holds.settle(context, connection, number)
        account = accounts.find(connection, number)
        phone = account.phone if account else None
        if phone is not None and not phone.startswith(context.reference.sms_calling_codes):
            phone = None
        begin = codes.Start(
            purpose=Purpose.RESET,
            number=number,
            channels=(chosen,),
            other_channels=tuple(c for c in Channel if c is not chosen),
            phone=phone,
            email=account.email if account else None,
            language=asked.language,
            decoy=account is None,
        )
        sent = codes.start(context, connection, begin)
        replays.remember(context, connection, press, sent)
        audit.record(context, connection, Event.REQUEST_RESET, number)
    return sent


def finish(context: Context, asked: NewPasswordRequest) -> PasswordChanged:
    """Set a new password: first what the form shows, then the code, then what only we know."""
    password = read_new_password(context, asked)
    blocklist.check_common(password, FieldId.NEW_PASSWORD)
    with context.database.write() as connection:
        given = CodeRequest(asked.flow_id, asked.code)
        flow = codes.spend_try(context, connection, given, Purpose.RESET)
        holds.settle(context, connection, flow.number)
        account = accounts.find(connection, flow.number)
        person = registry.find(connection, flow.number)
        if account is None or person is None:
            raise AppError(ErrorCode.FLOW_ENDED)
        if flow.state is State.DONE:
            codes.repeat(connection, flow)
        else:
            left = codes.hold_proven(context, connection, flow)
            known = blocklist.known_of(person, phone=account.phone, email=account.email)
            if blocklist.is_personal(password, known):
                field = FieldId.NEW_PASSWORD
                raise AppError(ErrorCode.PASSWORD_TOO_COMMON, field, expires_in=left)
    if flow.state is State.DONE:
        return _repeated(context, account, password)
    password_hash = context.hasher.hash(password)
    with context.database.write() as connection:
        held = flows.find(connection, flow.id)
        if held is not None and held.state is State.PROVEN:
            accounts.change_password(context, connection, account, password_hash)
            outbox.put_notice(
                context,
                connection,
                notice=Notice.PASSWORD_CHANGED,
                language=flow.language,
                phones={account.phone},
                emails={account.email} if account.email else set(),
            )
            codes.finish(context, connection, held)
            audit.record(context, connection, Event.FINISH_RESET, flow.number)
            return PasswordChanged()
        # By now a re-registration has ended this flow, or a parallel call has finished it.
        if held is None or held.state is not State.DONE:
            raise AppError(ErrorCode.FLOW_ENDED)
        account = accounts.find(connection, flow.number)
    return _repeated(context, account, password)


def _repeated(context: Context, account: accounts.Record | None, password: str) -> PasswordChanged:
    """Answer once more what has been done already, to whoever repeats all of it."""
    if account is None or not context.hasher.matches(account.password_hash, password):
        raise AppError(ErrorCode.FLOW_ENDED)
    return PasswordChanged()
