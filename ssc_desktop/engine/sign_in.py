"""Signing in and out: one refusal and the same work for wrong, unknown and locked."""

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import accounts, audit, captchas, holds, sessions, sources
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.requests import read_sign_in
from ssc_desktop.services.contract import Account, Session, SignInRequest


def sign_in(context: Context, request: SignInRequest) -> Session:
    """Open a session. Raises AppError SIGN_IN_REFUSED, TOO_MANY_REQUESTS or CAPTCHA_…."""
    values = read_sign_in(context, request)
    password = values[FieldId.CURRENT_PASSWORD]
    with context.database.write() as connection:
        sources.admit(context, connection)
        sources.check_sign_ins(context, connection)
        captchas.spend_if_suspected(context, connection, request.captcha)
        holds.settle(context, connection, values[FieldId.SIGN_IN_ID])
        account = accounts.take_attempt(context, connection, values[FieldId.SIGN_IN_ID])
    stored = context.hasher.dummy if account is None else account.password_hash
    if not context.hasher.matches(stored, password) or account is None:
        raise AppError(ErrorCode.SIGN_IN_REFUSED)
    new_hash = context.hasher.hash(password) if context.hasher.is_outdated(stored) else None
    with context.database.write() as connection:
        if not accounts.attempt_was_right(connection, account, new_hash=new_hash):
            raise AppError(ErrorCode.SIGN_IN_REFUSED)
        token = sessions.begin(context, connection, account.id)
        name = accounts.describe(context, connection, account.id).name
        audit.record(context, connection, Event.SIGN_IN, account.number)
    lasts = context.session
    return Session(token=token, name=name, expires_in=lasts.absolute, idle=lasts.idle)


def sign_out(context: Context, token: Secret) -> None:
    """End a session; an unknown one is no error."""
    with context.database.write() as connection:
        sessions.end(connection, token)


def account(context: Context, token: Secret) -> Account:
    """Return the account of a session. Raises AppError SESSION_ENDED."""
    with context.database.write() as connection:
        return accounts.describe(context, connection, sessions.use(context, connection, token))
