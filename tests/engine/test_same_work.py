"""Known, unknown, locked and deleted numbers: the same statements and the same hashing."""

import dataclasses
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, Problem
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    Channel,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, FATHER, PASSWORD, SON, House, inquiry_of

KNOWN, LOCKED, DELETED = DAUGHTER.number, SON.number, FATHER.number
UNKNOWN = "9999999999"
NUMBERS = (KNOWN, LOCKED, DELETED, UNKNOWN)
Work = list[str]


class CountingHasher(Hasher):
    """A hasher that writes down what it is asked for."""

    def __init__(self, like: Hasher, seen: Work) -> None:
        self.__dict__.update(like.__dict__)
        self._seen = seen

    def hash(self, password: str) -> str:
        self._seen.append("hash")
        return super().hash(password)

    def matches(self, stored: str, password: str) -> bool:
        self._seen.append("compare with " + "$".join(stored.split("$")[:4]))
        return super().matches(stored, password)


@pytest.fixture
def town(house: House) -> House:
    """Give the daughter an account, the son a locked one, and the father one that is deleted."""
    service = house.service()
    house.activate(service)
    house.activate(service, national_number=SON.number, card_number=SON.card_number)
    house.activate(
        service,
        national_number=FATHER.number,
        card_number=FATHER.card_number,
        relative_national_number=SON.number,
        kinship="4",
    )
    for _ in range(5):
        with pytest.raises(AppError):
            service.sign_in(SignInRequest(SON.number, Secret("wrong*1234")))
    with house.database.write() as connection:
        connection.execute(
            sa.delete(schema.accounts).where(schema.accounts.c.number == FATHER.number)
        )
    return house


def work_of(house: House, call: Callable[[EngineService], object]) -> tuple[Work, Problem | None]:
    """Return all statements and hash computations of a call, and what it was told."""
    seen: Work = []
    service = house.service(f"address-{house.dice.token_bytes(8).hex()}")
    hasher = CountingHasher(service._context.hasher, seen)
    service._context = dataclasses.replace(service._context, hasher=hasher)

    def note(_c: object, _k: object, text: str, *_: object) -> None:
        seen.append(text)

    problem = None
    sa.event.listen(house.database._engine, "before_cursor_execute", note)
    try:
        call(service)
    except AppError as error:
        problem = error.problem
    finally:
        sa.event.remove(house.database._engine, "before_cursor_execute", note)
    return seen, problem


def assert_same(house: House, call: Callable[[EngineService, str], object]) -> None:
    """Make a call for each number; what it does and tells is the same."""
    works = [work_of(house, lambda s, n=number: call(s, n)) for number in NUMBERS]
    for number, work in zip(NUMBERS, works, strict=True):
        assert work == works[0], number


@pytest.mark.parametrize("password", ["wrong*1234", PASSWORD[:-1]])
def test_signing_in(town: House, password: str) -> None:
    for _ in range(6):  # through the failure that locks
        assert_same(town, lambda s, n: s.sign_in(SignInRequest(n, Secret(password))))


@pytest.mark.parametrize("number", NUMBERS)
def test_signing_in_costs_one_hash(town: House, number: str) -> None:
    request = SignInRequest(number, Secret(PASSWORD[:-1]))
    work, _ = work_of(town, lambda s: s.sign_in(request))
    assert [w for w in work if w.startswith(("hash", "compare"))] == [
        "compare with $argon2id$v=19$m=8,t=1,p=1"
    ]


@pytest.mark.parametrize("channel", list(Channel))
def test_a_reset_from_its_beginning(town: House, channel: Channel) -> None:
    flows: dict[str, str] = {}

    def ask(service: EngineService, number: str) -> None:
        sent = service.request_reset(ResetRequest(number, channel))
        flows[number] = sent.flow_id

    def guess(service: EngineService, number: str) -> None:
        wrong = NewPasswordRequest(flows[number], Secret("0000"), Secret("Waha+7264"))
        service.finish_reset(wrong)

    def again(service: EngineService, number: str) -> None:
        service.resend_code(ResendRequest(flows[number]))

    assert_same(town, ask)
    assert_same(town, ask)  # in place of the first
    for _ in range(4):
        assert_same(town, guess)
    town.now += 60
    assert_same(town, again)
    assert_same(town, guess)
    assert_same(town, again)
    for _ in range(4):
        assert_same(town, ask)


def test_a_reset_without_an_address_for_it(town: House) -> None:
    town.activate(town.service(), renewal=True, email=None)
    assert_same(town, lambda s, n: s.request_reset(ResetRequest(n, Channel.EMAIL)))


def test_an_inquiry_without_evidence(town: House) -> None:
    def ask(service: EngineService, number: str) -> None:
        person = dataclasses.replace(DAUGHTER, number=number)
        service.request_inquiry(inquiry_of(person, civil_id_number="ZZZ00000"))

    for _ in range(6):
        assert_same(town, ask)


def test_evidence_that_is_wrong_in_one_part(town: House) -> None:
    service = town.service()
    wrongs = (
        {"card_number": "ZZZ00000"},
        {"relative_national_number": UNKNOWN},
        {"kinship": "4"},
        {"national_number": UNKNOWN},
    )
    works = []
    for wrong in wrongs:
        answered = town.picture(service)
        works.append(
            work_of(
                town,
                lambda s, w=wrong, a=answered: town.register(s, renewal=True, captcha=a, **w),
            )
        )
    assert all(work == works[0] for work in works)
