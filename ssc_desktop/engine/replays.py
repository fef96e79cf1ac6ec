"""Answer a repeated send with the flow that its first time began."""

from collections.abc import Mapping

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import SECRET_FIELDS
from ssc_desktop.engine import codes, flows
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.schema import sent_keys
from ssc_desktop.services.contract import CodeSent


def body_of(call: str, values: Mapping[FieldId, str], **more: str) -> dict[str, str]:
    """Name a call and what it was given, without secrets."""
    told = {str(k): v for k, v in values.items() if k not in SECRET_FIELDS}
    return {**told, **more, "call": call}


def answer(
    context: Context, connection: sa.Connection, key: str, body: Mapping[str, str]
) -> CodeSent | None:
    """Return what was answered to this key before, None if it is new or empty.

    Raises AppError FLOW_ENDED where the flow is over, SERVICE_FAULT for one key with two bodies.
    """
    if not key:
        return None
    row = connection.execute(
        sa.select(sent_keys).where(sent_keys.c.key_hash == _key_hash(context, key))
    ).one_or_none()
    if row is None:
        return None
    if row.body_hash != _body_hash(context, body):
        raise AppError(ErrorCode.SERVICE_FAULT)
    flow = flows.find(connection, row.flow)
    if flow is None or flow.state is flows.State.DONE:
        raise AppError(ErrorCode.FLOW_ENDED)
    return codes.describe(context, flow)


def remember(
    context: Context, connection: sa.Connection, key: str, body: Mapping[str, str], sent: CodeSent
) -> None:
    """Keep which flow a key has begun; nothing else of the request is kept."""
    if key:
        row = {
            "key_hash": _key_hash(context, key),
            "body_hash": _body_hash(context, body),
            "flow": sent.flow_id,
            "made_at": context.now(),
        }
        connection.execute(sa.insert(sent_keys), row)


def _key_hash(context: Context, key: str) -> bytes:
    return context.keyed_hash("key", context.source, key)


def _body_hash(context: Context, body: Mapping[str, str]) -> bytes:
    return context.keyed_hash("body", *(part for pair in sorted(body.items()) for part in pair))
