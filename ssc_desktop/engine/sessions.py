"""Signed-in sessions; the database holds only the hash of a token."""

import hashlib

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.schema import sessions


def begin(context: Context, connection: sa.Connection, account: int) -> Secret:
    """Open a session and return its token."""
    token, now = context.fresh_token(), context.now()
    row = {
        "token_hash": _hash(token),
        "account": account,
        "ends_at": now + context.session.absolute,
        "idle": context.session.idle,
        "used_at": now,
    }
    connection.execute(sa.insert(sessions), row)
    return Secret(token)


def use(context: Context, connection: sa.Connection, token: Secret) -> int:
    """Return the account of a session and note that it was used. Raises AppError SESSION_ENDED."""
    now = context.now()
    account = connection.scalar(
        sa.update(sessions)
        .where(
            sessions.c.token_hash == _hash(token.reveal()),
            sessions.c.ends_at > now,
            sessions.c.used_at + sessions.c.idle > now,
        )
        .values(used_at=now)
        .returning(sessions.c.account)
    )
    if account is None:
        raise AppError(ErrorCode.SESSION_ENDED)
    return int(account)


def end(connection: sa.Connection, token: Secret) -> None:
    """End one session."""
    connection.execute(sa.delete(sessions).where(sessions.c.token_hash == _hash(token.reveal())))


def end_all(connection: sa.Connection, account: int) -> None:
    """End all sessions of an account."""
    connection.execute(sa.delete(sessions).where(sessions.c.account == account))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
