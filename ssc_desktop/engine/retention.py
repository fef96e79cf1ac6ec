"""Forget what has served its time."""

import sqlalchemy as sa

from ssc_desktop.engine import holds
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.flows import State
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.outbox import NOBODY
from ssc_desktop.engine.schema import (
    audit,
    captchas,
    events,
    flows,
    outbox,
    sent_keys,
    sessions,
)

# What is counted for longer than a month.
_LONG_COUNTED = (Kind.WRONG_CODE, Kind.PROVEN)


def forget(context: Context) -> None:
    """Delete or blank all that has expired; in training, messages stay readable until deleted.

    What was held for long enough takes effect.
    """
    now, policy = context.now(), context.policy
    kept = policy.retention
    with context.database.write() as connection:
        holds.settle(context, connection)
    with context.database.write() as connection:
        connection.execute(
            sa.delete(flows).where(
                sa.or_(
                    flows.c.expires_at <= now,
                    sa.and_(flows.c.state == State.DONE, flows.c.code_expires <= now),
                )
            )
        )
        dead = sa.and_(flows.c.code_expires <= now, flows.c.code_hash != b"")
        connection.execute(sa.update(flows).where(dead).values(code_hash=b""))
        connection.execute(sa.delete(captchas).where(captchas.c.expires_at <= now))
        over = now - kept.sessions
        connection.execute(
            sa.delete(sessions).where(
                sa.or_(sessions.c.ends_at <= over, sessions.c.used_at + sessions.c.idle <= over)
            )
        )
        connection.execute(sa.delete(sent_keys).where(sent_keys.c.made_at <= now - kept.sent_keys))
        for is_long, window in (
            (False, kept.counters),
            (True, policy.codes.wrong_until_branch_window),
        ):
            of_kind = events.c.kind.in_(_LONG_COUNTED)
            connection.execute(
                sa.delete(events).where(
                    of_kind if is_long else ~of_kind, events.c.at <= now - window
                )
            )
        to_nobody = sa.and_(outbox.c.recipient == NOBODY, outbox.c.expires_at <= now)
        connection.execute(sa.delete(outbox).where(to_nobody))
        connection.execute(sa.delete(outbox).where(outbox.c.made_at <= now - kept.messages))
        if not policy.training:
            dead_texts = sa.and_(outbox.c.expires_at <= now, outbox.c.due_at.is_not(None))
            connection.execute(sa.update(outbox).where(dead_texts).values(text="", due_at=None))
    # By itself: a database that keeps its audit for longer keeps nothing else with it.
    with context.database.write() as connection:
        connection.execute(sa.delete(audit).where(audit.c.at <= now - kept.audit))
