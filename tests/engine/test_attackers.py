"""Patient guessers of codes, with a clock that runs for a year: never above the policy's caps.

The figures are printed: tries in a day, in 90 days, in the year, and how likely one is right.
"""

import contextlib
import itertools
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import limits, schema
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import CaptchaAnswer, Channel, NewPasswordRequest, ResetRequest
from tests.engine.attackers import (
    NEVER,
    NEW_PASSWORD,
    VISITS,
    Compared,
    Guesser,
    NeverZero,
    beside_the_owner,
    compared_codes,
    haunt,
    hurry,
    once,
    serial,
)
from tests.engine.house import DAUGHTER, DAY, House, called_with

# The caps, written out: a looser policy has to fail here.
A_DAY, IN_90_DAYS, OF_A_SOURCE = 5, 10, 60
Answer = TypeVar("Answer")
ONE_IN = 1e-4
SUBJECT = f"reset:{DAUGHTER.number}"


@pytest.fixture
def street(house: House) -> House:
    """Return a house whose attackers come quickly and never guess right."""
    house.dice = NeverZero()
    hurry(house)
    house.activate(house.service())
    return house


def check(compared: Compared, who: str) -> None:
    print("\n" + compared.told(who, ONE_IN))
    assert compared.most(DAY) <= A_DAY
    assert compared.most(90 * DAY) <= IN_90_DAYS
    assert len(compared.times) >= IN_90_DAYS  # it was an attack


@pytest.mark.parametrize("visit", VISITS)
def test_guessing_for_a_year(street: House, visit: str) -> None:
    _, compared = haunt(street, Purpose.RESET, VISITS[visit])
    check(compared, f"reset, {visit}")


@pytest.mark.parametrize("visit", ["serial", "parallel"])
def test_guessing_an_inquiry_for_a_year(street: House, visit: str) -> None:
    _, compared = haunt(street, Purpose.INQUIRY, VISITS[visit])
    check(compared, f"inquiry, {visit}")


@pytest.mark.parametrize("visit", ["resender", "parallel"])
def test_guessing_an_activation_for_a_year(house: House, visit: str) -> None:
    house.dice = NeverZero()
    hurry(house)
    _, compared = haunt(house, Purpose.ACTIVATION, VISITS[visit])
    check(compared, f"activation, {visit}")


@pytest.mark.parametrize("pace", [DAY // 5, DAY, 9 * DAY])
def test_guessing_at_a_pace_that_no_day_notices(street: House, pace: int) -> None:
    _, compared = haunt(street, Purpose.RESET, once, pace=pace)
    check(compared, f"reset, once in {pace / DAY:g} days")


def test_the_owners_own_success_clears_nothing(street: House) -> None:
    guesser, compared = haunt(street, Purpose.RESET, beside_the_owner)
    check(compared, f"reset, beside an owner who is right {guesser.successes} times")
    assert guesser.successes >= IN_90_DAYS // 2


def test_a_branch_opens_what_was_closed(street: House) -> None:
    guesser = Guesser(street, Purpose.RESET, street.service().for_source)
    for _ in range(3):
        serial(guesser)
        serial(guesser)
        street.now += DAY
    assert guesser.ask() is None
    with street.database.write() as connection:
        limits.record(connection, Kind.PROVEN, SUBJECT, street.now)
    assert guesser.ask() is not None


# ------------------------------------------------------------------ over many numbers


def patiently(house: House, call: Callable[[], Answer]) -> Answer | None:
    """Make a call as soon as one is let; None where it is refused for another reason."""
    while True:
        try:
            return call()
        except AppError as error:
            if error.code is not ErrorCode.TOO_MANY_REQUESTS:
                return None
            house.now += error.problem.retry_after or 1


def spray(house: House, service: EngineService, seconds: float) -> Compared:
    """Try one code of each of many numbers, solving every picture, as fast as one is let."""
    until, numbers = house.now + seconds, itertools.count(9_999_000_000)
    with compared_codes(house) as compared:
        while house.now < until:
            asked = ResetRequest(str(next(numbers)), Channel.SMS, house.picture(service))
            sent = patiently(house, partial(service.request_reset, asked))
            if sent is not None:
                given = NewPasswordRequest(sent.flow_id, NEVER, NEW_PASSWORD)
                patiently(house, partial(service.finish_reset, given))
            house.now += 1
    return compared


def test_spraying_from_one_address(street: House) -> None:
    compared = spray(street, street.service().for_source("one address"), 4 * DAY)
    print("\n" + compared.told("spraying from one address, four days", ONE_IN))
    assert compared.most(DAY) <= OF_A_SOURCE
    assert len(compared.times) >= 3 * OF_A_SOURCE


def test_spraying_from_a_stolen_desk(street: House) -> None:
    """A desk is slowed down but not blocked, so that it can go on with its citizens."""
    hours = 2
    compared = spray(street, called_with(street, CallerKind.DESK), hours * 3_600)
    print("\n" + compared.told(f"spraying from a desk for {hours} hours", ONE_IN))
    slowed = hours * 120
    assert OF_A_SOURCE < len(compared.times) <= OF_A_SOURCE + slowed


def test_spraying_from_everywhere_does_not_add_up_on_one_number(street: House) -> None:
    """The more addresses, the more numbers are tried; none of them more often."""
    service = street.service()
    victims = [DAUGHTER.number, *(str(9_999_000_000 + n) for n in range(9))]
    tried = dict.fromkeys(victims, 0)
    for address, victim in enumerate(victims * 30):
        source = service.for_source(f"address-{address}")
        with compared_codes(street) as compared, contextlib.suppress(AppError):
            sent = source.request_reset(ResetRequest(victim, Channel.SMS))
            source.finish_reset(NewPasswordRequest(sent.flow_id, NEVER, NEW_PASSWORD))
        tried[victim] += len(compared.times)
        street.now += 60
    assert set(tried.values()) == {A_DAY}


def test_spraying_one_guess_at_many_numbers(house: House) -> None:
    """From one address a picture is asked for after twenty."""
    service = house.service()
    let_in, told = 0, set[ErrorCode]()
    for turn in range(60):
        picture = CaptchaAnswer("none", Secret("x"))
        try:
            sent = service.request_reset(
                ResetRequest(f"9999{turn:06d}", Channel.SMS, captcha=picture)
            )
        except AppError as error:
            told.add(error.code)
            continue
        let_in += 1
        request = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret("Waha+7264"))
        with pytest.raises(AppError):
            service.finish_reset(request)
    assert let_in == 20
    assert told == {ErrorCode.CAPTCHA_EXPIRED}
    assert len(house.rows(schema.flows)) == 20


def test_a_code_that_was_used_gives_one_try_that_counts(street: House) -> None:
    """Its answer can be told again, so a guesser could go on with the flow of an owner."""
    guesser = Guesser(street, Purpose.RESET, street.service().for_source)
    flow = guesser.ask()
    assert flow is not None
    right = Secret(street.last_code())
    guesser.give(flow, right)
    guesser.give(flow, right)
    with compared_codes(street) as compared:
        for _ in range(4):
            assert not guesser.guess(flow)
    assert len(compared.times) == 1
    with street.database.read() as connection:
        assert limits.count(connection, Kind.WRONG_CODE, SUBJECT, 0) == 1
