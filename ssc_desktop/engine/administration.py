"""`Administration`: what an administrator opens and hands out; all of it is audited."""

from dataclasses import replace

from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import accounts, allowance, audit, credentials, holds, registry
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import CallerKind, Context
from ssc_desktop.engine.credentials import Credential
from ssc_desktop.engine.outbox import Purpose

SOURCE = "administrator"


class Administration:
    """The administrator's commands on one database."""

    def __init__(self, context: Context) -> None:
        self._context = replace(context, source=SOURCE, caller=None)

    def reopen(self, number: str, purpose: Purpose) -> bool:
        """Count afresh for a person whose identity was proven in a branch; False if unknown."""
        with self._context.database.write() as connection:
            if registry.find(connection, number) is None:
                return False
            allowance.reopen(self._context, connection, purpose, number)
            audit.record(self._context, connection, Event.REOPEN, number, purpose)
        return True

    def cancel_hold(self, number: str) -> bool:
        """Drop a re-registration and a change of bank that still wait; False if there is none."""
        with self._context.database.write() as connection:
            holds.settle(self._context, connection, number)
            account = accounts.find(connection, number)
            if account is None:
                return False
            was_held = holds.drop(connection, account.id)
            was_changing = accounts.keep_bank(self._context, connection, account.id)
            if was_held or was_changing:
                audit.record(self._context, connection, Event.CANCEL_HOLD, number)
        return was_held or was_changing

    def issue(self, kind: CallerKind, label: str) -> Secret:
        """Make a credential and return its text, which is told this once."""
        with self._context.database.write() as connection:
            text = credentials.issue(self._context, connection, kind, label)
            issued = credentials.id_of(text)
            audit.record(self._context, connection, Event.ISSUE_CREDENTIAL, issued)
        return text

    def credentials(self) -> list[Credential]:
        """Return all credentials, the oldest first."""
        with self._context.database.read() as connection:
            return credentials.listed(connection)

    def revoke(self, credential: str) -> bool:
        """Make a credential void for good; False if there is none of that id."""
        with self._context.database.write() as connection:
            found = credentials.revoke(self._context, connection, credential)
            if found:
                audit.record(self._context, connection, Event.REVOKE_CREDENTIAL, credential)
        return found
