"""The civil registry: who a number is, and whether the evidence shown belongs to that person."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Answers
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import DAY
from ssc_desktop.engine import allowance, limits
from ssc_desktop.engine.context import Context
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.schema import persons


class Kinship(StrEnum):
    """What the relative is to the person; the codes of resources/data/kinships.json."""

    PARENT = "1"
    SIBLING = "2"
    SPOUSE = "3"
    CHILD = "4"


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the registry; `father`, `mother` and `spouse` are numbers."""

    number: str
    nationality: Nationality
    name: str
    birth_date: str
    country: str
    card_number: str | None
    passport_number: str | None
    father: str | None
    mother: str | None
    spouse: str | None
    insurance_number: str | None


_COLUMNS = [persons.c[name] for name in Person.__dataclass_fields__]


def find(connection: sa.Connection, number: str) -> Person | None:
    """Look a person up by national or personal number."""
    row = connection.execute(sa.select(*_COLUMNS).where(persons.c.number == number)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    return Person(**{**values, "nationality": Nationality(values["nationality"])})


def is_kin(person: Person, relative: Person, kinship: str) -> bool:
    """Tell whether the relative is to the person what the kinship's code says."""
    if person.number == relative.number:
        return False
    match kinship:
        case Kinship.PARENT:
            return relative.number in (person.father, person.mother)
        case Kinship.SIBLING:
            return any(
                ours is not None and ours == theirs
                for ours, theirs in (
                    (person.father, relative.father),
                    (person.mother, relative.mother),
                )
            )
        case Kinship.SPOUSE:
            return relative.number == person.spouse or person.number == relative.spouse
        case Kinship.CHILD:
            return person.number in (relative.father, relative.mother)
    return False


def prove(context: Context, connection: sa.Connection, values: Answers) -> Person:
    """Return the person whom the values of a form prove.

    Whatever does not match is one and the same refusal, and counts against the number typed
    whether somebody has it or not. Raises AppError EVIDENCE_LIMIT or EVIDENCE_MISMATCH.
    """
    jordanian = values[FieldId.NATIONALITY] == Nationality.JORDANIAN
    number = values[FieldId.NATIONAL_NUMBER if jordanian else FieldId.PERSONAL_NUMBER]
    now, policy = context.now(), context.policy.evidence
    wait = limits.wait(
        connection,
        Kind.EVIDENCE,
        number,
        limit=policy.wrong_per_number_day,
        window=DAY,
        now=now,
        after=allowance.proven_at(context, connection, number),
    )
    if not context.policy.training:
        wait = max(
            wait,
            limits.wait(
                connection,
                Kind.EVIDENCE_SOURCE,
                context.source,
                limit=policy.wrong_per_source_day,
                window=DAY,
                now=now,
            ),
        )
    if wait:
        raise AppError(ErrorCode.EVIDENCE_LIMIT, retry_after=wait)
    # Both are always looked up: how long it takes tells nobody which part did not match.
    person = find(connection, number)
    related = values.get(FieldId.RELATIVE_NATIONAL_NUMBER)
    relative = None if related is None else find(connection, related)
    if jordanian:
        matches = person is not None and _card_and_relative_match(person, relative, values)
    else:
        matches = person is not None and _passport_matches(person, values)
    if person is None or not matches:
        limits.record(connection, Kind.EVIDENCE, number, now)
        limits.record(connection, Kind.EVIDENCE_SOURCE, context.source, now)
        raise AppError(ErrorCode.EVIDENCE_MISMATCH)
    return person


def _card_and_relative_match(person: Person, relative: Person | None, values: Answers) -> bool:
    if person.nationality is not Nationality.JORDANIAN:
        return False
    card = values.get(FieldId.CARD_NUMBER) or values.get(FieldId.CIVIL_ID_NUMBER)
    if card is None or card != person.card_number:
        return False
    if FieldId.RELATIVE_NATIONAL_NUMBER not in values:  # an inquiry asks for the card alone
        return FieldId.CIVIL_ID_NUMBER in values
    if relative is None or relative.nationality is not Nationality.JORDANIAN:
        return False
    return is_kin(person, relative, values[FieldId.KINSHIP])


def _passport_matches(person: Person, values: Answers) -> bool:
    if person.nationality is not Nationality.FOREIGN:
        return False
    shown = {
        FieldId.COUNTRY_OF_NATIONALITY: person.country,
        FieldId.PASSPORT_NUMBER: person.passport_number,
        FieldId.BIRTH_DATE: person.birth_date,
    }
    return all(values[asked] == ours for asked, ours in shown.items() if asked in values)
