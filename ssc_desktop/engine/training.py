"""`EngineTraining`: people to try, messages as they arrive, and the newest picture's answer."""

import datetime as dt

import sqlalchemy as sa

from ssc_desktop.domain.email import same_mailbox
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.phone import JORDAN, e164, parse_phone
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.text import plain
from ssc_desktop.engine.database import Database
from ssc_desktop.engine.outbox import NOBODY
from ssc_desktop.engine.schema import accounts, captchas, outbox, persons, trainees
from ssc_desktop.services.contract import Channel
from ssc_desktop.services.training import (
    TrainingAid,
    TrainingCaptcha,
    TrainingMessage,
    TrainingPerson,
)


class EngineTraining(TrainingAid):
    """What a trainee may see, read from the engine's own tables."""

    def __init__(self, database: Database, reference: ReferenceData) -> None:
        self._database = database
        self._kinships = {choice.code: choice.ar for choice in reference.kinships}

    def people(
        self,
        *,
        kind: Nationality | None = None,
        registered: bool | None = None,
        limit: int | None = None,
    ) -> list[TrainingPerson]:
        """Return people to try, always in the same order for one seed."""
        has_account = accounts.c.id.is_not(None)
        # A password is known only as long as nobody has changed it.
        untouched = accounts.c.updated_at == accounts.c.created_at
        query = (
            sa.select(
                persons,
                trainees.c.relative_number,
                trainees.c.kinship,
                trainees.c.phone,
                trainees.c.email,
                sa.case((untouched, trainees.c.password)).label("password"),
                has_account.label("registered"),
            )
            .select_from(trainees)
            .join(persons, persons.c.number == trainees.c.number)
            .outerjoin(accounts, accounts.c.number == trainees.c.number)
            .order_by(trainees.c.position)
            .limit(limit)
        )
        if kind is not None:
            query = query.where(persons.c.nationality == kind)
        if registered is not None:
            query = query.where(has_account if registered else ~has_account)
        with self._database.read() as connection:
            return [self._person(row) for row in connection.execute(query)]

    def messages(self, *, to: str | None = None, last: int | None = None) -> list[TrainingMessage]:
        """Return what was sent, newest last."""
        query = sa.select(outbox).where(outbox.c.recipient != NOBODY).order_by(outbox.c.id.desc())
        if to is None:
            query = query.limit(last)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        newest = [row for row in rows if to is None or _is_same(row.recipient, to)][:last]
        return [_message(row) for row in reversed(newest)]

    def captcha(self, id: str | None = None) -> TrainingCaptcha | None:
        """Return a captcha's answer as long as it has not been used, the newest's for None."""
        query = (
            sa.select(captchas.c.id, captchas.c.answer)
            .where(captchas.c.answer.is_not(None))
            .order_by(captchas.c.sequence.desc())
            .limit(1)
        )
        if id is not None:
            query = query.where(captchas.c.id == id)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else TrainingCaptcha(row.id, row.answer)

    def _person(self, row: sa.Row[tuple[object, ...]]) -> TrainingPerson:
        jordanian = row.nationality == Nationality.JORDANIAN
        return TrainingPerson(
            kind=Nationality(row.nationality),
            name=row.name,
            nationality=row.country,
            national_number=row.number if jordanian else None,
            personal_number=None if jordanian else row.number,
            card_number=row.card_number,
            passport_number=row.passport_number,
            birth_date=row.birth_date,
            relative_national_number=row.relative_number,
            kinship_code=row.kinship,
            kinship=self._kinships.get(row.kinship),
            insurance_number=row.insurance_number,
            phone=row.phone,
            email=row.email,
            registered=row.registered,
            password=row.password,
        )


def _message(row: sa.Row[tuple[object, ...]]) -> TrainingMessage:
    sent = dt.datetime.fromtimestamp(row.made_at, dt.UTC)
    return TrainingMessage(
        to=row.recipient,
        channel=Channel(row.channel),
        purpose=row.purpose,
        text=row.text,
        code=row.code,
        sent_at=sent.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )


def _is_same(recipient: str, asked: str) -> bool:
    if "@" in asked:
        return same_mailbox(recipient, asked)
    if recipient == plain(asked):
        return True
    try:
        return recipient == e164(JORDAN, parse_phone(asked, JORDAN))
    except AppError:
        return False
