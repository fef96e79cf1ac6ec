"""Flows as they are stored: from the first code of a request to the last."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa

from ssc_desktop.engine.context import is_id
from ssc_desktop.engine.outbox import Purpose, recall
from ssc_desktop.engine.schema import flows
from ssc_desktop.services.contract import Channel, Language


class State(StrEnum):
    """How far a flow is."""

    OPEN = "open"
    PROVEN = "proven"  # the code was right, what came with it is still to be corrected
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Flow:
    """One row of `flows`; `phone` and `email` are where its codes may go."""

    id: str
    purpose: Purpose
    number: str
    state: State
    language: Language
    channels: tuple[Channel, ...]
    other_channels: tuple[Channel, ...]
    phone: str | None
    email: str | None
    decoy: bool
    pending: Mapping[str, Any] | None
    code_hash: bytes
    code_expires: float
    tries_left: int
    flow_tries_left: int
    resends: int
    sent_at: float
    expires_at: float

    def recipients(self) -> list[tuple[str | None, Channel]]:
        """Return where the next code goes, None for a channel with nobody at its end."""
        addresses = ((self.phone, Channel.SMS), (self.email, Channel.EMAIL))
        return [(address, channel) for address, channel in addresses if channel in self.channels]


def find(connection: sa.Connection, flow_id: str) -> Flow | None:
    """Look a flow up."""
    if not is_id(flow_id):
        return None
    row = connection.execute(sa.select(flows).where(flows.c.id == flow_id)).one_or_none()
    return None if row is None else _flow_of(row)


def insert(connection: sa.Connection, flow: Flow) -> None:
    """Store a new flow in place of an unfinished one for the same number and purpose."""
    drop_unfinished(connection, flow.number, flow.purpose)
    values = {name: getattr(flow, name) for name in Flow.__dataclass_fields__}
    connection.execute(sa.insert(flows), _stored(values))


def drop_unfinished(connection: sa.Connection, number: str, purpose: Purpose) -> None:
    """End a flow that waits for its code; a code that has not left yet never does."""
    dropped = connection.scalars(
        sa.delete(flows)
        .where(
            flows.c.number == number,
            flows.c.purpose == purpose,
            flows.c.state != State.DONE,
        )
        .returning(flows.c.id)
    )
    for flow_id in dropped.all():
        recall(connection, flow_id)


def update(connection: sa.Connection, flow: Flow, **changed: Any) -> None:
    """Store some changed attributes of a flow."""
    connection.execute(sa.update(flows).where(flows.c.id == flow.id).values(_stored(changed)))


def take_try(connection: sa.Connection, flow_id: str, purpose: Purpose, now: float) -> Flow | None:
    """Take one try from a flow whose code lives, in one statement; None if there is none."""
    if not is_id(flow_id):
        return None
    row = connection.execute(
        sa.update(flows)
        .where(
            flows.c.id == flow_id,
            flows.c.purpose == purpose,
            flows.c.tries_left > 0,
            flows.c.code_expires > now,
        )
        .values(
            tries_left=flows.c.tries_left - 1,
            flow_tries_left=flows.c.flow_tries_left - 1,
        )
        .returning(*flows.c)
    ).one_or_none()
    return None if row is None else _flow_of(row)


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    lists = {n: ",".join(values[n]) for n in ("channels", "other_channels") if n in values}
    return {**values, **lists}


def _flow_of(row: sa.Row[Any]) -> Flow:
    values = dict(row._mapping)
    return Flow(
        **{
            **values,
            "purpose": Purpose(values["purpose"]),
            "state": State(values["state"]),
            "language": cast(Language, values["language"]),
            "channels": _channels(values["channels"]),
            "other_channels": _channels(values["other_channels"]),
        }
    )


def _channels(text: str) -> tuple[Channel, ...]:
    return tuple(Channel(name) for name in text.split(",") if name)
