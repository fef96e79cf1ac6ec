"""What was done and refused, under pseudonyms: kept for a year, written and never changed.

A row says who by the keyed hash of a number, which nobody can turn back without the server's
secrets; where by the source of the call; and what came of it. What is done is noted in the very
transaction that does it, a refusal right after the one that refuses.
"""

import contextlib
from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import parse_number
from ssc_desktop.engine import flows
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.schema import audit

DONE = "done"


class Event(StrEnum):
    """What somebody has tried: calls of the contract, the service itself, an administrator."""

    REGISTER = "register"
    VERIFY_REGISTRATION = "verify_registration"
    RESEND_CODE = "resend_code"
    SIGN_IN = "sign_in"
    REQUEST_RESET = "request_reset"
    FINISH_RESET = "finish_reset"
    REQUEST_INQUIRY = "request_inquiry"
    ANSWER_INQUIRY = "answer_inquiry"
    SHOW_CREDENTIAL = "show_credential"
    BLOCK_SOURCE = "block_source"
    RENEW_AFTER_HOLD = "renew_after_hold"
    REOPEN = "admin_reopen"
    CANCEL_HOLD = "admin_cancel_hold"
    ISSUE_CREDENTIAL = "admin_issue_credential"
    REVOKE_CREDENTIAL = "admin_revoke_credential"


# What only the service knows. What a form alone shows says nothing about anybody, and a blocked
# source is noted once.
_NOTED = frozenset(
    {
        E.CAPTCHA_WRONG,
        E.EVIDENCE_MISMATCH,
        E.EVIDENCE_LIMIT,
        E.ACCOUNT_EXISTS,
        E.CODE_WRONG,
        E.CODE_EXPIRED,
        E.CODE_TRIES_USED,
        E.CODE_PAUSED,
        E.CODE_BRANCH_ONLY,
        E.FLOW_ENDED,
        E.PASSWORD_TOO_COMMON,
        E.SIGN_IN_REFUSED,
        E.INQUIRY_LIMIT,
        E.NOT_INSURED,
    }
)


def record(
    context: Context,
    connection: sa.Connection,
    event: Event,
    subject: str | None,
    outcome: str = DONE,
) -> None:
    """Note an event; `subject` is a number, or a credential's id."""
    row = {
        "at": context.now(),
        "event": event,
        "subject": None if subject is None else pseudonym(context, subject),
        "source": context.source,
        "outcome": outcome,
    }
    connection.execute(sa.insert(audit), row)


def pseudonym(context: Context, subject: str) -> bytes:
    """Return what stands for a number, always the same, to find what concerns it."""
    return context.keyed_hash("audit", subject)


@contextlib.contextmanager
def refusals(
    context: Context, event: Event, *, number: str | None = None, flow_id: str = ""
) -> Iterator[None]:
    """Note a refusal raised inside; its subject is the number typed, or the flow's."""
    try:
        yield
    except AppError as error:
        if error.code in _NOTED:
            with context.database.write() as connection:
                flow = flows.find(connection, flow_id) if flow_id else None
                subject = flow.number if flow else _canonical(number)
                if subject is not None or error.code is not E.FLOW_ENDED:  # of a flow there was
                    record(context, connection, event, subject, error.code)
        raise


def _canonical(number: str | None) -> str | None:
    try:
        return parse_number(number or "", FieldId.SIGN_IN_ID)
    except AppError:
        return None
