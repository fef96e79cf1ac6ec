"""Patient guessers of passwords, evidence and pictures: never above the policy's caps."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import MINUTE, CaptchaPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.captchas import Captcha
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    NewPasswordRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.attackers import YEAR, Compared, compared_passwords, hurry, inquiry
from tests.engine.house import DAUGHTER, DAY, FATHER, PASSWORD, House

# The caps, written out: a looser policy has to fail here.
LOCKS = ((15, 120 * MINUTE), (10, 60 * MINUTE), (5, 15 * MINUTE))
BEFORE_A_LOCK, IN_A_ROW, A_MINUTE = 5, 100, 20
OF_A_NUMBER, OF_A_SOURCE = 5, 20
WRONG = Secret("Wrong#2468")


@pytest.fixture
def street(house: House) -> House:
    """Return a house with one account, whose attackers come quickly."""
    hurry(house)
    house.activate(house.service())
    return house


def try_password(service: EngineService, password: Secret = WRONG) -> bool:
    """Try to sign in as the daughter."""
    try:
        service.sign_in(SignInRequest(DAUGHTER.number, password))
    except AppError as error:
        if error.code is ErrorCode.SIGN_IN_REFUSED:
            return False
        raise
    return True


def most_a_day() -> int:
    """Return how many tries the locks leave in a day, from a clean start."""
    at, tries = 0.0, 0
    while at < DAY and tries < IN_A_ROW:
        tries += BEFORE_A_LOCK
        at += next(seconds for failures, seconds in LOCKS if tries >= failures)
    return tries


def test_guessing_a_password_for_a_year(street: House) -> None:
    """A hundred tries in all: then the password is off until the owner resets it."""
    service, addresses, until = street.service(), count(), street.now + YEAR
    with compared_passwords(street) as compared:
        while street.now < until:
            before = len(compared.times)
            try_password(service.for_source(f"address-{next(addresses)}"))
            if len(compared.times) == before:
                street.now += 15 * MINUTE if before < IN_A_ROW else 10 * DAY
    print("\n" + compared.told("password, serial"))
    assert compared.most(DAY) <= most_a_day()
    assert len(compared.times) == IN_A_ROW
    assert not try_password(service, Secret(PASSWORD))
    sent = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code = Secret(street.last_code())
    service.finish_reset(NewPasswordRequest(sent.flow_id, code, Secret("Waha+7264")))
    assert try_password(service, Secret("Waha+7264"))


def test_guessing_a_password_from_many_places_at_once(street: House) -> None:
    service = street.service()
    sources = [service.for_source(f"address-{n}") for n in range(40)]
    with compared_passwords(street) as compared, ThreadPoolExecutor(8) as pool:
        for _ in range(4):
            assert not any(pool.map(try_password, sources))
            street.now += 2 * MINUTE
    print("\n" + compared.told("password, parallel, eight minutes"))
    assert len(compared.times) == BEFORE_A_LOCK


def test_guessing_a_password_beside_its_owner(street: House) -> None:
    """The owner signs in once a day, which forgives the failures; the locks still hold the pace."""
    service, addresses, right = street.service(), count(), 0
    until, tomorrow = street.now + 5 * DAY, street.now + DAY
    with compared_passwords(street) as compared:
        while street.now < until:
            before = len(compared.times)
            try_password(service.for_source(f"address-{next(addresses)}"))
            if len(compared.times) == before:
                street.now += 15 * MINUTE
            if street.now >= tomorrow and try_password(service, Secret(PASSWORD)):
                right, tomorrow = right + 1, street.now + DAY
    print("\n" + compared.told(f"password, beside an owner who signs in {right} times in 5 days"))
    assert right >= 3
    assert compared.most(DAY) <= most_a_day() + 2 * BEFORE_A_LOCK


def test_spraying_one_password_from_one_address(street: House) -> None:
    service, tried, until = street.service("one address"), 0, street.now + 600
    while street.now < until:
        try:
            service.sign_in(SignInRequest(str(9_999_000_000 + tried), WRONG))
        except AppError as error:
            tried += error.code is ErrorCode.SIGN_IN_REFUSED
            street.now += error.problem.retry_after or 0
    print(f"\npassword, spraying from one address: {tried:,} in ten minutes")
    assert tried <= 11 * A_MINUTE


# ------------------------------------------------------------------ evidence


def prove_by_inquiry(service: EngineService, house: House, number: str, turn: int) -> object:
    wrong = inquiry(national_number=number, civil_id_number=f"ZZZ{turn:05d}")
    return service.request_inquiry(wrong)


def prove_by_registration(service: EngineService, house: House, number: str, turn: int) -> object:
    return house.register(service, national_number=number, card_number=f"ZZZ{turn:05d}")


def prove_by_renewal(service: EngineService, house: House, number: str, turn: int) -> object:
    wrong = {"national_number": number, "relative_national_number": f"9{turn:09d}"}
    return house.register(service, renewal=True, **wrong)


WAYS = (prove_by_inquiry, prove_by_registration, prove_by_renewal)


def guess_evidence(
    house: House, door: Callable[[int], EngineService], numbers: Callable[[int], str], days: int
) -> Compared:
    """Give wrong evidence on all ways in turn, as often as one is let."""
    compared, until = Compared(lambda: house.now), house.now + days * DAY
    for turn in count():
        if house.now >= until:
            return compared
        try:
            WAYS[turn % len(WAYS)](door(turn), house, numbers(turn), turn)
        except AppError as error:
            compared.note(right=error.code is not ErrorCode.EVIDENCE_MISMATCH)
            house.now += error.problem.retry_after or 1
    raise AssertionError


@pytest.mark.parametrize("number", [DAUGHTER.number, FATHER.number, "9999999999"])
def test_guessing_evidence_of_one_number(street: House, number: str) -> None:
    """The same for a number with an account, without one, and for one that nobody has."""
    service = street.service()
    compared = guess_evidence(
        street, lambda n: service.for_source(f"address-{n}"), lambda _: number, 30
    )
    print("\n" + compared.told("evidence of one number, thirty days"))
    assert compared.most(DAY) == OF_A_NUMBER
    assert len(compared.times) >= 29 * OF_A_NUMBER


def test_guessing_evidence_of_many_numbers_from_one_address(street: House) -> None:
    service = street.service("one address")
    compared = guess_evidence(street, lambda _: service, lambda n: str(9_999_000_000 + n), 10)
    print("\n" + compared.told("evidence of many numbers, ten days"))
    assert compared.most(DAY) == OF_A_SOURCE


# ------------------------------------------------------------------ pictures


def test_a_picture_can_be_tried_once(street: House) -> None:
    service = street.service()

    def attempt(made: Captcha, answer: str) -> ErrorCode:
        with pytest.raises(AppError) as caught:
            street.register(service, captcha=CaptchaAnswer(made.id, Secret(answer)))
        return caught.value.code

    made = service.new_captcha(CaptchaKind.PICTURE)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: attempt(made, f"AAAA{n}"), range(16)))
    assert told.count(ErrorCode.CAPTCHA_WRONG) == 1
    assert told.count(ErrorCode.CAPTCHA_EXPIRED) == 15
    kinds = len(CaptchaPolicy().alphabet) ** CaptchaPolicy().length
    print(f"\npicture: one try each, one in {kinds:,}")
