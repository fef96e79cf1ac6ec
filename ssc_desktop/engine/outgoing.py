"""Messages that wait to leave, as those see them who deliver.

Any number of threads, processes and hosts may deliver from one database: whoever claims a message
has it for the lease, in one statement, and nobody else is given it meanwhile. With whoever dies
nothing is lost: it becomes due again. A message may therefore leave twice, with the same key.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, cast

import sqlalchemy as sa

from ssc_desktop.engine.context import Context
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.schema import outbox
from ssc_desktop.services.contract import Channel, Language

# Codes do not queue behind notices, however many there are of these.
_BY_URGENCY = tuple(p for p in Purpose if p is not Purpose.NOTICE), (Purpose.NOTICE,)


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed message; `key` names it for good and tells nothing, repr shows nothing else."""

    key: str
    channel: Channel = field(repr=False)
    recipient: str = field(repr=False)
    purpose: Purpose = field(repr=False)
    language: Language = field(repr=False)
    text: str = field(repr=False)
    made_at: float = field(repr=False)
    expires_at: float = field(repr=False)
    tries: int = field(repr=False)


class Outgoing:
    """Claim messages, and tell what became of them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def claim(self, channel: Channel) -> tuple[Letter | None, int]:
        """Return the message to deliver now, if any, and how many have died instead."""
        now, database = self._context.now(), self._context.database
        with database.read() as connection:
            due = _due(channel, tuple(Purpose), now)
            if connection.scalar(sa.select(outbox.c.id).where(due).limit(1)) is None:
                return None, 0
        with database.write() as connection:
            for purposes in _BY_URGENCY:
                due = _due(channel, purposes, now)
                first = sa.select(outbox.c.id).where(due).order_by(outbox.c.due_at).limit(1)
                row = connection.execute(
                    sa.update(outbox)
                    .where(outbox.c.id == first.scalar_subquery(), due)
                    .values(
                        due_at=now + self._context.policy.delivery.lease,
                        tries=outbox.c.tries + 1,
                    )
                    .returning(*outbox.c)
                ).one_or_none()
                if row is None:
                    continue
                if row.expires_at > now:
                    return _letter_of(row), 0
                return None, _end(connection, outbox.c.id == row.id)
        return None, 0

    def hand_over(self, letter: Letter) -> None:
        """Note that a message has left; its text goes."""
        with self._context.database.write() as connection:
            _end(connection, outbox.c.key == letter.key, handed_at=self._context.now())

    def put_off(self, letter: Letter, wait: float = 0.0) -> None:
        """Let a message be tried again later, not before `wait` seconds."""
        rules = self._context.policy.delivery
        longest = min(rules.longest_pause, (letter.expires_at - letter.made_at) / 10)
        pause = min(longest, rules.first_pause * 2.0 ** min(letter.tries - 1, 30))
        jitter = (500 + self._context.randomness.randbelow(501)) / 1000
        due = min(letter.expires_at, self._context.now() + max(wait, pause * jitter))
        with self._context.database.write() as connection:
            connection.execute(sa.update(outbox).where(_held(letter)).values(due_at=due))

    def give_up(self, letter: Letter) -> None:
        """Note that a message cannot be delivered at all; its text goes."""
        with self._context.database.write() as connection:
            _end(connection, _held(letter))

    def is_late(self, channels: Collection[Channel] = tuple(Channel)) -> bool:
        """Tell whether a message has waited for too long to leave by one of these channels."""
        # Channels and purposes by their names: the index of what is due begins with them.
        waiting = sa.and_(
            outbox.c.channel.in_(channels),
            outbox.c.purpose.in_(list(Purpose)),
            outbox.c.due_at > 0,
        )
        since = self._context.now() - self._context.policy.delivery.late_after
        late = sa.select(outbox.c.id).where(waiting, outbox.c.made_at <= since).limit(1)
        with self._context.database.read() as connection:
            return connection.scalar(late) is not None


def _due(channel: Channel, purposes: tuple[Purpose, ...], now: float) -> sa.ColumnElement[bool]:
    return sa.and_(
        outbox.c.channel == channel, outbox.c.purpose.in_(purposes), outbox.c.due_at <= now
    )


def _held(letter: Letter) -> sa.ColumnElement[bool]:
    """Select a message unless its lease has passed to somebody else, or its code has died."""
    mine = sa.and_(outbox.c.key == letter.key, outbox.c.tries == letter.tries)
    return sa.and_(mine, outbox.c.due_at.is_not(None))


def _end(connection: sa.Connection, *which: sa.ColumnElement[bool], **more: Any) -> int:
    """Blank messages and deliver them no more; return how many."""
    values = {"text": "", "due_at": None, **more}
    return connection.execute(sa.update(outbox).where(*which).values(values)).rowcount


def _letter_of(row: sa.Row[Any]) -> Letter:
    return Letter(
        key=row.key,
        channel=Channel(row.channel),
        recipient=row.recipient,
        purpose=Purpose(row.purpose),
        language=cast(Language, row.language),
        text=row.text,
        made_at=row.made_at,
        expires_at=row.expires_at,
        tries=row.tries,
    )
