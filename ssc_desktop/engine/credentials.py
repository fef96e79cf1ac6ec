"""Credentials of desks and terminals: the text is handed out once, the database keeps a hash."""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import audit, limits
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import CallerKind, Context
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.schema import credentials
from ssc_desktop.services.operations import CREDENTIAL_SHAPE

_ID_BYTES = 6
_NOTED_EVERY = 3_600  # the time of last use is kept to the hour: a call need not write


@dataclass(frozen=True, slots=True)
class Credential:
    """What is known of a credential; times are seconds since 1970."""

    id: str
    kind: CallerKind
    label: str
    issued_at: float
    revoked_at: float | None
    last_used_at: float | None


_COLUMNS = [credentials.c[name] for name in Credential.__dataclass_fields__]


def issue(context: Context, connection: sa.Connection, kind: CallerKind, label: str) -> Secret:
    """Make a credential and return its text, which is told this once."""
    made = context.randomness.token_bytes(_ID_BYTES).hex()
    text = f"{made}.{context.fresh_token()}"
    row = {
        "id": made,
        "kind": kind,
        "label": label,
        "secret_hash": _hash(text),
        "issued_at": context.now(),
    }
    connection.execute(sa.insert(credentials), row)
    return Secret(text)


def id_of(text: Secret) -> str:
    """Return the part of a credential that names it."""
    return text.reveal().partition(".")[0]


def listed(connection: sa.Connection) -> list[Credential]:
    """Return all credentials, the oldest first."""
    query = sa.select(*_COLUMNS).order_by(credentials.c.issued_at, credentials.c.id)
    return [_credential_of(row) for row in connection.execute(query)]


def revoke(context: Context, connection: sa.Connection, credential: str) -> bool:
    """Make a credential void for good; tell whether there is one of that id."""
    revoked = connection.execute(
        sa.update(credentials)
        .where(credentials.c.id == credential)
        .values(revoked_at=sa.func.coalesce(credentials.c.revoked_at, context.now()))
    )
    return revoked.rowcount == 1


def caller_of(context: Context, text: str) -> Context:
    """Return the surroundings of a call that shows this credential.

    Raises AppError CREDENTIAL_REFUSED for a wrong, revoked or unknown one.
    """
    shaped = re.fullmatch(CREDENTIAL_SHAPE, text) is not None
    known = text.partition(".")[0] if shaped else ""
    with context.database.read() as connection:
        query = sa.select(*_COLUMNS, credentials.c.secret_hash).where(credentials.c.id == known)
        row = connection.execute(query).one_or_none()
    if (
        row is None
        or row.revoked_at is not None
        or not hmac.compare_digest(row.secret_hash, _hash(text))
    ):
        if row is not None:
            _note_refusal(context, known)
        raise AppError(ErrorCode.CREDENTIAL_REFUSED)
    kind, now = CallerKind(row.kind), context.now()
    if row.last_used_at is None or row.last_used_at <= now - _NOTED_EVERY:
        with context.database.write() as connection:
            connection.execute(
                sa.update(credentials).where(credentials.c.id == known).values(last_used_at=now)
            )
    return replace(context, source=f"{kind}:{known}", caller=kind)


def _note_refusal(context: Context, known: str) -> None:
    """Note, once an hour, that somebody shows a credential that was revoked, or a wrong one."""
    now = context.now()
    with context.database.write() as connection:
        if limits.latest(connection, Kind.CREDENTIAL_REFUSED, known) > now - _NOTED_EVERY:
            return
        limits.record(connection, Kind.CREDENTIAL_REFUSED, known, now)
        refused = ErrorCode.CREDENTIAL_REFUSED
        audit.record(context, connection, Event.SHOW_CREDENTIAL, known, refused)


def _credential_of(row: sa.Row[tuple[object, ...]]) -> Credential:
    values = dict(row._mapping)
    return Credential(**{**values, "kind": CallerKind(values["kind"])})


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
