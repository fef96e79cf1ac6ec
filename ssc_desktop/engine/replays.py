"""Answer a repeated send with the flow that its first time began."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import SECRET_FIELDS
from ssc_desktop.engine import flows
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.flows import Flow, State
from ssc_desktop.engine.schema import sent_keys
from ssc_desktop.services.contract import CodeSent

_UNDER_WAY_SECONDS = 60  # after that the first time has died on the way


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button: the key it was given, and what it asks for, without secrets."""

    key: str
    asked: Mapping[str, str]


def press_of(key: str, call: str, values: Mapping[FieldId, str], **more: str) -> Press:
    """Name a press, the call it makes and the values it sends."""
    told = {str(k): v for k, v in values.items() if k not in SECRET_FIELDS}
    return Press(key, {**told, **more, "call": call})


def earlier(context: Context, connection: sa.Connection, press: Press) -> Flow | None:
    """Return the flow that this press has begun before, None if it is a new one.

    Raises AppError FLOW_ENDED where the flow is over, SERVICE_UNCONFIRMED while the first time
    is under way, SERVICE_FAULT for one key with two requests.
    """
    if not press.key:
        return None
    row = connection.execute(
        sa.select(sent_keys).where(sent_keys.c.key_hash == _key_hash(context, press))
    ).one_or_none()
    if row is None:
        return None
    if row.body_hash != _body_hash(context, press):
        raise AppError(ErrorCode.SERVICE_FAULT)
    if row.flow is None:
        if row.made_at > context.now() - _UNDER_WAY_SECONDS:
            raise AppError(ErrorCode.SERVICE_UNCONFIRMED)
        return None
    flow = flows.find(connection, row.flow)
    if flow is None or flow.state is State.DONE:
        raise AppError(ErrorCode.FLOW_ENDED)
    return flow


def under_way(context: Context, connection: sa.Connection, press: Press) -> None:
    """Note that a press is being worked on beyond this transaction."""
    _put(context, connection, press, None)


def forget(context: Context, connection: sa.Connection, press: Press) -> None:
    """Forget a press, so that it may be made again."""
    key_hash = _key_hash(context, press)
    connection.execute(sa.delete(sent_keys).where(sent_keys.c.key_hash == key_hash))


def remember(context: Context, connection: sa.Connection, press: Press, sent: CodeSent) -> None:
    """Keep which flow a press has begun; nothing else of it is kept."""
    _put(context, connection, press, sent.flow_id)


def _put(context: Context, connection: sa.Connection, press: Press, flow: str | None) -> None:
    if not press.key:
        return
    forget(context, connection, press)
    row = {
        "key_hash": _key_hash(context, press),
        "body_hash": _body_hash(context, press),
        "flow": flow,
        "made_at": context.now(),
    }
    connection.execute(sa.insert(sent_keys), row)


def _key_hash(context: Context, press: Press) -> bytes:
    return context.keyed_hash("key", context.source, press.key)


def _body_hash(context: Context, press: Press) -> bytes:
    return context.keyed_hash("body", *(p for pair in sorted(press.asked.items()) for p in pair))
