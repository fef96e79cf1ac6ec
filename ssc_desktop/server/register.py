"""The service outside training: the engine on a database of its own, its secrets beside it."""

import secrets
import time
from pathlib import Path

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.policy import Policy
from ssc_desktop.engine import population
from ssc_desktop.engine.context import Secrets
from ssc_desktop.engine.database import Store
from ssc_desktop.engine.reference import load_reference
from ssc_desktop.engine.service import EngineService

_CHECK, _CHECKED = "key_check", "server"


def read_secrets(file: Path) -> Secrets:
    """Read what `admin secrets init` has made. Raises OSError, ValueError."""
    return Secrets.of(file.read_bytes())


def open_register(store: Store, keys: Secrets, policy: Policy) -> EngineService:
    """Open the database, or make one without people. Raises AppError STORAGE_….

    One that was made with other secrets is refused as damaged: no password in it could be checked.
    """
    check = keys.keyed_hash(_CHECKED).hex()

    def note(connection: sa.Connection) -> None:
        population.note(connection, _CHECK, check)

    if store.is_new():
        store.make(note)
    opened = store.open()
    try:
        with opened.write() as connection:
            noted = population.noted(connection, _CHECK)
            if noted is None:  # somebody else has made the tables, who does not know the secrets
                note(connection)
            elif noted != check:
                raise AppError(ErrorCode.STORAGE_DAMAGED)
        rule = PasswordRule(refuse_printed_example=True)
        service = EngineService(
            opened,
            clock=time.time,
            randomness=secrets,
            secrets=keys,
            policy=policy,
            reference=load_reference(codes=policy.codes, password_rule=rule),
            source="",
        )
        service.forget_expired()
    except BaseException:
        opened.close()
        raise
    return service
