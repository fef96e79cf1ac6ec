"""An engine outside training, with a few people, loaded dice and a clock of its own."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.policy import HashPolicy, Policy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import credentials, population, schema
from ssc_desktop.engine.context import CallerKind, Secrets
from ssc_desktop.engine.database import Database, Store
from ssc_desktop.engine.population import Resident
from ssc_desktop.engine.postgresql import PostgresDatabase
from ssc_desktop.engine.reference import load_reference
from ssc_desktop.engine.service import EngineService
from ssc_desktop.engine.sqlite_file import SqliteFile
from ssc_desktop.services.contract import (
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    CodeRequest,
    CodeSent,
    InquiryRequest,
    QuestionKind,
    RegistrationRequest,
)
from tests import postgres

DAY = 86_400
PASSWORD = "Qarib#6183"
SECRETS = Secrets(password_pepper=b"p" * 32, code_pepper=b"c" * 32)
POLICY = Policy(hashing=HashPolicy(time_cost=1, memory_cost=8))

FATHER = Resident(
    number="9501900001",
    nationality=Nationality.JORDANIAN,
    name="سليم خالد عمر الخطيب",
    sex="M",
    birth_date="1950-03-04",
    country="JO",
    card_number="ABC10001",
    passport_number=None,
    father=None,
    mother=None,
    spouse=None,
    insurance_number="4000000001",
)
DAUGHTER = replace(
    FATHER,
    number="9802900002",
    name="ريم سليم خالد الخطيب",
    sex="F",
    birth_date="1980-05-06",
    card_number="ABC10002",
    father=FATHER.number,
    insurance_number="4000000002",
)
SON = replace(
    DAUGHTER,
    number="9851900004",
    name="طارق سليم خالد الخطيب",
    sex="M",
    birth_date="1985-06-07",
    card_number="ABC10004",
    insurance_number=None,
)
GUEST = replace(
    FATHER,
    number="5000000003",
    nationality=Nationality.FOREIGN,
    name="هبة المنصوري",
    birth_date="1990-07-08",
    country="EG",
    card_number=None,
    passport_number="A7654321",
    insurance_number="4000000003",
)


class Dice:
    """Randomness that is different every time and the same in every run."""

    def __init__(self) -> None:
        self._turn = 0

    def token_bytes(self, nbytes: int, /) -> bytes:
        self._turn += 1
        return self._turn.to_bytes(nbytes, "big")

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        self._turn += 1
        return self._turn * 7919 % exclusive_upper_bound


@dataclass
class House:
    """An engine and all that its tests look at."""

    path: Path
    database: Database
    policy: Policy = POLICY
    rule: PasswordRule = field(default_factory=PasswordRule)
    now: float = 1_780_000_000.0
    dice: Dice = field(default_factory=Dice)

    def service(self, source: str = "desk-1") -> EngineService:
        """Return the service as a source sees it."""
        return EngineService(
            self.database,
            clock=lambda: self.now,
            randomness=self.dice,
            secrets=SECRETS,
            policy=self.policy,
            reference=load_reference(codes=self.policy.codes, password_rule=self.rule),
            source=source,
        )

    def picture(self, service: EngineService) -> CaptchaAnswer:
        """Answer a question in words."""
        made = service.new_captcha(CaptchaKind.QUESTION)
        assert made.question is not None
        is_sum = made.question.kind is QuestionKind.SUM
        answer = sum(made.question.numbers) if is_sum else max(made.question.numbers)
        return CaptchaAnswer(made.id, Secret(str(answer)))

    def register(self, service: EngineService, **changes: object) -> CodeSent:
        """Send the daughter's registration."""
        request = RegistrationRequest(
            nationality=Nationality.JORDANIAN,
            calling_code="+962",
            phone_number="790000001",
            activation_channel=Channel.SMS,
            password=Secret(PASSWORD),
            national_number=DAUGHTER.number,
            card_number=DAUGHTER.card_number,
            relative_national_number=FATHER.number,
            kinship="1",
            email="reem@example.com",
            captcha=self.picture(service),
        )
        return service.register(replace(request, **changes))  # type: ignore[arg-type]

    def activate(self, service: EngineService, **changes: object) -> None:
        """Bring the daughter's registration to its end."""
        sent = self.register(service, **changes)
        service.verify_registration(CodeRequest(sent.flow_id, Secret(self.last_code())))

    def rows(self, table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
        """Return all rows in the order of their keys; PostgreSQL has none of its own."""
        with self.database.read() as connection:
            return list(connection.execute(sa.select(table).order_by(*table.primary_key)).all())

    def last_code(self) -> str:
        """Read the newest code out of a message that has not left yet."""
        text = str(self.rows(schema.outbox)[-1].text)
        return "".join(c for c in text.split("،")[0] if c.isdigit())


def inquiry_of(person: Resident, **changes: object) -> InquiryRequest:
    """Fill in the inquiry of a Jordanian."""
    request = InquiryRequest(
        nationality=Nationality.JORDANIAN,
        calling_code="+962",
        phone_number="790000001",
        national_number=person.number,
        civil_id_number=person.card_number,
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def issued(house: House, kind: CallerKind) -> str:
    """Issue a credential and return its text."""
    context = house.service()._context
    with house.database.write() as connection:
        return credentials.issue(context, connection, kind, "Amman 3").reveal()


def called_with(house: House, kind: CallerKind) -> EngineService:
    """Return the service as a desk or terminal sees it."""
    return house.service().for_credential(issued(house, kind))


def _settle(store: Store) -> None:
    people = [FATHER, DAUGHTER, SON, GUEST]
    store.make(lambda c: population.settle(c, people, password_hashes={}, now=1_780_000_000.0))


@contextlib.contextmanager
def on_sqlite(folder: Path) -> Iterator[House]:
    """Build the house on a file."""
    store = SqliteFile(folder / "registry.sqlite")
    _settle(store)
    with contextlib.closing(store.open()) as database:
        yield House(store.path, database)


@contextlib.contextmanager
def on_postgresql(folder: Path) -> Iterator[House]:
    """Build the house on a server."""

    def settle(store: PostgresDatabase) -> None:
        _settle(store)
        with contextlib.closing(store.open()) as database, database.write() as connection:
            # It goes by the server's clock, not by the house's.
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER keep_rows")

    store = postgres.store_at(postgres.running().copy("house", settle))
    with contextlib.closing(store.open()) as database:
        yield House(folder, database)


# For what is worth its time on both in every run; .ci/run tries everything on both.
ON_BOTH = pytest.mark.parametrize("house", [on_sqlite, on_postgresql], indirect=True)
