"""Accounts: one for each person, with a lock that grows with failed sign-ins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import SignInPolicy
from ssc_desktop.engine import flows, sessions
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.schema import accounts, persons
from ssc_desktop.services.contract import Account, Channel

Data = Mapping[str, Any]  # what a registration brings: columns of `accounts`


@dataclass(frozen=True, slots=True)
class Record:
    """One account as the rules see it."""

    id: int
    number: str
    phone: str
    email: str | None
    password_hash: str


_COLUMNS = [accounts.c[name] for name in Record.__dataclass_fields__]


def find(connection: sa.Connection, number: str) -> Record | None:
    """Look the account of a number up."""
    query = sa.select(*_COLUMNS).where(accounts.c.number == number)
    row = connection.execute(query).one_or_none()
    return None if row is None else Record(**row._mapping)


def put(context: Context, connection: sa.Connection, number: str, data: Data) -> Record | None:
    """Make the account of a number, or replace all that it holds; return what was there before.

    A reset that is under way ends.
    A replaced account loses its sessions and its sign-in lock, and keeps its bank for a while.
    """
    now = context.now()
    # Its codes go to the phone or mailbox of before, which may be somebody else's by now. Where
    # there was no account it ends as well, so that its end tells nothing.
    flows.drop_unfinished(connection, number, Purpose.RESET)
    before = find(connection, number)
    if before is None:
        row = {**data, "number": number, "created_at": now, "updated_at": now}
        connection.execute(sa.insert(accounts), row)
        return None
    connection.execute(
        sa.update(accounts)
        .where(accounts.c.id == before.id)
        .values(
            {
                **data,
                "bank": _bank_at(now),
                "next_bank": data["bank"],
                "next_bank_at": now + context.policy.hold.bank,
                "failures": 0,
                "locked_until": 0.0,
                "updated_at": now,
            }
        )
    )
    sessions.end_all(connection, before.id)
    return before


def keep_bank(context: Context, connection: sa.Connection, account: int) -> bool:
    """Cancel a change of bank that still waits; tell whether there is one."""
    now = context.now()
    kept = connection.execute(
        sa.update(accounts)
        .where(
            accounts.c.id == account,
            accounts.c.next_bank_at > now,
            accounts.c.next_bank.is_distinct_from(accounts.c.bank),
        )
        .values(next_bank=None, next_bank_at=None)
    )
    return kept.rowcount == 1


def _bank_at(now: float) -> sa.ColumnElement[str | None]:
    """Tell the bank that holds: a changed one only once it has waited."""
    return sa.case((accounts.c.next_bank_at <= now, accounts.c.next_bank), else_=accounts.c.bank)


def change_password(
    context: Context, connection: sa.Connection, account: Record, password_hash: str
) -> None:
    """Replace a password; the sign-in lock and all sessions end."""
    connection.execute(
        sa.update(accounts)
        .where(accounts.c.id == account.id)
        .values(
            password_hash=password_hash,
            failures=0,
            locked_until=0.0,
            updated_at=context.now(),
        )
    )
    sessions.end_all(connection, account.id)


def describe(context: Context, connection: sa.Connection, account: int) -> Account:
    """Return all that the corporation holds of an account's owner."""
    query = (
        sa.select(
            accounts,
            _bank_at(context.now()).label("bank_now"),
            persons.c.name,
            persons.c.nationality,
            persons.c.insurance_number,
        )
        .join(persons, persons.c.number == accounts.c.number)
        .where(accounts.c.id == account)
    )
    row = connection.execute(query).one()
    return Account(
        name=row.name,
        nationality=Nationality(row.nationality),
        number=row.number,
        phone=row.phone,
        email=row.email,
        activation_channel=Channel(row.activation_channel),
        country_of_residence=row.country_of_residence,
        academic_level=row.academic_level,
        bank=row.bank_now,
        insurance_number=row.insurance_number,
    )


# ------------------------------------------------------------------ signing in


def take_attempt(context: Context, connection: sa.Connection, number: str) -> Record | None:
    """Count a sign-in as failed before its password is compared; None where it may not be tried.

    While an account is locked or its password is off, attempts are not counted.
    """
    policy, now = context.policy.sign_in, context.now()
    failures = accounts.c.failures + 1
    # Which failure locks is decided within the one statement that every attempt makes.
    locked = [
        (failures == n, now + seconds)
        for n in range(1, policy.disabled_after + 1)
        if (seconds := lock_after(n, policy))
    ]
    row = connection.execute(
        sa.update(accounts)
        .where(
            accounts.c.number == number,
            accounts.c.locked_until <= now,
            accounts.c.failures < policy.disabled_after,
        )
        .values(failures=failures, locked_until=sa.case(*locked, else_=accounts.c.locked_until))
        .returning(*_COLUMNS)
    ).one_or_none()
    return None if row is None else Record(**row._mapping)


def attempt_was_right(
    connection: sa.Connection, account: Record, *, new_hash: str | None = None
) -> bool:
    """Forget the failures of an account; False if its password has changed meanwhile."""
    changed = connection.execute(
        sa.update(accounts)
        .where(accounts.c.id == account.id, accounts.c.password_hash == account.password_hash)
        .values(failures=0, locked_until=0.0, password_hash=new_hash or account.password_hash)
    )
    return changed.rowcount == 1


def lock_after(failures: int, policy: SignInPolicy) -> int:
    """Return the seconds of lock that this many failures in a row begin, 0 for none."""
    for step, seconds in policy.locks:
        if failures == step:
            return seconds
    last, longest = policy.locks[-1]
    beyond = failures - last
    return longest if beyond > 0 and beyond % policy.further_lock_every == 0 else 0
