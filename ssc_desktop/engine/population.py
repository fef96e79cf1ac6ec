"""Write people into the registry: families, work histories and, in training, accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from ssc_desktop.domain.identity import Nationality
from ssc_desktop.engine import schema
from ssc_desktop.services.contract import Channel

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Employment:
    """A period of work; `wages` are (year, fils a month), `stop` is None while it lasts."""

    establishment_number: str
    establishment_name: str
    start: str
    stop: str | None
    stop_reason: str | None
    wages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Trainee:
    """What is known of a person beside the registry; a password makes an account."""

    position: int
    relative_number: str | None
    kinship: str | None
    phone: str
    email: str
    password: str | None = None
    channel: Channel = Channel.SMS


@dataclass(frozen=True, slots=True)
class Resident:
    """One person of the registry."""

    number: str
    nationality: Nationality
    name: str
    sex: str
    birth_date: str
    country: str
    card_number: str | None
    passport_number: str | None
    father: str | None
    mother: str | None
    spouse: str | None
    insurance_number: str | None
    employments: tuple[Employment, ...] = ()
    trainee: Trainee | None = None


_PERSON = tuple(column.name for column in schema.persons.columns)
_TRAINEE = tuple(c.name for c in schema.trainees.columns if c.name != "number")
_EMPLOYMENT = ("establishment_number", "establishment_name", "start", "stop", "stop_reason")


def settle(
    connection: sa.Connection,
    residents: Iterable[Resident],
    *,
    password_hashes: Mapping[str, str],
    now: float,
) -> None:
    """Write all residents; `password_hashes` has the hash of every trainee's password."""
    coming = iter(residents)
    employment = 0
    while batch := list(islice(coming, _BATCH)):
        rows: dict[sa.Table, list[dict[str, Any]]] = {
            table: []
            for table in (
                schema.persons,
                schema.employments,
                schema.wages,
                schema.trainees,
                schema.accounts,
            )
        }
        for resident in batch:
            rows[schema.persons].append({name: getattr(resident, name) for name in _PERSON})
            for work in resident.employments:
                employment += 1
                row = {name: getattr(work, name) for name in _EMPLOYMENT}
                rows[schema.employments].append(
                    {"id": employment, "number": resident.number, **row}
                )
                rows[schema.wages].extend(
                    {"employment": employment, "year": year, "monthly_fils": fils}
                    for year, fils in work.wages
                )
            trainee = resident.trainee
            if trainee is None:
                continue
            row = {name: getattr(trainee, name) for name in _TRAINEE}
            rows[schema.trainees].append({"number": resident.number, **row})
            if trainee.password is not None:
                account = _account(resident.number, trainee, password_hashes, now)
                rows[schema.accounts].append(account)
        for table, values in rows.items():
            if values:
                connection.execute(sa.insert(table), values)


def note(connection: sa.Connection, key: str, value: str) -> None:
    """Keep a remark about this database."""
    connection.execute(sa.insert(schema.meta), {"key": key, "value": value})


def noted(connection: sa.Connection, key: str) -> str | None:
    """Return a remark about this database."""
    return connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.key == key))


def _account(
    number: str, trainee: Trainee, password_hashes: Mapping[str, str], now: float
) -> dict[str, Any]:
    assert trainee.password is not None
    return {
        "number": number,
        "phone": trainee.phone,
        "email": trainee.email,
        "activation_channel": trainee.channel,
        "password_hash": password_hashes[trainee.password],
        "created_at": now,
        "updated_at": now,
    }
