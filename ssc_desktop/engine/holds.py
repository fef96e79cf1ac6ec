"""Re-registrations that wait before they take effect, so that an owner can still object."""

import sqlalchemy as sa

from ssc_desktop.engine import accounts, audit, outbox
from ssc_desktop.engine.accounts import Data
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import CallerKind, Context
from ssc_desktop.engine.outbox import Notice
from ssc_desktop.engine.schema import accounts as account_table
from ssc_desktop.engine.schema import held_renewals
from ssc_desktop.services.contract import Language


def seconds_for(context: Context) -> int:
    """Return how long a re-registration waits; at a desk a clerk has seen who asks for it."""
    return 0 if context.caller is CallerKind.DESK else context.policy.hold.renewal


def hold(
    context: Context,
    connection: sa.Connection,
    account: accounts.Record,
    data: Data,
    language: Language,
) -> float:
    """Keep what an account will carry, in place of what was kept before; return from when on."""
    takes_effect_at = context.now() + seconds_for(context)
    drop(connection, account.id)
    row = {
        "account": account.id,
        "data": data,
        "language": language,
        "takes_effect_at": takes_effect_at,
    }
    connection.execute(sa.insert(held_renewals), row)
    return takes_effect_at


def drop(connection: sa.Connection, account: int) -> bool:
    """Forget what is kept for an account; tell whether there was anything."""
    gone = connection.execute(sa.delete(held_renewals).where(held_renewals.c.account == account))
    return gone.rowcount > 0


def settle(context: Context, connection: sa.Connection, number: str | None = None) -> None:
    """Let what has waited long enough take effect, for one number or for all."""
    due = (
        sa.select(held_renewals, account_table.c.number)
        .join(account_table, account_table.c.id == held_renewals.c.account)
        .where(held_renewals.c.takes_effect_at <= context.now())
    )
    if number is not None:
        due = due.where(account_table.c.number == number)
    for row in connection.execute(due).all():
        drop(connection, row.account)
        before = accounts.put(context, connection, row.number, row.data)
        assert before is not None  # an account that is held is there
        tell(context, connection, Notice.ACCOUNT_RENEWED, before, row.data, row.language)
        audit.record(context, connection, Event.RENEW_AFTER_HOLD, row.number)


def tell(
    context: Context,
    connection: sa.Connection,
    notice: Notice,
    before: accounts.Record,
    data: Data,
    language: Language,
) -> None:
    """Tell every address of an account, old and new."""
    outbox.put_notice(
        context,
        connection,
        notice=notice,
        language=language,
        phones={before.phone, data["phone"]},
        emails={e for e in (before.email, data["email"]) if e},
    )
